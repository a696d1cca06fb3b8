"""It rains on Sunny Lane: the patrol is moved, or called off, as long as nobody has come."""

from datetime import date

import pytest
from msgspec.structs import replace

from ledger.attendance import CheckIn
from ledger.command import Command
from ledger.facts import ActivityCancelled, ActivityMoved, ActivityRevoked, Fact
from ledger.refusals import (
    ActivityEndsBeforeStart,
    ActivityUnknown,
    AlreadyBegun,
    CalledOff,
    CategoryUnknown,
    InsuranceMissing,
    TooEarly,
    TooLate,
)
from ledger.rescheduling import CancelActivity, MoveActivity
from tests.neighbourhood import LONG_AGO, PATROL, RULES, WANG, adopted, amended, planned, present
from tests.neighbourhood import registered as joined
from tests.story import Story, clock

TUESDAY = replace(planned("2026-11-24 09:00", "2026-11-24 11:00"), confirm_by=date(2026, 12, 8))
OFF = CancelActivity(activity=PATROL, note="note-rain")


def moves(place: str | None = None, starts: str = "", ends: str = "") -> MoveActivity:
    return MoveActivity(
        activity=PATROL, place=place, starts_at=clock(starts) if starts else None,
        ends_at=clock(ends) if ends else None,
    )  # fmt: skip


def rules_for(asked: Command) -> list[Fact]:
    """Calling off asks no rule."""
    return [RULES] if isinstance(asked, MoveActivity) else []


def moved(story: Story, starts: str, ends: str, by: date, place: str = "东门") -> ActivityMoved:
    return ActivityMoved(
        at=story.now, activity=PATROL, place=place, starts_at=clock(starts), ends_at=clock(ends),
        confirm_by=by,
    )  # fmt: skip


def test_a_patrol_moves_to_thursday_and_its_last_day_to_confirm_moves_along(story: Story) -> None:
    story.given(RULES, TUESDAY)
    story.when(moves(starts="2026-11-26 14:00", ends="2026-11-26 16:00"))
    story.then(moved(story, "2026-11-26 14:00", "2026-11-26 16:00", date(2026, 12, 10)))


def test_moved_forward_it_is_to_be_confirmed_sooner_too(story: Story) -> None:
    """Ten working days run from the activity itself (Order 67 art. 11)."""
    story.given(RULES, TUESDAY)
    story.when(moves(starts="2026-11-23 09:00", ends="2026-11-23 11:00"))
    story.then(moved(story, "2026-11-23 09:00", "2026-11-23 11:00", date(2026, 12, 7)))


def test_with_the_same_end_what_was_promised_stands(story: Story) -> None:
    story.given(RULES, replace(TUESDAY, confirm_by=date(2026, 12, 9)))
    story.when(moves(starts="2026-11-24 10:00"))
    story.then(moved(story, "2026-11-24 10:00", "2026-11-24 11:00", date(2026, 12, 9)))


def test_only_the_place_changes(story: Story) -> None:
    story.given(RULES, TUESDAY).when(moves("西门"))
    story.then(moved(story, "2026-11-24 09:00", "2026-11-24 11:00", date(2026, 12, 8), "西门"))


def test_what_was_moved_twice_stands_where_it_was_moved_last(story: Story) -> None:
    story.given(RULES, TUESDAY, moves("西门"))
    story.when(moves(starts="2026-11-24 10:00"))
    story.then(moved(story, "2026-11-24 10:00", "2026-11-24 11:00", date(2026, 12, 8), "西门"))


def test_whoever_comes_at_the_old_time_is_too_early(story: Story) -> None:
    story.given(RULES, joined(WANG), TUESDAY)
    story.given(moves(starts="2026-11-26 14:00", ends="2026-11-26 16:00"))
    came = clock("2026-11-24 09:00")
    story.when(
        CheckIn(activity=PATROL, volunteer=WANG, means="scan", at=came), at="2026-11-24 09:00"
    )
    story.then_refused(TooEarly, opens_before_minutes=30)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2026-11-24 11:00", ""), ("", "2026-11-24 09:00"), ("2026-11-25 09:00", "2026-11-25 08:59")],
)
def test_wherever_it_moves_it_ends_after_it_starts(story: Story, starts: str, ends: str) -> None:
    story.given(RULES, TUESDAY).when(moves(starts=starts, ends=ends))
    story.then_refused(ActivityEndsBeforeStart)


@pytest.mark.parametrize("starts", ["2026-11-21 09:00", "2026-11-22 09:00"])
def test_nothing_is_moved_into_the_past(story: Story, starts: str) -> None:
    """So nobody makes hours of last week out of an activity of next week."""
    story.given(RULES, TUESDAY).when(moves(starts=starts)).then_refused(TooLate)


def test_a_category_must_be_known_on_the_new_day(story: Story) -> None:
    text = amended(
        ('code = "general"  ', 'code = "ordinary"'),
        ('effective_from = "2026-01-01"', 'effective_from = "2026-12-01"'),
        version=3,
    )
    story.given(RULES, adopted(text), TUESDAY)
    story.when(moves(starts="2026-12-01 09:00", ends="2026-12-01 11:00"))
    story.then_refused(CategoryUnknown, category="general")


def test_danger_wants_its_insurance_on_the_new_day(story: Story) -> None:
    old = amended(("hazard_needs_insurance = true", "hazard_needs_insurance = false"))
    new = amended(('effective_from = "2026-01-01"', 'effective_from = "2026-12-01"'), version=3)
    story.given(adopted(old), adopted(new), replace(TUESDAY, hazardous=True))
    story.when(moves(starts="2026-12-01 09:00", ends="2026-12-01 11:00"))
    story.then_refused(InsuranceMissing)


@pytest.mark.parametrize("asked", [moves("西门"), OFF])
def test_once_somebody_is_there_it_takes_place(story: Story, asked: Command) -> None:
    story.at("2026-11-24 08:50").given(*rules_for(asked), TUESDAY, *present("2026-11-24 08:45"))
    story.when(asked).then_refused(AlreadyBegun)


@pytest.mark.parametrize("asked", [moves("西门", starts="2026-11-26 09:00"), OFF])
def test_once_its_time_has_come_it_takes_place(story: Story, asked: Command) -> None:
    story.given(*rules_for(asked), TUESDAY).when(asked, at="2026-11-24 09:00").then_refused(
        AlreadyBegun
    )


def test_a_patrol_is_called_off_a_minute_before(story: Story) -> None:
    story.given(TUESDAY).when(OFF, at="2026-11-24 08:59")
    story.then(ActivityCancelled(at=story.now, activity=PATROL, note="note-rain"))


@pytest.mark.parametrize("asked", [moves("西门"), OFF])
def test_what_was_called_off_is_over(story: Story, asked: Command) -> None:
    story.given(*rules_for(asked), TUESDAY, OFF).when(asked).then_refused(
        CalledOff, activity=PATROL
    )


def test_what_was_taken_back_is_over(story: Story) -> None:
    taken_back = ActivityRevoked(at=LONG_AGO, activity=PATROL)
    story.given(TUESDAY, taken_back).when(OFF).then_refused(CalledOff, activity=PATROL)


@pytest.mark.parametrize("asked", [moves("西门"), OFF])
def test_an_activity_that_is_not_there_is_not_moved(story: Story, asked: Command) -> None:
    story.given(*rules_for(asked)).when(asked).then_refused(ActivityUnknown, activity=PATROL)
