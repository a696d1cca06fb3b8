"""The patrol never took place: everything that came of it is taken back in one step."""

from __future__ import annotations

from datetime import date

from ledger.facts import ISSUANCE, ActivityRevoked, AttendanceRevoked, BeansClawedBack
from ledger.refusals import (
    ActivityAlreadyRevoked,
    ActivityUnknown,
    CalledOff,
)
from ledger.revocations import RevokeActivity, RevokeAttendance
from ledger.subjects.presence import attendance_of
from ledger.subjects.purse import Purse
from tests.deeds import HERS, comes, confirms, redeems
from tests.neighbourhood import (
    CODE,
    DAY,
    LI,
    PATROL,
    RULES,
    WANG,
    ZHAO,
    code,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Story

REVOKE = RevokeActivity(activity=PATROL, note="note-one")
ZHAOS, LIS = attendance_of(PATROL, ZHAO), attendance_of(PATROL, LI)
OWN_LOT = "2029-12-01"


def three_came(story: Story) -> Story:
    """Wang and Zhao were confirmed, Li waits for it."""
    story.at(f"{DAY} 12:00").given(RULES, planned())
    for who in (WANG, ZHAO, LI):
        story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00", volunteer=who))
    return story.given(confirms(HERS, ZHAOS))


def minutes_gone(story: Story, volunteer: str) -> AttendanceRevoked:
    return AttendanceRevoked(
        at=story.now, attendance=attendance_of(PATROL, volunteer), activity=PATROL,
        volunteer=volunteer, minutes=120, training_minutes=0,
        service_day=date.fromisoformat(DAY), note="note-one",
    )  # fmt: skip


def beans_gone(
    story: Story, volunteer: str, lots: dict[str, int], left: int, debt: int
) -> BeansClawedBack:
    return BeansClawedBack(
        at=story.now, beans=20, source=volunteer, target=ISSUANCE, volunteer=volunteer,
        lots=lots, debt=debt, balance_after=left, attendance=attendance_of(PATROL, volunteer),
        activity=PATROL, earned_on=date.fromisoformat(DAY), policy="default/2",
    )  # fmt: skip


def test_everybodys_minutes_and_beans_go_and_what_was_spent_is_owed(story: Story) -> None:
    three_came(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15, CODE))
    story.when(REVOKE)
    story.then(
        ActivityRevoked(at=story.now, activity=PATROL, note="note-one"),
        minutes_gone(story, WANG), beans_gone(story, WANG, {OWN_LOT: 5}, left=-15, debt=15),
        minutes_gone(story, ZHAO), beans_gone(story, ZHAO, {OWN_LOT: 20}, left=0, debt=0),
    )  # fmt: skip
    assert story.book.look(Purse(WANG)).balance == -15


def test_who_waited_for_the_confirmation_waits_in_vain(story: Story) -> None:
    three_came(story).given(REVOKE)
    story.when(confirms(LIS)).then_refused(CalledOff, activity=PATROL)


def test_one_that_was_taken_back_before_is_not_taken_twice(story: Story) -> None:
    three_came(story).given(RevokeAttendance(attendance=HERS))
    story.when(REVOKE)
    story.then(
        ActivityRevoked(at=story.now, activity=PATROL, note="note-one"),
        minutes_gone(story, ZHAO), beans_gone(story, ZHAO, {OWN_LOT: 20}, left=0, debt=0),
    )  # fmt: skip


def test_it_is_taken_back_once_and_nobody_comes_to_it_any_more(story: Story) -> None:
    three_came(story).given(REVOKE, registered(WANG))
    story.when(REVOKE).then_refused(ActivityAlreadyRevoked, activity=PATROL)
    story.when(comes(f"{DAY} 10:00")).then_refused(CalledOff, activity=PATROL)


def test_nobody_takes_back_what_never_was(story: Story) -> None:
    story.given(RULES).when(REVOKE).then_refused(ActivityUnknown, activity=PATROL)
