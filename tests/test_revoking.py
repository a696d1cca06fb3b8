"""It turns out that Wang was not there: minutes and beans go back, and a debt is worked off."""

from __future__ import annotations

from datetime import date, datetime

from ledger.facts import ISSUANCE, AttendanceRevoked, BeansClawedBack
from ledger.refusals import (
    AccountBlocked,
    AlreadyCheckedIn,
    AlreadyRevoked,
    AttendanceUnknown,
    NotConfirmed,
)
from ledger.reversals import RefundRedemption, VoidRedemption
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from ledger.subjects.purse import Purse
from tests.deeds import HERS, comes, confirms, redeemed, redeems, released, returned
from tests.neighbourhood import (
    CODE,
    DAY,
    OTHER_CODE,
    PATROL,
    READING,
    RULES,
    WANG,
    ZHAO,
    code,
    earned,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Story

REVOKE = RevokeAttendance(attendance=HERS)
THERE = attendance_of(READING, WANG)
OWN_LOT = "2029-12-01"


def revoked(at: datetime, minutes: int = 120, training: int = 0) -> AttendanceRevoked:
    return AttendanceRevoked(
        at=at, attendance=HERS, activity=PATROL, volunteer=WANG, minutes=minutes,
        training_minutes=training, service_day=date.fromisoformat(DAY),
    )  # fmt: skip


def clawed_back(
    at: datetime, beans: int, lots: dict[str, int], *, left: int, debt: int = 0
) -> BeansClawedBack:
    return BeansClawedBack(
        at=at, beans=beans, source=WANG, target=ISSUANCE, volunteer=WANG, lots=lots, debt=debt,
        balance_after=left, attendance=HERS, activity=PATROL, earned_on=date.fromisoformat(DAY),
        policy="default/2",
    )  # fmt: skip


def served(story: Story, *before: object, category: str = "general") -> Story:
    """Wang's two hours at the patrol were confirmed; it is noon."""
    story.at(f"{DAY} 12:00").given(RULES, planned(category=category), *before)
    return story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00"), confirms(HERS))


def test_earned_twenty_spent_fifteen_and_revoked_leaves_a_debt_of_fifteen(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15))
    story.when(REVOKE).then(
        revoked(story.now), clawed_back(story.now, 20, {OWN_LOT: 5}, debt=15, left=-15)
    )
    assert story.book.look(Purse(WANG)).balance == -15


def test_with_a_debt_no_bean_is_spent_until_it_is_worked_off(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15), REVOKE)
    story.given(code(f"{DAY} 12:00", redemption=OTHER_CODE))
    story.when(redeems(10, OTHER_CODE)).then_refused(AccountBlocked, debt=15)

    story.given(planned(f"{DAY} 13:00", f"{DAY} 16:00", activity=READING))
    story.given(*present(f"{DAY} 13:00", f"{DAY} 16:00", activity=READING))
    story.at(f"{DAY} 16:00").given(confirms(THERE, activity=READING))
    purse = story.book.look(Purse(WANG))
    assert (purse.balance, purse.debt, purse.lots) == (15, 0, {OWN_LOT: 15})

    story.given(code(f"{DAY} 16:00", redemption="redemption-three"))
    story.when(redeems(10, "redemption-three"))
    third = redeemed(story.now, 10, {OWN_LOT: 10}, left=5, redemption="redemption-three")
    story.then(third)


def test_what_is_earned_repays_the_debt_before_it_fills_a_lot(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15), REVOKE)
    story.given(planned(f"{DAY} 13:00", f"{DAY} 14:00", activity=READING))
    story.given(*present(f"{DAY} 13:00", f"{DAY} 14:00", activity=READING))
    story.at(f"{DAY} 14:00").given(confirms(THERE, activity=READING))
    purse = story.book.look(Purse(WANG))
    assert (purse.balance, purse.debt, purse.lots) == (-5, 5, {})


def test_beans_that_come_home_repay_the_debt_first(story: Story) -> None:
    served(story, earned(10, dies="2029-11-01", on="2026-10-20"))
    story.given(welcomed(), code(f"{DAY} 12:00"), redeems(25), REVOKE)
    story.when(RefundRedemption(redemption=CODE, beans=20))
    story.then(returned(story.now, {OWN_LOT: 5}, left=5, reason="refunded", debt=15))


def test_held_beans_that_come_home_repay_it_too(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15, capture=False), REVOKE)
    story.when(VoidRedemption(redemption=CODE))
    story.then(released(story.now, {}, left=0, reason="voided", debt=15))


def test_the_lot_of_that_day_gives_first_and_then_the_earliest_to_die(story: Story) -> None:
    older = earned(30, dies="2029-11-01", on="2026-10-20")
    served(story, older).given(welcomed(), code(f"{DAY} 12:00"), redeems(40))
    story.when(REVOKE)
    story.then(revoked(story.now), clawed_back(story.now, 20, {OWN_LOT: 10}, debt=10, left=-10))


def test_unspent_beans_are_taken_from_other_lots_before_a_debt_is_made(story: Story) -> None:
    served(story, earned(30, dies="2029-11-01", on="2026-10-20"))
    story.given(welcomed(), code(f"{DAY} 12:00"), redeems(35))
    story.when(REVOKE)
    story.then(revoked(story.now), clawed_back(story.now, 20, {OWN_LOT: 15}, debt=5, left=-5))


def test_training_taken_back_moves_no_bean(story: Story) -> None:
    served(story, category="training").when(REVOKE)
    story.then(revoked(story.now, minutes=0, training=120))


def test_beans_clawed_back_make_room_under_the_cap_of_the_day(story: Story) -> None:
    served(story, earned(90, on=DAY)).given(REVOKE)
    arrived = present(f"{DAY} 09:00", f"{DAY} 11:00", volunteer=WANG, activity=READING)
    story.given(planned(activity=READING), *arrived)
    story.given(confirms(THERE, activity=READING))
    assert story.book.look(Purse(WANG)).earned.of(DAY) == 100


def test_what_was_revoked_stays_revoked_and_is_not_lived_again(story: Story) -> None:
    served(story, registered(WANG)).given(REVOKE)
    story.when(REVOKE).then_refused(AlreadyRevoked, attendance=HERS)
    story.when(comes(f"{DAY} 10:00")).then_refused(AlreadyCheckedIn, attendance=HERS)


def test_only_what_was_confirmed_is_taken_back(story: Story) -> None:
    story.at(f"{DAY} 12:00").given(RULES, *present(f"{DAY} 09:00", f"{DAY} 11:00"))
    story.when(REVOKE).then_refused(NotConfirmed, attendance=HERS)
    zhaos = attendance_of(PATROL, ZHAO)
    story.when(RevokeAttendance(attendance=zhaos)).then_refused(AttendanceUnknown, attendance=zhaos)
    story.when(RevokeAttendance(attendance="nonsense")).then_refused(AttendanceUnknown)
