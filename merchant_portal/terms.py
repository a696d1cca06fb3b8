"""The terms: what holds at this counter whoever comes, to be seen before a code is."""

from __future__ import annotations

from typing import Any

from ledger.subjects.allowance import limits_of_shop, offset_permille
from ledger.subjects.standing import Merchant
from merchant_portal.clerk import Clerk


def terms(clerk: Clerk) -> dict[str, Any]:
    """The least and the most beans at a time, the month's cap and what is left of it (None where
    none was agreed), and the share of a bill that beans may take off, in percent."""
    shop = clerk.book.look(Merchant(clerk.merchant)).must_exist()
    month = f"{clerk.policy.local_date(clerk.now()):%Y-%m}"
    takings = clerk.till.takings(clerk.merchant, month)
    at_once, *cap = limits_of_shop(clerk.policy, shop, takings.net_beans + takings.held)
    return {
        "least": clerk.policy.redemption.min_beans,
        "most": at_once.most,
        "cap": cap[0].most if cap else None,
        "cap_left": cap[0].left if cap else None,
        "offset_percent": f"{offset_permille(clerk.policy, shop) / 10:g}",
    }
