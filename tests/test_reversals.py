"""Held beans are captured or come home, and a finished redemption is given back."""

from __future__ import annotations

import pytest

from ledger.accounts import ExpireBeans
from ledger.refusals import (
    HoldLapsed,
    MoreThanHeld,
    MoreThanTaken,
    NotAuthorised,
    NotTheWhole,
    OwnRedemption,
    RedemptionEnded,
    RedemptionUnknown,
    TooLate,
)
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.subjects.purse import Purse
from ledger.subjects.till import Till, till_of
from tests.deeds import expired, redeemed, redeems, released, returned
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    DAY,
    RULES,
    WANG,
    code,
    earned,
    welcomed,
)
from tests.story import Story, clock

A, B = "2030-02-01", "2030-03-01"
TWO_LOTS = (earned(30, dies=A), earned(50, dies=B, left=80))


def captures(beans: int | None = None, merchant: str | None = CHEN) -> CaptureRedemption:
    return CaptureRedemption(redemption=CODE, merchant=merchant, beans=beans)


def voids(merchant: str | None = CHEN) -> VoidRedemption:
    return VoidRedemption(redemption=CODE, merchant=merchant)


def refunds(beans: int | None = None, merchant: str | None = CHEN) -> RefundRedemption:
    return RefundRedemption(redemption=CODE, merchant=merchant, beans=beans)


def forty(story: Story, *, capture: bool, at: str = f"{DAY} 09:00") -> Story:
    """Forty of Wang's eighty beans are at Master Chen's: held, or taken."""
    story.at(at).given(RULES, welcomed(), *TWO_LOTS, code(at))
    return story.given(redeems(40, capture=capture))


def purse_of_wang(story: Story) -> Purse:
    return story.book.look(Purse(WANG))


def till_of_chen(story: Story, day: str = DAY) -> int:
    return story.book.look(Till(till_of(CHEN, clock(f"{day} 09:00").date()))).beans


# What is held -------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["09:00:00", "09:01:59"])
def test_the_shop_captures_what_it_held_within_two_minutes(story: Story, time: str) -> None:
    forty(story, capture=False).when(captures(), at=f"{DAY} {time}")
    story.then(redeemed(story.now, 40, {A: 30, B: 10}, left=40, source=CODE))
    assert purse_of_wang(story).held == {} and till_of_chen(story) == 40


def test_it_captures_a_part_and_the_rest_comes_home(story: Story) -> None:
    forty(story, capture=False).when(captures(25)).then(
        redeemed(story.now, 25, {A: 25}, left=40, source=CODE),
        released(story.now, {A: 5, B: 10}, left=55, reason="not_captured"),
    )
    purse = purse_of_wang(story)
    assert (purse.lots, purse.redeemed.of(DAY), purse.uses.of(DAY)) == ({A: 5, B: 50}, 25, 1)
    assert till_of_chen(story) == 25


def test_it_never_captures_more_than_it_held(story: Story) -> None:
    forty(story, capture=False).when(captures(41)).then_refused(MoreThanHeld, held=40, asked=41)


def test_after_two_minutes_the_hold_has_lapsed(story: Story) -> None:
    forty(story, capture=False).when(captures(), at=f"{DAY} 09:02").then_refused(HoldLapsed)


def test_the_clock_lets_a_lapsed_hold_go_and_asks_in_vain_before_and_after(story: Story) -> None:
    lapse = LapseHold(redemption=CODE)
    forty(story, capture=False).when(lapse, at=f"{DAY} 09:01:59").then()
    story.when(lapse, at=f"{DAY} 09:02")
    story.then(released(story.now, {A: 30, B: 10}, left=80, reason="lapsed"))
    story.when(lapse).then()
    story.when(captures()).then_refused(RedemptionEnded)
    assert purse_of_wang(story).uses.of(DAY) == 0


def test_the_shop_voids_what_it_held_and_the_day_has_seen_nothing(story: Story) -> None:
    forty(story, capture=False).when(voids())
    story.then(released(story.now, {A: 30, B: 10}, left=80, reason="voided"))
    purse = purse_of_wang(story)
    assert (purse.lots, purse.redeemed.of(DAY), purse.uses.of(DAY)) == ({A: 30, B: 50}, 0, 0)
    story.when(voids()).then_refused(RedemptionEnded)


def test_beans_held_over_their_last_midnight_come_home_with_thirty_days(story: Story) -> None:
    forty(story, capture=False, at="2030-01-31 23:59").when(voids(), at="2030-02-01 00:00")
    home = {"2030-03-03": 30, B: 10}
    story.then(released(story.now, home, left=80, reason="voided", on="2030-01-31"))


def test_what_was_taken_at_once_is_not_captured_again(story: Story) -> None:
    forty(story, capture=True).when(captures()).then_refused(NotAuthorised)


def test_what_is_only_held_is_not_refunded(story: Story) -> None:
    forty(story, capture=False).when(refunds(10)).then_refused(NotAuthorised)


@pytest.mark.parametrize("step", [captures, voids, refunds])
def test_nobody_learns_of_a_redemption_at_another_shop(story: Story, step: type) -> None:
    forty(story, capture=False)
    story.when(step(merchant=CHARITY)).then_refused(RedemptionUnknown, redemption=CODE)


@pytest.mark.parametrize("step", [captures, voids, refunds])
def test_a_code_that_no_shop_took_has_nothing_to_reverse(story: Story, step: type) -> None:
    story.given(RULES, code()).when(step()).then_refused(RedemptionUnknown, redemption=CODE)
    story.when(LapseHold(redemption=CODE)).then()


# What was taken -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beans", "home"), [(40, {A: 30, B: 10}), (10, {B: 10}), (25, {A: 15, B: 10})]
)
def test_the_beans_that_would_have_lived_longest_come_home_first(
    story: Story, beans: int, home: dict[str, int]
) -> None:
    forty(story, capture=True).when(refunds(beans))
    story.then(returned(story.now, home, left=40 + beans, reason="refunded"))


def test_refund_after_refund_gives_each_bean_its_own_lot_and_never_more(story: Story) -> None:
    forty(story, capture=True).given(refunds(25))
    story.when(refunds(16)).then_refused(MoreThanTaken, taken=15, asked=16)
    story.when(refunds()).then(returned(story.now, {A: 15}, left=80, reason="refunded"))
    story.when(refunds()).then_refused(RedemptionEnded)
    assert purse_of_wang(story).lots == {A: 30, B: 50} and till_of_chen(story) == 0


@pytest.mark.parametrize(
    ("day", "home"),
    [("2030-01-20", {A: 30, B: 10}), ("2030-02-10", {"2030-03-12": 30, B: 10})],
)
def test_the_golden_refund_on_both_dates(story: Story, day: str, home: dict[str, int]) -> None:
    forty(story, capture=True, at="2030-01-19 09:00").when(refunds(40, None), at=f"{day} 09:00")
    story.then(returned(story.now, home, left=80, reason="refunded", on="2030-01-19"))
    assert purse_of_wang(story).lots == {**home, B: 50}


def test_a_refund_of_another_month_leaves_this_months_till(story: Story) -> None:
    forty(story, capture=True, at="2026-11-30 12:00").given().at("2026-12-01 12:00")
    story.given(refunds())
    assert (till_of_chen(story, "2026-11-30"), till_of_chen(story, "2026-12-01")) == (40, -40)


@pytest.mark.parametrize(
    ("step", "reason", "last"),
    [(voids, "voided", "2026-11-22 09:30"), (refunds, "refunded", "2026-11-29 09:00")],
)
def test_the_shop_has_half_an_hour_to_void_and_a_week_to_refund(
    story: Story, step: type, reason: str, last: str
) -> None:
    forty(story, capture=True).when(step(), at=last)
    story.then(returned(story.now, {A: 30, B: 10}, left=80, reason=reason))


@pytest.mark.parametrize(
    ("step", "reason", "late", "limit"),
    [
        (voids, "voided", "2026-11-22 09:30:01", {"minutes": 30}),
        (refunds, "refunded", "2026-11-29 09:00:01", {"days": 7}),
    ],
)
def test_after_that_only_the_community_may(
    story: Story, step: type, reason: str, late: str, limit: dict[str, int]
) -> None:
    forty(story, capture=True).when(step(), at=late).then_refused(TooLate, **limit)
    story.when(step(merchant=None))
    story.then(returned(story.now, {A: 30, B: 10}, left=80, reason=reason))


def test_a_part_refund_leaves_nothing_to_void(story: Story) -> None:
    forty(story, capture=True).given(refunds(10))
    story.when(voids()).then_refused(RedemptionEnded)


def test_beans_that_come_home_after_their_death_are_swept_with_their_new_day(
    story: Story,
) -> None:
    forty(story, capture=True, at="2030-01-31 12:00").at("2030-02-01 00:00").given(refunds())
    story.when(ExpireBeans(volunteer=WANG), at="2030-03-03 00:00")
    story.then(expired(story.now, {B: 50, "2030-03-03": 30}, left=0))


@pytest.mark.parametrize("capture", [False, True], ids=["held", "taken"])
def test_a_void_is_of_all_the_beans_or_of_none(story: Story, capture: bool) -> None:
    five = VoidRedemption(redemption=CODE, merchant=CHEN, beans=5)
    forty(story, capture=capture).when(five).then_refused(NotTheWhole, whole=40)


@pytest.mark.parametrize("step", [CaptureRedemption, VoidRedemption, RefundRedemption])
def test_nobody_takes_a_step_with_their_own_redemption(story: Story, step: type) -> None:
    forty(story, capture=step is RefundRedemption)
    story.when(step(redemption=CODE, own_volunteers=(WANG,)))
    story.then_refused(OwnRedemption, redemption=CODE)
