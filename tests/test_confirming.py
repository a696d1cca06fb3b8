"""Li confirms who served, and presence becomes minutes and beans."""

import pytest

from ledger.attendance import CheckIn, CheckOut
from ledger.facts import HouseholdJoined, HouseholdLeft
from ledger.refusals import (
    ActivityUnknown,
    AlreadyConfirmed,
    AttendanceUnknown,
    NotCheckedOut,
    OverlapsAnotherService,
    OwnService,
    SameHousehold,
)
from ledger.subjects.presence import attendance_of
from tests.deeds import HERS, awarded, confirmed, confirms
from tests.neighbourhood import (
    DAY,
    LI,
    LONG_AGO,
    PATROL,
    READING,
    RULES,
    WANG,
    ZHAO,
    planned,
    present,
    registered,
)
from tests.story import Story, clock

ZHAOS = attendance_of(PATROL, ZHAO)
HOME = "household-one"


GOLDEN = """
 1 | 09:00–11:00 | 08:50–11:05 |  0 | general      | 125 |  0 |  20 |  0 | 09:00–11:05
 2 | 09:00–11:00 | 08:30–12:30 |  0 | general      | 150 |  0 |  25 |  0 | 09:00–11:30
 4 | 09:00–09:30 | 09:02–09:27 |  0 | general      |  25 |  0 |   5 |  0 | 09:02–09:27
 5 | 14:00–17:00 | 14:00–16:55 |  0 | care         | 175 |  0 |  36 |  0 | 14:00–16:55
 7 | 08:00–18:00 | 08:00–18:00 | 60 | general      | 480 | 60 |  80 |  0 | 08:00–18:00
 8 | 08:00–16:00 | 08:00–16:00 |  0 | professional | 480 |  0 | 100 | 28 | 08:00–16:00
10 | 09:00–12:00 | 09:20–11:58 | 15 | professional | 143 |  0 |  32 |  0 | 09:20–11:58
"""


@pytest.mark.parametrize("row", GOLDEN.strip().splitlines())
def test_the_golden_sessions_from_arrival_to_beans(story: Story, row: str) -> None:
    _, plan, presence, rest, category, minutes, pending, beans, capped, span = (
        cell.strip() for cell in row.split("|")
    )
    starts, ends, came, left = (f"{DAY} {t}" for t in (plan + "–" + presence).split("–"))
    story.at(f"{DAY} 20:00")
    story.given(RULES, registered(WANG), planned(starts, ends, category=category))
    who = {"activity": PATROL, "volunteer": WANG, "means": "organizer"}
    story.given(CheckIn(at=clock(came), **who), CheckOut(at=clock(left), **who))
    story.when(confirms(HERS, rest=int(rest)))
    worth = {"pending": int(pending), "rest": int(rest), "grade": "B", "category": category}
    story.then(
        confirmed(story.now, span, int(minutes), **worth),
        awarded(story.now, int(beans), capped=int(capped)),
    )


def the_patrol(story: Story, *, came: str = "09:00", left: str = "11:00", **plan: str) -> Story:
    """Wang was at the patrol, which is over."""
    story.at(f"{DAY} 12:00").given(RULES, planned(**plan))
    return story.given(*present(f"{DAY} {came}", f"{DAY} {left}"))


def test_both_scans_are_evidence_of_grade_a_and_an_entered_one_of_grade_b(story: Story) -> None:
    the_patrol(story).when(confirms(HERS))
    story.then(confirmed(story.now, "09:00–11:00", 120), awarded(story.now, 20))
    arrival = present(f"{DAY} 09:00", volunteer=ZHAO)
    _, departure = present(f"{DAY} 09:00", f"{DAY} 11:00", volunteer=ZHAO, means="organizer")
    story.given(*arrival, departure).when(confirms(ZHAOS))
    story.then(
        confirmed(story.now, "09:00–11:00", 120, volunteer=ZHAO, grade="B"),
        awarded(story.now, 20, volunteer=ZHAO),
    )


def test_everybody_is_confirmed_in_one_answer(story: Story) -> None:
    the_patrol(story).given(*present(f"{DAY} 09:00", f"{DAY} 10:00", volunteer=ZHAO))
    story.when(confirms(HERS, ZHAOS)).then(
        confirmed(story.now, "09:00–11:00", 120),
        awarded(story.now, 20),
        confirmed(story.now, "09:00–10:00", 60, volunteer=ZHAO),
        awarded(story.now, 10, volunteer=ZHAO),
    )


def test_all_are_confirmed_or_none(story: Story) -> None:
    the_patrol(story).given(*present(f"{DAY} 09:00", volunteer=ZHAO))
    story.when(confirms(HERS, ZHAOS)).then_refused(NotCheckedOut, attendance=ZHAOS)


def test_a_session_rated_one_keeps_its_minutes_and_earns_no_bean(story: Story) -> None:
    the_patrol(story).when(confirms(HERS, rating=1))
    story.then(confirmed(story.now, "09:00–11:00", 120, rating=1))


def test_training_is_recorded_as_training(story: Story) -> None:
    the_patrol(story, category="training").when(confirms(HERS))
    story.then(confirmed(story.now, "09:00–11:00", 0, training=120, category="training"))


def test_a_confirmed_attendance_is_not_confirmed_again(story: Story) -> None:
    the_patrol(story).given(confirms(HERS))
    story.when(confirms(HERS)).then_refused(AlreadyConfirmed, attendance=HERS)


def test_nobody_is_named_twice_to_earn_twice(story: Story) -> None:
    the_patrol(story).when(confirms(HERS, HERS))
    story.then_refused(AlreadyConfirmed, attendance=HERS)


def test_wang_does_not_confirm_her_own_service(story: Story) -> None:
    the_patrol(story).when(confirms(HERS, own_volunteers=(WANG,)), by=WANG)
    story.then_refused(OwnService, attendance=HERS)


def test_nobody_confirms_for_somebody_they_live_with(story: Story) -> None:
    together = ({"at": LONG_AGO, "household": HOME, "volunteer": who} for who in (LI, WANG))
    the_patrol(story).given(*(HouseholdJoined(**one) for one in together))
    story.when(confirms(HERS, own_volunteers=(LI,))).then_refused(SameHousehold, attendance=HERS)
    story.given(HouseholdLeft(at=LONG_AGO, household=HOME, volunteer=LI))
    story.when(confirms(HERS, own_volunteers=(LI,)))
    story.then(confirmed(story.now, "09:00–11:00", 120), awarded(story.now, 20))


def test_who_never_came_or_was_somewhere_else_is_not_confirmed(story: Story) -> None:
    the_patrol(story).when(confirms(ZHAOS)).then_refused(AttendanceUnknown, attendance=ZHAOS)
    elsewhere = attendance_of(READING, WANG)
    story.when(confirms(elsewhere)).then_refused(AttendanceUnknown, attendance=elsewhere)
    story.when(confirms("nonsense")).then_refused(AttendanceUnknown)
    story.when(confirms(HERS)).then(
        confirmed(story.now, "09:00–11:00", 120), awarded(story.now, 20)
    )


def test_nothing_is_confirmed_about_an_activity_that_nobody_announced(story: Story) -> None:
    story.given(RULES).when(confirms(HERS)).then_refused(ActivityUnknown, activity=PATROL)


@pytest.mark.parametrize(
    ("came", "left", "overlaps"),
    [("10:59", "12:00", True), ("08:00", "09:01", True), ("11:00", "12:00", False)],
)
def test_nobody_serves_in_two_places_at_once(
    story: Story, came: str, left: str, overlaps: bool
) -> None:
    the_patrol(story)
    story.given(planned(f"{DAY} 08:00", f"{DAY} 12:00", activity=READING))
    story.given(*present(f"{DAY} {came}", f"{DAY} {left}", activity=READING))
    there = attendance_of(READING, WANG)
    story.given(confirms(there, activity=READING))
    story.when(confirms(HERS))
    if overlaps:
        story.then_refused(OverlapsAnotherService, attendance=HERS)
    else:
        story.then(
            confirmed(story.now, "09:00–11:00", 120), awarded(story.now, 20, left=30)
        )
