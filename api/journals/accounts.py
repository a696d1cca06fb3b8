"""Accounts: what every account of the book is called in a journal, one name for one account.

Both programs share the names. Beancount is the stricter: a part begins with a capital or a digit
and goes on with letters, digits and hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ledger.facts import EXPIRED, ISSUANCE
from projections.tills import whose_till

VOLUNTEERS = "Assets:Volunteers"
HELD = "Assets:Held"
MERCHANTS = "Assets:Merchants"
ISSUED = "Equity:Issuance"
GONE = "Equity:Expired"
OWED = "Liabilities:Owed"
PROMISED = "Equity:Promised"
"""The other side of everything that was ever owed to merchants, whether it was paid or not."""
FUNDS = "Assets:Funds"
GIVEN = "Equity:Given"
"""The other side of what was given to the funds in money."""

ALWAYS_OPEN = (VOLUNTEERS, HELD, MERCHANTS, ISSUED, GONE, OWED, PROMISED, FUNDS, GIVEN)
GROUPS = {
    "volunteers": VOLUNTEERS, "held": HELD, "merchants": MERCHANTS, ISSUANCE: ISSUED,
    EXPIRED: GONE,
}  # fmt: skip
"""By the names of the trial balance."""

_STRANGE = re.compile(r"[^A-Ya-z0-9-]")


def part(identity: str) -> str:
    """An id as a part of a name: `volunteer-01k…` is `V-01k…`; no two of a kind become one.

    `Z` is never left as it stands: it encloses the number of a character that may not be there.
    """
    kind, _, rest = identity.partition("-")
    told = _STRANGE.sub(lambda found: f"Z{ord(found[0]):x}Z", rest)
    return f"{kind[:1].upper()}-{told}"


def purse(volunteer: str) -> str:
    """The beans that a volunteer can spend, negative while a debt stands."""
    return f"{VOLUNTEERS}:{part(volunteer)}"


def held_of(volunteer: str) -> str:
    """Everything of a volunteer's that waits for merchants."""
    return f"{HELD}:{part(volunteer)}"


def hold(volunteer: str, redemption: str) -> str:
    """The beans that one redemption holds."""
    return f"{held_of(volunteer)}:{part(redemption)}"


def taken_by(merchant: str) -> str:
    """The beans that a merchant has."""
    return f"{MERCHANTS}:{part(merchant)}"


def taken_in(till: str) -> str:
    """The beans that came to a merchant in one month, what went back in it taken off."""
    merchant, month = whose_till(till)
    return f"{taken_by(merchant)}:{month}"


def owed_to(merchant: str) -> str:
    """The money that is owed to a merchant; a debt of ours, so it is negative."""
    return f"{OWED}:{part(merchant)}"


def owed_for(till: str) -> str:
    """The money that is owed to a merchant for one month."""
    merchant, month = whose_till(till)
    return f"{owed_to(merchant)}:{month}"


def money_of(fund: str, what: Literal["Free", "Reserved", "Paid"]) -> str:
    """A fund's money that is free, reserved for merchants, or paid to them."""
    return f"{FUNDS}:{part(fund)}:{what}"


def with_those_above(account: str) -> Iterator[str]:
    """The account and those it is a part of, the widest first, without those always open."""
    parts = account.split(":")
    for length in range(3, len(parts) + 1):
        yield ":".join(parts[:length])
