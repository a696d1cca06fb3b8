"""Working days of mainland China, with its public holidays and its make-up days at weekends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import chinese_calendar

from ledger.policy import Policy

FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""The years whose calendar the State Council has published and the library holds."""


class Deadline(NamedTuple):
    """The last day of a term, which ends at 24:00 of that day.

    `provisional` says that the term runs through a year whose calendar is not published yet;
    it is worked out again when the calendar arrives (domain README 3.5).
    """

    day: date
    provisional: bool


def is_published(day: date) -> bool:
    """Say whether the calendar of that day's year is known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_working_day(day: date) -> bool:
    """Say whether people work on that day; in a year not published, Monday to Friday."""
    if is_published(day):
        return chinese_calendar.is_workday(day)
    return day.weekday() < 5


def working_day_after(day: date, count: int) -> Deadline:
    """Return the `count`-th working day after `day`, which itself is not counted.

    Source: Civil Code art. 201. Raises ValueError unless `count` is at least one.
    """
    if count < 1:
        raise ValueError("a term has at least one working day")
    left = count
    while left:
        day += timedelta(days=1)
        if is_working_day(day):
            left -= 1
    return Deadline(day, provisional=not is_published(day))


def confirm_by(policy: Policy, ends_at: datetime) -> Deadline:
    """Return the last day on which an activity that ended then may be confirmed in time.

    Service and rating are recorded within ten working days after the activity (Order 67
    art. 11); the day of its end is not counted.
    """
    term = policy.time.confirm_within_working_days
    return working_day_after(policy.local_date(ends_at), term)
