"""Working days of mainland China, with its public holidays and its make-up days at weekends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

import chinese_calendar

from ledger.policy import Policy

FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""The years whose calendar the State Council has published and the library holds."""


Stage = Literal["open", "escalated", "overdue"]
"""How far the clock of an unconfirmed activity has run: there is time, the staff above were told
on the policy's alarm day, or the last day has come."""


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


def confirm_by(policy: Policy, ends_at: datetime, promised: date | None = None) -> Deadline:
    """Return the last day on which an activity that ended then may be confirmed in time.

    Service and rating are recorded within ten working days after the activity (Order 67
    art. 11); the day of its end is not counted. What was `promised` when the activity was
    announced stands: a calendar that comes later may only give more time (domain README 3.5).
    """
    term = policy.time.confirm_within_working_days
    anew = working_day_after(policy.local_date(ends_at), term)
    if promised is None or promised <= anew.day:
        return anew
    return Deadline(_on_or_after(promised), anew.provisional)


def escalate_on(policy: Policy, ends_at: datetime, promised: date | None = None) -> date:
    """Return the day on which an activity not confirmed yet goes to the staff above.

    It lies as many working days before the deadline as the policy says, so it moves with it.
    """
    day = confirm_by(policy, ends_at, promised).day
    left = policy.time.confirm_within_working_days - policy.time.escalate_at_working_day
    while left > 0:
        day -= timedelta(days=1)
        if is_working_day(day):
            left -= 1
    return day


def stage_on(
    policy: Policy, ends_at: datetime, today: date, promised: date | None = None
) -> Stage:
    """Return how far the clock has run for an activity that is not confirmed on that day.

    On the last day itself it is listed as overdue, while there is still time to act.
    """
    if today >= confirm_by(policy, ends_at, promised).day:
        return "overdue"
    return "escalated" if today >= escalate_on(policy, ends_at, promised) else "open"


def _on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
