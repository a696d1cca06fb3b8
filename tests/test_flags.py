"""Flags: what wants a second look is told and never refused, and somebody has that look once."""

from __future__ import annotations

import pytest

from ledger.attendance import CheckOut
from ledger.facts import CheckedIn, FlagReviewed
from ledger.flags import ReviewFlag
from ledger.refusals import AlreadyReviewed, AttendanceUnknown, NotFlagged, OwnService
from ledger.subjects.presence import attendance_of
from tests.neighbourhood import LI, PATROL, READING, RULES, WANG, ZHAO, planned, registered
from tests.scans import HEN, at, came, flagged, scans, went
from tests.story import Story

HERS, ZHAOS = attendance_of(PATROL, WANG), attendance_of(PATROL, ZHAO)
PEOPLE = (registered(WANG), registered(ZHAO, "1000000002"))
HARMLESS = ReviewFlag(attendance=ZHAOS, reason="shared_code", outcome="harmless")


def today(time: str) -> str:
    return f"2026-11-22 {time}"


# One telephone ------------------------------------------------------------------------------


def test_one_code_read_twice_by_one_telephone_for_two_people_is_flagged(story: Story) -> None:
    story.at(today("09:00:05")).given(RULES, planned(), *PEOPLE, scans("09:00:05", shown="09:00"))
    story.when(scans("09:00:20", ZHAO, shown="09:00"), at=today("09:00:20"))
    story.then(
        came("09:00:20", ZHAO, shown="09:00"),
        flagged("09:00:20", "shared_code", ZHAO, beside=HERS),
    )


def test_a_couple_with_one_telephone_that_takes_its_time_is_not(story: Story) -> None:
    story.at(today("09:00:05")).given(RULES, planned(), *PEOPLE, scans("09:00:05", shown="09:00"))
    story.when(scans("09:01", ZHAO, shown="09:00:30"), at=today("09:01"))
    story.then(came("09:01", ZHAO, shown="09:00:30"))


def test_two_telephones_that_read_one_code_are_two_people(story: Story) -> None:
    story.at(today("09:00:05")).given(RULES, planned(), *PEOPLE, scans("09:00:05", shown="09:00"))
    story.when(scans("09:00:10", ZHAO, shown="09:00", device=HEN), at=today("09:00:10"))
    story.then(came("09:00:10", ZHAO, shown="09:00", device=HEN))


def test_a_printed_code_is_one_code_for_everybody(story: Story) -> None:
    story.given(RULES, planned(), *PEOPLE, scans("09:00", means="printed"))
    story.when(scans("09:20", ZHAO, means="printed"), at=today("09:20"))
    story.then(
        came("09:20", ZHAO, means="printed"), flagged("09:20", "shared_code", ZHAO, beside=HERS)
    )


def test_the_third_whom_one_telephone_checks_in_is_flagged(story: Story) -> None:
    story.given(RULES, planned(), *PEOPLE, registered(LI, "1000000003"))
    story.given(scans("09:00", shown="09:00"))
    story.at(today("09:05")).given(scans("09:05", ZHAO, shown="09:05"))
    story.when(scans("09:10", LI, shown="09:10"), at=today("09:10"))
    story.then(came("09:10", LI, shown="09:10"), flagged("09:10", "shared_device", LI))


def test_leaving_by_the_telephone_of_somebody_else_is_seen_too(story: Story) -> None:
    story.given(RULES, planned(), came("09:00"), came("09:00", ZHAO, device=HEN))
    story.given(went("10:59:50", 119, shown="10:59:30"))
    story.when(scans("10:59:55", ZHAO, shown="10:59:30", step=CheckOut), at=today("10:59:55"))
    story.then(
        went("10:59:55", 119, ZHAO, shown="10:59:30"),
        flagged("10:59:55", "shared_code", ZHAO, beside=HERS),
    )


def test_one_person_who_comes_and_goes_by_one_telephone_is_as_it_should_be(story: Story) -> None:
    story.given(RULES, planned(), came("09:00", shown="09:00"))
    story.when(scans("11:00", shown="11:00", step=CheckOut), at=today("11:00"))
    story.then(went("11:00", 120, shown="11:00"))


# Two places ---------------------------------------------------------------------------------


def test_who_is_still_elsewhere_is_in_two_places(story: Story) -> None:
    story.given(RULES, planned(activity=READING), PEOPLE[0], came("08:50"))
    story.when(scans("09:10", activity=READING, device=None), at=today("09:10"))
    story.then(
        came("09:10", activity=READING, device=None),
        flagged("09:10", "two_places", beside=HERS, activity=READING),
    )


def test_who_has_left_the_one_may_come_to_the_other_at_that_moment(story: Story) -> None:
    story.given(RULES, planned(activity=READING), PEOPLE[0], came("08:50"), went("09:10", 20))
    story.when(scans("09:10", activity=READING, device=None), at=today("09:10"))
    story.then(came("09:10", activity=READING, device=None))


def test_an_hour_entered_afterwards_over_another_one_is_seen_when_it_ends(story: Story) -> None:
    reading = {"activity": READING, "device": None, "means": "organizer"}
    story.at(today("15:00")).given(RULES, planned(activity=READING), PEOPLE[0])
    story.given(came("09:30"), went("10:00", 30))
    story.when(scans("09:00", **reading)).then(came("09:00", **reading))
    story.when(scans("11:00", step=CheckOut, **reading))
    story.then(
        went("11:00", 120, **reading),
        flagged("15:00", "two_places", beside=HERS, activity=READING),
    )


def test_a_check_out_forgotten_on_saturday_keeps_nobody_in_two_places(story: Story) -> None:
    yesterday = CheckedIn(
        at=at("09:00").replace(day=21), attendance=HERS, activity=PATROL, volunteer=WANG,
        means="scan",
    )  # fmt: skip
    story.given(RULES, planned(activity=READING), PEOPLE[0], yesterday)
    story.when(scans("09:10", activity=READING), at=today("09:10"))
    story.then(came("09:10", activity=READING))


def test_a_reason_is_told_once_for_an_attendance(story: Story) -> None:
    reading = {"activity": READING, "device": None}
    story.given(RULES, planned(activity=READING), came("08:50"), came("09:10", **reading))
    story.given(flagged("09:10", "two_places", beside=HERS, activity=READING))
    story.when(scans("10:00", step=CheckOut, **reading), at=today("10:00"))
    story.then(went("10:00", 50, **reading))


# The second look ----------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["harmless", "upheld"])
def test_somebody_looks_once(story: Story, outcome: str) -> None:
    story.given(came("09:00", ZHAO), flagged("09:00", "shared_code", ZHAO, beside=HERS))
    looks = ReviewFlag(attendance=ZHAOS, reason="shared_code", outcome=outcome)
    seen = FlagReviewed(
        at=story.now, attendance=ZHAOS, activity=PATROL, volunteer=ZHAO, reason="shared_code",
        outcome=outcome,
    )  # fmt: skip
    story.when(looks).then(seen)
    story.when(HARMLESS).then_refused(AlreadyReviewed)


def test_nobody_looks_at_what_was_never_flagged_or_never_was(story: Story) -> None:
    story.when(HARMLESS).then_refused(AttendanceUnknown)
    story.given(came("09:00", ZHAO), flagged("09:00", "late_scan", ZHAO))
    story.when(HARMLESS).then_refused(NotFlagged)


def test_nobody_calls_their_own_flag_harmless(story: Story) -> None:
    story.given(came("09:00", ZHAO), flagged("09:00", "shared_code", ZHAO, beside=HERS))
    own = ReviewFlag(
        attendance=ZHAOS, reason="shared_code", outcome="harmless", own_volunteers=(LI, ZHAO)
    )
    story.when(own).then_refused(OwnService)
