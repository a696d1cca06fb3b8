"""Late scans: a telephone without network scans at nine and sends it at noon; the server judges."""

from __future__ import annotations

import pytest

from ledger.attendance import CheckOut
from ledger.policy import read_policy
from ledger.refusals import (
    AlreadyCheckedIn,
    InTheFuture,
    LeftBeforeArriving,
    Refusal,
    ScanDoesNotFit,
    ScanTooOld,
    TooEarly,
    TooLate,
)
from ledger.subjects.presence import Attendance
from tests.deeds import HERS
from tests.neighbourhood import POLICY_TEXT, RULES, WANG, planned, registered
from tests.scans import came, flagged, sends, went
from tests.story import Story

THE_PATROL = (RULES, planned(), registered(WANG))
LATE = {"means": "late_scan", "device": None}


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("09:10:12", "09:10:12"),  # The telephone's clock is right.
        ("09:10", "09:10"),
        ("09:05", "09:10"),  # Five minutes slow: as of the moment at which the code appeared.
        ("09:15:59", "09:10:29"),  # Fast: while the code was still on the screen.
        ("09:10:45", "09:10:29"),  # The next code was on the screen; this one still counted.
    ],
)
def test_a_scan_that_comes_in_at_noon_counts_as_of_its_own_time(
    story: Story, told: str, counts: str
) -> None:
    story.at("2026-11-22 12:00").given(*THE_PATROL)
    story.when(sends("12:00", told, "09:10"))
    story.then(came(counts, shown="09:10", told=told, **LATE), flagged("12:00", "late_scan"))


def test_by_the_late_button_the_code_alone_says_when(story: Story) -> None:
    story.at("2026-11-22 09:50").given(*THE_PATROL)
    story.when(sends("09:50", None, "09:10"))
    story.then(came("09:10", shown="09:10", **LATE), flagged("09:50", "late_scan"))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("09:04:59", ScanDoesNotFit),  # More than five minutes before the code was shown.
        ("09:16", ScanDoesNotFit),  # More than five after the last moment at which it counted.
        ("11:59", ScanDoesNotFit),
        ("12:05:01", InTheFuture),
    ],
)
def test_a_telephone_that_makes_up_a_time_is_refused(
    story: Story, told: str, why: type[Refusal]
) -> None:
    story.at("2026-11-22 12:00").given(*THE_PATROL)
    story.when(sends("12:00", told, "09:10")).then_refused(why)


def test_a_telephone_that_is_three_minutes_fast_is_honest_and_never_ahead_of_us(
    story: Story,
) -> None:
    story.at("2026-11-22 09:10:05").given(*THE_PATROL)
    story.when(sends("09:10:05", "09:13:05", "09:10"))
    story.then(
        came("09:10:05", shown="09:10", told="09:13:05", **LATE),
        flagged("09:10:05", "late_scan"),
    )


def test_after_a_day_a_scan_is_too_old_to_the_second(story: Story) -> None:
    story.at("2026-11-23 09:10").given(*THE_PATROL)
    story.when(sends("09:10", "09:10", "09:10"))
    story.then(
        came("09:10", shown="09:10", told="09:10", **LATE),
        flagged("09:10", "late_scan").__replace__(at=story.now),
    )


def test_a_second_later_it_is_refused(story: Story) -> None:
    story.at("2026-11-23 09:10:01").given(*THE_PATROL)
    story.when(sends("09:10", "09:10", "09:10")).then_refused(ScanTooOld, hours=24)


def test_a_late_scan_keeps_to_the_hours_of_check_in_and_check_out(story: Story) -> None:
    story.at("2026-11-22 15:00").given(*THE_PATROL)
    story.when(sends("15:00", "08:20", "08:20")).then_refused(TooEarly, opens_before_minutes=30)
    story.when(sends("15:00", "11:00", "11:00")).then_refused(TooLate)
    story.given(came("09:00"))
    story.when(sends("15:00", "12:01", "12:01", step=CheckOut)).then_refused(TooLate)
    story.when(sends("15:00", "08:59", "08:59", step=CheckOut)).then_refused(LeftBeforeArriving)


def test_both_steps_may_come_in_late_and_each_makes_one_fact(story: Story) -> None:
    story.at("2026-11-22 12:00").given(*THE_PATROL)
    here = came("09:00", shown="09:00", told="09:00", **LATE)
    story.when(sends("12:00", "09:00", "09:00"), key="key-same")
    story.then(here, flagged("12:00", "late_scan"))
    story.when(sends("12:00", "09:00", "09:00"), key="key-same")
    story.then_again(here, flagged("12:00", "late_scan"))
    story.when(sends("12:00", "09:00", "09:00")).then_refused(AlreadyCheckedIn, attendance=HERS)
    story.when(sends("12:00", "10:30", "10:30", step=CheckOut))
    story.then(went("10:30", 90, shown="10:30", told="10:30", **LATE))


def test_of_a_printed_code_the_telephone_alone_tells_the_time_and_never_one_to_come(
    story: Story,
) -> None:
    story.at("2026-11-22 10:00").given(*THE_PATROL)
    story.when(sends("10:00", "10:00:01", None)).then_refused(InTheFuture)
    story.when(sends("10:00", "09:03", None))
    story.then(came("09:03", told="09:03", **LATE), flagged("10:00", "late_scan"))


@pytest.mark.parametrize(
    ("coming", "going", "grade"),
    [
        ("scan", "scan", "A"),
        ("late_scan", "scan", "B"),
        ("scan", "late_scan", "B"),
        ("printed", "printed", "B"),
        ("badge", "badge", "B"),
        ("organizer", "scan", "B"),
    ],
)
def test_what_came_in_late_is_weaker_than_a_scan(coming: str, going: str, grade: str) -> None:
    attendance = Attendance(HERS)
    attendance.evolve(came("09:00", means=coming))
    attendance.evolve(went("11:00", 120, means=going))
    assert attendance.grade(read_policy(POLICY_TEXT)) == grade
