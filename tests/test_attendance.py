"""Wang comes to the patrol and leaves again: from nine to eleven on a Sunday morning."""

from datetime import date

import msgspec
import pytest

from ledger.attendance import CheckIn
from ledger.facts import (
    ActivityCancelled,
    ActivityMoved,
    ConsentGiven,
    SkillVerified,
    VolunteerRegistered,
)
from ledger.refusals import (
    ActivityUnknown,
    AlreadyCheckedIn,
    AlreadyCheckedOut,
    CalledOff,
    InTheFuture,
    LeftBeforeArriving,
    NotCheckedIn,
    NotForMinors,
    SkillMissing,
    TooEarly,
    TooLate,
    VolunteerUnknown,
)
from ledger.subjects.agreement import SERVING
from tests.deeds import HERS, comes, leaves
from tests.neighbourhood import (
    LONG_AGO,
    PATROL,
    READING,
    RULES,
    SUNNY_LANE,
    WANG,
    planned,
    present,
    registered,
)
from tests.story import Story, clock

THE_PATROL = (RULES, planned(), registered(WANG))


def today(time: str) -> str:
    return f"2026-11-22 {time}"


# Arriving -----------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["08:30", "09:00", "10:59:59"])
def test_wang_checks_in_from_half_an_hour_before_until_the_end(story: Story, time: str) -> None:
    story.at(today("08:30")).given(*THE_PATROL)
    story.when(comes(today(time)), at=today(time)).then(*present(today(time)))


def test_before_that_it_is_too_early(story: Story) -> None:
    story.at(today("08:29:59")).given(*THE_PATROL)
    story.when(comes(today("08:29:59"))).then_refused(TooEarly, opens_before_minutes=30)


def test_when_the_activity_is_over_nobody_arrives_any_more(story: Story) -> None:
    story.given(*THE_PATROL).when(comes(today("11:00")), at=today("11:00")).then_refused(TooLate)


def test_li_enters_afterwards_that_wang_was_there(story: Story) -> None:
    story.at(today("13:00")).given(*THE_PATROL)
    story.when(comes(today("09:10"), "organizer"))
    story.then(*present(today("09:10"), means="organizer"))


def test_nobody_has_arrived_in_the_future(story: Story) -> None:
    story.given(*THE_PATROL).when(comes(today("09:00:01"))).then_refused(InTheFuture)


def test_wang_arrives_once_for_ever(story: Story) -> None:
    story.given(*THE_PATROL, *present(today("09:00")))
    story.when(comes(today("09:00"))).then_refused(AlreadyCheckedIn, attendance=HERS)
    story.given(leaves(today("09:00")))
    story.when(comes(today("09:05")), at=today("09:05"))
    story.then_refused(AlreadyCheckedIn, attendance=HERS)


def test_wang_does_not_arrive_at_an_activity_that_nobody_announced(story: Story) -> None:
    story.given(RULES, registered(WANG)).when(comes(today("09:00"), activity=READING))
    story.then_refused(ActivityUnknown, activity=READING)


def test_a_stranger_does_not_arrive(story: Story) -> None:
    story.given(RULES, planned()).when(comes(today("09:00")))
    story.then_refused(VolunteerUnknown, volunteer=WANG)


# Leaving ------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["08:50", "10:30:59", "11:00", "12:00"])
def test_wang_checks_out_until_an_hour_after_the_end(story: Story, time: str) -> None:
    arrival, departure = present(today("08:50"), today(time))
    story.at(today("08:50")).given(RULES, planned(), arrival)
    story.when(leaves(today(time)), at=today(time)).then(departure)


def test_after_that_her_scan_is_too_late_and_li_names_the_end(story: Story) -> None:
    arrival, departure = present(today("09:00"), today("11:05"), means="organizer")
    story.given(RULES, planned(), arrival)
    story.when(leaves(today("12:00:01")), at=today("12:00:01")).then_refused(TooLate)
    story.when(leaves(today("11:05"), "organizer"), at=today("15:00")).then(departure)


def test_li_may_say_that_wang_stayed_longer_than_the_scan_was_open(story: Story) -> None:
    arrival, departure = present(today("09:00"), today("12:30"), means="organizer")
    story.given(RULES, planned(), arrival)
    story.when(leaves(today("12:30"), "organizer"), at=today("12:30")).then(departure)


def test_nobody_leaves_without_having_come(story: Story) -> None:
    story.given(RULES, planned()).when(leaves(today("09:00"))).then_refused(NotCheckedIn)


def test_wang_leaves_once(story: Story) -> None:
    story.at(today("11:00")).given(RULES, planned(), *present(today("09:00"), today("11:00")))
    story.when(leaves(today("11:00"))).then_refused(AlreadyCheckedOut, attendance=HERS)


def test_nobody_leaves_before_arriving_or_in_the_future(story: Story) -> None:
    story.at(today("10:00")).given(RULES, planned(), *present(today("09:30")))
    story.when(leaves(today("09:29"))).then_refused(LeftBeforeArriving)
    story.when(leaves(today("10:00:01"))).then_refused(InTheFuture)


# What the plan asks -------------------------------------------------------------------------


def test_nobody_arrives_at_what_was_called_off_but_whoever_is_there_may_leave(
    story: Story,
) -> None:
    called_off = ActivityCancelled(at=LONG_AGO, activity=PATROL)
    story.given(*THE_PATROL, called_off)
    story.when(comes(today("09:00"))).then_refused(CalledOff, activity=PATROL)
    arrival, departure = present(today("09:00"), today("09:30"))
    story.given(arrival).when(leaves(today("09:30")), at=today("09:30")).then(departure)


def test_an_activity_that_was_moved_opens_at_its_new_time(story: Story) -> None:
    moved = ActivityMoved(
        at=LONG_AGO, activity=PATROL, place="西门", starts_at=clock(today("10:00")),
        ends_at=clock(today("12:00")),
    )  # fmt: skip
    story.at(today("09:29")).given(*THE_PATROL, moved)
    story.when(comes(today("09:29"))).then_refused(TooEarly, opens_before_minutes=30)
    story.when(comes(today("11:30")), at=today("11:30")).then(*present(today("11:30")))


BAO = VolunteerRegistered(
    at=LONG_AGO, volunteer=WANG, number="1000000005", community=SUNNY_LANE, minor=True
)
AGREED = ConsentGiven(
    at=LONG_AGO, volunteer=WANG, purpose=SERVING, text_version="2026-11", given_by="guardian",
    means="paper",
)  # fmt: skip


def test_a_minor_does_not_come_to_what_is_not_for_minors(story: Story) -> None:
    night = planned(ends=today("21:30"), starts=today("19:00"))
    story.at(today("19:00")).given(RULES, night, BAO, AGREED)
    story.when(comes(today("19:00"))).then_refused(NotForMinors, rule="time", most=21)
    story.when(comes(today("19:00"), "organizer")).then_refused(NotForMinors, rule="time", most=21)


def test_who_has_come_of_age_since_comes_as_a_grown_up(story: Story) -> None:
    night = planned(ends=today("21:30"), starts=today("19:00"))
    story.at(today("19:00")).given(RULES, night, BAO)
    grown_up = CheckIn(
        activity=PATROL, volunteer=WANG, means="scan", at=clock(today("19:00")), grown_up=True
    )
    story.when(grown_up).then(*present(today("19:00")))


def test_where_a_skill_is_wanted_it_must_be_verified_on_the_day(story: Story) -> None:
    wanting = msgspec.structs.replace(planned(), skills=("first_aid",))
    verified = SkillVerified(
        at=LONG_AGO, volunteer=WANG, skill="first_aid", until=date(2026, 11, 21)
    )
    story.given(RULES, wanting, registered(WANG), verified)
    story.when(comes(today("09:00"))).then_refused(SkillMissing, skill="first_aid")
    story.given(msgspec.structs.replace(verified, until=date(2026, 11, 22)))
    story.when(comes(today("09:00"))).then(*present(today("09:00")))


# Means --------------------------------------------------------------------------------------


@pytest.mark.parametrize("means", ["scan", "printed", "badge"])
def test_what_is_scanned_after_closing_names_no_end(story: Story, means: str) -> None:
    story.given(RULES, planned(), *present(today("09:00")))
    story.when(leaves(today("12:00:01"), means), at=today("12:00:01")).then_refused(TooLate)


def test_a_mistaken_scan_is_kept_and_li_sees_it(story: Story) -> None:
    """Out after four minutes is shorter than a session; it is there for whoever confirms."""
    arrival, departure = present(today("09:00"), today("09:04"))
    story.given(RULES, planned(), arrival)
    story.when(leaves(today("09:04")), at=today("09:04")).then(departure)
