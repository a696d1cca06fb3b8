"""The community office counts its terms: feasts, make-up Saturdays and years not yet published."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.working_days import (
    LAST_YEAR,
    confirm_by,
    is_published,
    is_working_day,
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


def test_service_before_the_national_holiday_has_ten_real_working_days_to_be_confirmed() -> None:
    shipped = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
    policy = read_policy(shipped.read_text(encoding="utf-8"))
    late_evening = datetime(2026, 9, 28, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert confirm_by(policy, late_evening) == (date(2026, 10, 16), False)
