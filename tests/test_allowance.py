"""What the counter may promise: exactly what the rule would give, and not one bean more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.facts import MerchantWelcomed
from ledger.policy import read_policy
from ledger.refusals import AccountBlocked, LimitExceeded, NotEnoughBeans, Refusal
from ledger.subjects.allowance import Allowance, allowance, must_be_allowed
from ledger.subjects.purse import Purse, month_of
from ledger.subjects.till import Till
from tests.neighbourhood import DAY, POLICY_TEXT, WANG, welcomed

POLICY = read_policy(POLICY_TEXT)
TODAY = date.fromisoformat(DAY)
LEAST = POLICY.redemption.min_beans
SOME = st.integers(0, 2_500)


def purse(
    beans: int, *, today: int = 0, month: int = 0, times: int = 0, debt: int = 0, dead: int = 0
) -> Purse:
    """Wang's purse, after what she has redeemed already."""
    purse = Purse(WANG)
    purse.lots = {"2030-02-01": beans, DAY: dead}
    purse.debt = debt
    purse.redeemed.add(DAY, today)
    purse.redeemed_long.add(month_of(TODAY), month)
    purse.uses.add(DAY, times)
    return purse


def till(beans: int) -> Till:
    """Chen's till, with what the month brought."""
    till = Till("till-chen-202611")
    till.beans = beans
    return till


def why_not(beans: int, *of: object) -> str:
    """The name of what refuses so many beans; "" when nothing does."""
    try:
        must_be_allowed(POLICY, TODAY, beans, *of)  # type: ignore[arg-type]
    except LimitExceeded as limit:
        return str(limit.details["limit"])
    except Refusal as refusal:
        return {NotEnoughBeans: "balance", AccountBlocked: "account_blocked"}[type(refusal)]
    return ""


PURSES = st.builds(
    purse, SOME, today=SOME, month=SOME, times=st.integers(0, 4), debt=st.sampled_from([0, 0, 7]),
    dead=SOME,
)  # fmt: skip
SHOPS = st.builds(
    welcomed, kind=st.sampled_from(["commercial", "charity"]), monthly_cap=st.none() | SOME
)


@given(PURSES, SHOPS, st.builds(till, SOME), st.none() | st.integers(1, 300_000))
@example(purse(500), welcomed(), till(0), None)
@example(purse(1_000), welcomed(), till(0), None)
@example(purse(500, times=3), welcomed(), till(0), None)
def test_what_is_promised_is_given_and_one_bean_more_is_not(
    wang: Purse, shop: MerchantWelcomed, chen: Till, bill_fen: int | None
) -> None:
    of = (shop, wang, chen, bill_fen)
    promised = allowance(POLICY, TODAY, *of)
    if promised.beans:
        assert promised.beans >= LEAST
        assert why_not(promised.beans, *of) == ""
    more = max(promised.beans + 1, LEAST)
    assert why_not(more, *of), "not one bean more"
    assert not promised.beans or why_not(more, *of) == promised.ends_with


@pytest.mark.parametrize(
    ("wang", "cap", "bill_fen", "promised"),
    [
        (purse(60), None, None, Allowance(60, "balance")),
        (purse(9), None, None, Allowance(0, "balance")),
        (purse(60, dead=40), None, None, Allowance(60, "balance")),
        (purse(9_000), None, None, Allowance(1_000, "max_per_transaction")),
        (purse(9_000, today=700, month=700), None, None, Allowance(300, "max_per_day")),
        (purse(9_000, month=1_950), None, None, Allowance(50, "max_per_month")),
        (purse(9_000, times=3), None, None, Allowance(0, "max_transactions_per_day")),
        (purse(9_000), 130, None, Allowance(30, "merchant_monthly_cap")),
        (purse(9_000), 105, None, Allowance(0, "merchant_monthly_cap")),
        (purse(9_000), None, 1_009, Allowance(50, "max_offset")),
        (purse(60, debt=5), None, None, Allowance(0, "account_blocked")),
    ],
)
def test_the_smallest_of_all_that_ends_them_is_named(
    wang: Purse, cap: int | None, bill_fen: int | None, promised: Allowance
) -> None:
    shop = welcomed(monthly_cap=cap)
    assert allowance(POLICY, TODAY, shop, wang, till(100), bill_fen) == promised
