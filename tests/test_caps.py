"""Caps cut beans, never minutes: by the day, the month and the year of Shanghai."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.facts import BeansAwarded, Fact, ServiceConfirmed
from tests.deeds import HERS, confirms
from tests.neighbourhood import RULES, earned, planned, present
from tests.story import Story


def two_hours_earn(story: Story, starts: str, ends: str, *before: Fact) -> tuple[int, int, date]:
    """What Wang is given and what a cap cuts off, for which day, after what she earned before."""
    story.at("2026-12-31 23:59:59").given(RULES, planned(starts, ends), *before)
    story.given(*present(starts, ends), confirms(HERS))
    *_, confirmed, awarded = (recorded.fact for recorded in story.book.facts())
    assert isinstance(confirmed, ServiceConfirmed) and confirmed.minutes == 120
    assert isinstance(awarded, BeansAwarded) and awarded.earned_on == confirmed.service_day
    return awarded.beans, awarded.capped_beans, awarded.earned_on


@pytest.mark.parametrize(
    ("before", "given"), [(80, 20), (85, 15), (99, 1)], ids=["fits", "cut", "nearly none"]
)
def test_a_day_gives_a_hundred_beans(story: Story, before: int, given: int) -> None:
    earlier = earned(before, on="2026-11-22")
    worth = two_hours_earn(story, "2026-11-22 19:00", "2026-11-22 21:00", earlier)
    assert worth == (given, 20 - given, date(2026, 11, 22))


def test_with_the_cap_reached_minutes_are_recorded_and_no_bean_moves(story: Story) -> None:
    story.at("2026-11-22 22:00").given(RULES, planned(), earned(100, on="2026-11-22"))
    story.given(*present("2026-11-22 09:00", "2026-11-22 11:00"), confirms(HERS))
    *_, last = (recorded.fact for recorded in story.book.facts())
    assert isinstance(last, ServiceConfirmed) and last.minutes == 120


def test_a_shift_over_midnight_belongs_to_the_evening_it_began_on(story: Story) -> None:
    evening = earned(90, on="2026-11-30")
    worth = two_hours_earn(story, "2026-11-30 23:00", "2026-12-01 01:00", evening)
    assert worth == (10, 10, date(2026, 11, 30))


def test_at_midnight_in_shanghai_a_new_day_begins_though_greenwich_says_four(story: Story) -> None:
    evening = earned(100, on="2026-11-30")
    worth = two_hours_earn(story, "2026-12-01 00:00", "2026-12-01 02:00", evening)
    assert worth == (20, 0, date(2026, 12, 1))


A_FULL_MONTH = [earned(99, on=f"2026-11-{day:02}", left=99 * day) for day in range(1, 7)]


def test_a_month_gives_six_hundred(story: Story) -> None:
    worth = two_hours_earn(story, "2026-11-30 21:00", "2026-11-30 23:00", *A_FULL_MONTH)
    assert worth[:2] == (6, 14)


def test_the_next_month_begins_at_midnight_in_shanghai(story: Story) -> None:
    worth = two_hours_earn(story, "2026-12-01 00:00", "2026-12-01 02:00", *A_FULL_MONTH)
    assert worth[:2] == (20, 0)


A_FULL_YEAR = [
    earned(100, on=f"2026-{month:02}-{day:02}", left=100)
    for month in range(1, 11)
    for day in range(1, 6)
]


@pytest.mark.parametrize(("spare", "given"), [(3, 3), (20, 20)])
def test_a_year_gives_five_thousand(story: Story, spare: int, given: int) -> None:
    *year, last = A_FULL_YEAR
    less = earned(100 - spare, on=last.earned_on.isoformat())
    worth = two_hours_earn(story, "2026-12-31 21:00", "2026-12-31 23:00", *year, less)
    assert worth[:2] == (given, 20 - given)
