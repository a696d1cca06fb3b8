"""Wang comes to the patrol and leaves again: from nine to eleven on a Sunday morning."""

import pytest

from ledger.refusals import (
    ActivityUnknown,
    AlreadyCheckedIn,
    AlreadyCheckedOut,
    InTheFuture,
    LeftBeforeArriving,
    NotCheckedIn,
    TooEarly,
    TooLate,
    VolunteerUnknown,
)
from tests.deeds import HERS, comes, leaves
from tests.neighbourhood import READING, RULES, WANG, planned, present, registered
from tests.story import Story

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
