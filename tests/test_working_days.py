"""The community office counts its terms: feasts, make-up Saturdays and years not yet published."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.working_days import (
    LAST_YEAR,
    Deadline,
    confirm_by,
    escalate_on,
    is_published,
    is_working_day,
    stage_on,
    working_day_after,
)
from ledger.policy import read_policy


@pytest.mark.parametrize(
    ("start", "count", "deadline"),
    [
        (date(2026, 9, 28), 5, date(2026, 10, 10)),  # National Day; a Saturday makes up for it.
        (date(2026, 2, 12), 5, date(2026, 2, 26)),  # Spring Festival; Saturday 14 Feb works.
        (date(2026, 11, 20), 5, date(2026, 11, 27)),  # A plain week of public notice.
        (date(2026, 12, 4), 3, date(2026, 12, 9)),  # The result notice of the worked timeline.
        (date(2026, 10, 31), 3, date(2026, 11, 4)),  # Eligibility frozen on the third day.
    ],
)
def test_the_golden_terms_end_on_the_right_day(start: date, count: int, deadline: date) -> None:
    assert working_day_after(start, count) == (deadline, False)


def test_a_make_up_saturday_works_and_a_feast_day_rests() -> None:
    assert is_working_day(date(2026, 2, 14))
    assert is_working_day(date(2026, 10, 10))
    assert not is_working_day(date(2026, 10, 1))
    assert not is_working_day(date(2026, 11, 21))


def test_a_term_into_a_year_not_yet_published_is_provisional_and_monday_to_friday() -> None:
    last_evening = date(LAST_YEAR, 12, 31)
    deadline = working_day_after(last_evening, 10)
    assert deadline.provisional
    assert (deadline.day - last_evening).days in (12, 13, 14)
    assert deadline.day.weekday() < 5


def test_a_term_has_at_least_one_day() -> None:
    with pytest.raises(ValueError):
        working_day_after(date(2026, 3, 2), 0)


@given(some.dates(date(2024, 1, 1), date(2028, 12, 31)), some.integers(1, 30))
def test_a_term_ends_on_a_working_day_with_as_many_behind_it_as_were_asked(
    start: date, count: int
) -> None:
    deadline = working_day_after(start, count)
    days_between = range(start.toordinal() + 1, deadline.day.toordinal() + 1)
    assert sum(is_working_day(date.fromordinal(day)) for day in days_between) == count
    assert is_working_day(deadline.day)
    assert deadline.provisional is not is_published(deadline.day)


SHANGHAI = ZoneInfo("Asia/Shanghai")
SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY = read_policy(SHIPPED.read_text(encoding="utf-8"))


def evening(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 20:00").replace(tzinfo=SHANGHAI)


def test_service_before_the_national_holiday_has_ten_real_working_days_to_be_confirmed() -> None:
    late_evening = datetime(2026, 9, 28, 23, 30, tzinfo=SHANGHAI)
    assert confirm_by(POLICY, late_evening) == (date(2026, 10, 16), False)


@pytest.mark.parametrize(
    ("ended", "promised", "stands", "why"),
    [
        ("2026-02-12", "2026-02-26", "2026-03-04", "the feast was not known: later"),
        ("2026-10-09", "2026-10-23", "2026-10-23", "a make-up Saturday was not known: no earlier"),
        ("2026-11-20", "2026-12-04", "2026-12-04", "a plain fortnight stays as it is"),
        ("2026-11-20", "2026-12-05", "2026-12-07", "a promised Saturday that rests becomes Monday"),
        ("2026-11-20", None, "2026-12-04", "nothing was promised"),
    ],
)
def test_a_promised_deadline_only_moves_later_when_the_calendar_arrives(
    ended: str, promised: str | None, stands: str, why: str
) -> None:
    told = promised and date.fromisoformat(promised)
    assert confirm_by(POLICY, evening(ended), told) == (date.fromisoformat(stands), False), why


def test_in_a_year_not_published_the_deadline_is_provisional_and_what_was_promised_stands() -> None:
    new_year = evening("2029-12-20")
    assert confirm_by(POLICY, new_year) == Deadline(date(2030, 1, 3), provisional=True)
    later = date(2030, 1, 9)
    assert confirm_by(POLICY, new_year, later) == Deadline(later, provisional=True)
    assert confirm_by(POLICY, new_year, date(2030, 1, 2)).day == date(2030, 1, 3)


@given(some.dates(date(2026, 1, 1), date(2030, 12, 1)), some.integers(-20, 20))
def test_whatever_was_promised_nobody_ever_gets_less_time(ended: date, days: int) -> None:
    at = evening(ended.isoformat())
    anew = confirm_by(POLICY, at).day
    promised = date.fromordinal(anew.toordinal() + days)
    stands = confirm_by(POLICY, at, promised).day
    assert stands >= max(anew, promised) and is_working_day(stands)
    assert anew > escalate_on(POLICY, at) > ended
    assert escalate_on(POLICY, at) == working_day_after(ended, 8).day


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2026-09-28", "open"),
        ("2026-10-13", "open"),  # The seventh working day: the week off counts for nothing.
        ("2026-10-14", "escalated"),
        ("2026-10-15", "escalated"),
        ("2026-10-16", "overdue"),
        ("2027-10-16", "overdue"),
    ],
)
def test_day_eight_escalates_and_day_ten_is_overdue_counted_in_working_days(
    today: str, stage: str
) -> None:
    assert stage_on(POLICY, evening("2026-09-28"), date.fromisoformat(today)) == stage


def test_a_promise_that_is_later_moves_the_alarm_too() -> None:
    at, promised = evening("2026-10-09"), date(2026, 10, 23)
    assert escalate_on(POLICY, at) == date(2026, 10, 20)
    assert escalate_on(POLICY, at, promised) == date(2026, 10, 21)
    assert stage_on(POLICY, at, date(2026, 10, 22)) == "overdue"
    assert stage_on(POLICY, at, date(2026, 10, 22), promised) == "escalated"
