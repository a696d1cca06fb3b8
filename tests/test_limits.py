"""Every limit on redeeming: a bean below it is taken, a bean above it is refused."""

from __future__ import annotations

import pytest

from ledger.refusals import LimitExceeded
from ledger.reversals import CaptureRedemption, RefundRedemption, VoidRedemption
from tests.deeds import redeemed, redeems
from tests.neighbourhood import CHARITY, CHEN, DAY, RULES, adopted, amended, earned, welcomed
from tests.neighbourhood import code as shown
from tests.story import Story

A = "2030-02-01"
PLENTY = earned(9_999, dies=A)


def counter(story: Story, *world: object) -> Story:
    """Wang is rich, Master Chen is open."""
    return story.given(*(world or (RULES, welcomed())), PLENTY)


def buys(story: Story, beans: int, number: int = 0, **more: object) -> Story:
    """Wang shows her next code, and it is taken for so many beans."""
    redemption = f"redemption-n{number}"
    story.given(shown(f"{story.now:%Y-%m-%d %H:%M:%S}", redemption=redemption))
    return story.when(redeems(beans, redemption, **more))


def bought(story: Story, beans: int, left: int, number: int = 0, **more: object) -> Story:
    taken = redeemed(
        story.now, beans, {A: beans}, left=left, redemption=f"redemption-n{number}", **more
    )
    return story.then(taken)


def shopped(story: Story, *amounts: int, first: int = 100) -> Story:
    """Wang has bought this already."""
    for number, beans in enumerate(amounts, start=first):
        redemption = f"redemption-n{number}"
        story.given(shown(f"{story.now:%Y-%m-%d %H:%M:%S}", redemption=redemption))
        story.given(redeems(beans, redemption))
    return story


def test_ten_beans_are_the_least(story: Story) -> None:
    buys(counter(story), 9).then_refused(LimitExceeded, limit="min_beans", most=10, asked=9)
    bought(buys(story, 10, 1), 10, 9_989, 1)


def test_a_thousand_are_the_most_at_once(story: Story) -> None:
    told = {"limit": "max_per_transaction", "most": 1_000, "asked": 1_001}
    buys(counter(story), 1_001).then_refused(LimitExceeded, **told)
    bought(buys(story, 1_000, 1), 1_000, 8_999, 1)


def test_three_times_a_day(story: Story) -> None:
    told = {"limit": "max_transactions_per_day", "most": 3, "asked": 4}
    buys(shopped(counter(story), 10, 10, 10), 10).then_refused(LimitExceeded, **told)


def test_a_thousand_a_day(story: Story) -> None:
    told = {"limit": "max_per_day", "most": 1_000, "asked": 1_001}
    shopped(counter(story), 400, 400)
    buys(story, 201).then_refused(LimitExceeded, **told)
    bought(buys(story, 200, 1), 200, 8_999, 1)


def test_two_thousand_a_month(story: Story) -> None:
    shopped(counter(story).at("2026-11-23 12:00"), 1_000)
    shopped(story.at("2026-11-24 12:00"), 995, first=200)
    told = {"limit": "max_per_month", "most": 2_000, "asked": 2_005}
    buys(story.at("2026-11-30 23:59"), 10).then_refused(LimitExceeded, **told)
    bought(buys(story.at("2026-12-01 00:00"), 10, 1), 10, 7_994, 1)


def test_a_code_shown_before_midnight_and_taken_after_it_counts_for_the_new_day(
    story: Story,
) -> None:
    shopped(counter(story).at(f"{DAY} 23:59:30"), 500, 500)
    story.given(shown(f"{DAY} 23:59:30", redemption="redemption-n0"))
    bought(story.when(redeems(10, "redemption-n0"), at="2026-11-23 00:00:10"), 10, 8_989)


def test_what_is_held_counts_and_what_comes_home_does_not(story: Story) -> None:
    counter(story).given(shown(redemption="redemption-held"))
    story.given(redeems(1_000, "redemption-held", capture=False))
    told = {"limit": "max_per_day", "most": 1_000, "asked": 1_010}
    buys(story, 10).then_refused(LimitExceeded, **told)
    story.given(VoidRedemption(redemption="redemption-held"))
    bought(buys(story, 1_000, 1), 1_000, 8_999, 1)


def test_a_part_that_was_captured_is_one_time_of_three(story: Story) -> None:
    shopped(counter(story), 10, 10).given(shown(redemption="redemption-held"))
    story.given(redeems(50, "redemption-held", capture=False))
    story.given(CaptureRedemption(redemption="redemption-held", beans=20))
    told = {"limit": "max_transactions_per_day", "most": 3, "asked": 4}
    buys(story, 10).then_refused(LimitExceeded, **told)


def test_a_refund_gives_the_beans_of_the_day_back_but_not_the_time(story: Story) -> None:
    shopped(counter(story), 990, 10).given(RefundRedemption(redemption="redemption-n100"))
    bought(buys(story, 990, 1), 990, 8_999, 1)
    told = {"limit": "max_transactions_per_day", "most": 3, "asked": 4}
    buys(story, 10, 2).then_refused(LimitExceeded, **told)


def test_a_shop_takes_no_more_than_its_cap_of_the_month(story: Story) -> None:
    shopped(counter(story, RULES, welcomed(monthly_cap=100)), 60)
    told = {"limit": "merchant_monthly_cap", "most": 100, "asked": 101}
    buys(story, 41).then_refused(LimitExceeded, **told)
    bought(buys(story, 40, 1), 40, 9_899, 1)
    bought(buys(story.at("2026-12-01 00:00"), 100, 2), 100, 9_799, 2)


@pytest.mark.parametrize(
    ("kind", "shop", "most"), [("commercial", CHEN, 50), ("charity", CHARITY, 100)]
)
def test_beans_pay_half_a_bill_in_a_shop_and_all_of_it_for_charity(
    story: Story, kind: str, shop: str, most: int
) -> None:
    counter(story, RULES, welcomed(shop, kind))
    told = {"limit": "max_offset", "most": most, "asked": most + 1}
    bill = {"merchant": shop, "bill_fen": 1_009}
    buys(story, most + 1, **bill).then_refused(LimitExceeded, **told)
    bought(buys(story, most, 1, **bill), most, 9_999 - most, 1, **bill)


def test_another_policy_has_other_limits(story: Story) -> None:
    strict = adopted(amended(("min_beans = 10", "min_beans = 20")))
    buys(counter(story, strict, welcomed()), 19)
    story.then_refused(LimitExceeded, limit="min_beans", most=20, asked=19)
