"""What Auntie Wang, Doctor Li and the night patrol earn: the golden vectors, row by row."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.service_time import SessionCount, count_session, session_day
from ledger.policy import read_policy

SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY = read_policy(SHIPPED.read_text(encoding="utf-8"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2026, 3, 5, tzinfo=SHANGHAI)


def clock(text: str) -> datetime:
    """Read `09:00`, or `26:00` for two in the morning of the day after."""
    hours, minutes = text.split(":")
    return MIDNIGHT + timedelta(hours=int(hours), minutes=float(minutes))


def counted(
    planned: str,
    presence: str,
    pause: int = 0,
    category: str = "general",
    *,
    before: tuple[int, int] = (0, 0),
    rating: int = 5,
    month: int | None = None,
    year: int | None = None,
) -> SessionCount:
    planned_starts_at, planned_ends_at = map(clock, planned.split("–"))
    in_at, out_at = map(clock, presence.split("–"))
    minutes_before, beans_before = before
    beans_before_month = beans_before if month is None else month
    return count_session(
        POLICY,
        category=category,
        planned_starts_at=planned_starts_at,
        planned_ends_at=planned_ends_at,
        in_at=in_at,
        out_at=out_at,
        break_minutes=pause,
        rating=rating,
        minutes_before_today=minutes_before,
        beans_before_today=beans_before,
        beans_before_month=beans_before_month,
        beans_before_year=beans_before_month if year is None else year,
    )


GOLDEN = """
 1 | 09:00–11:00 | 08:50–11:05 |  0 | general      | 0, 0 | 125 |  0 | 0 |  20 |  0
 2 | 09:00–11:00 | 08:30–12:30 |  0 | general      | 0, 0 | 150 |  0 | 0 |  25 |  0
 4 | 09:00–09:30 | 09:02–09:27 |  0 | general      | 0, 0 |  25 |  0 | 0 |   5 |  0
 5 | 14:00–17:00 | 14:00–16:55 |  0 | care         | 0, 0 | 175 |  0 | 0 |  36 |  0
 7 | 08:00–18:00 | 08:00–18:00 | 60 | general      | 0, 0 | 480 | 60 | 0 |  80 |  0
 8 | 08:00–16:00 | 08:00–16:00 |  0 | professional | 0, 0 | 480 |  0 | 0 | 100 | 28
10 | 09:00–12:00 | 09:20–11:58 | 15 | professional | 0, 0 | 143 |  0 | 0 |  32 |  0
"""


@pytest.mark.parametrize("row", GOLDEN.strip().splitlines())
def test_the_golden_vectors_hold(row: str) -> None:
    _, planned, presence, pause, category, before, *worth = (c.strip() for c in row.split("|"))
    minutes_before, beans_before = map(int, before.split(","))
    found = counted(planned, presence, int(pause), category, before=(minutes_before, beans_before))
    assert list(found[:5]) == [int(figure) for figure in worth]


def test_a_second_shift_shares_the_eight_hours_of_the_day() -> None:
    found = counted("14:00–18:00", "14:00–18:00", before=(360, 60))
    assert found == SessionCount(120, 120, 0, 20, 0, None)


def test_a_day_reviewed_beyond_eight_hours_leaves_nothing_to_count_by_itself() -> None:
    assert counted("19:00–20:00", "19:00–20:00", before=(540, 80)) == (0, 60, 0, 0, 0, None)


def test_minutes_are_whole_and_rounded_down_once() -> None:
    assert counted("09:00–11:00", "09:00.5–10:00.4").minutes == 59
    assert counted("09:00–11:00", "09:00.5–11:00", pause=15).minutes == 104


def test_twenty_four_minutes_earn_hours_but_not_a_bean() -> None:
    assert counted("09:00–10:00", "09:00–09:24") == SessionCount(24, 0, 0, 0, 0, None)


def test_training_is_recorded_as_training_and_earns_nothing() -> None:
    found = counted("09:00–12:00", "09:00–12:00", category="training")
    assert found == SessionCount(0, 0, 180, 0, 0, None)


def test_a_session_rated_one_keeps_its_hours_and_earns_no_beans() -> None:
    assert counted("09:00–11:00", "09:00–11:00", rating=1) == (120, 0, 0, 0, 0, None)
    assert counted("09:00–11:00", "09:00–11:00", rating=2).beans == 20


@pytest.mark.parametrize("presence", ["06:00–08:00", "13:00–14:00", "10:00–09:30"])
def test_presence_outside_the_window_or_backwards_is_worth_nothing(presence: str) -> None:
    assert counted("09:00–11:00", presence) == SessionCount(0, 0, 0, 0, 0, None)


def test_a_break_longer_than_the_presence_leaves_nothing_and_never_less() -> None:
    assert counted("09:00–11:00", "09:00–09:40", pause=60) == (0, 0, 0, 0, 0, None)


def test_a_break_cannot_add_time() -> None:
    with pytest.raises(ValueError):
        counted("09:00–11:00", "09:00–10:00", pause=-30)


def test_a_kind_of_service_that_the_policy_does_not_know_is_not_counted() -> None:
    with pytest.raises(KeyError):
        counted("09:00–11:00", "09:00–10:00", category="dancing")


def test_the_cap_of_the_month_and_of_the_year_cut_beans_but_no_minute() -> None:
    assert counted("09:00–11:00", "09:00–11:00", month=585) == (120, 0, 0, 15, 5, "month")
    assert counted("09:00–11:00", "09:00–11:00", year=4997) == (120, 0, 0, 3, 17, "year")
    assert counted("09:00–11:00", "09:00–11:00", before=(0, 95)) == (120, 0, 0, 5, 15, "day")


def test_when_every_cap_is_reached_the_longest_one_is_named() -> None:
    found = counted("09:00–11:00", "09:00–11:00", before=(0, 100), month=600, year=5000)
    assert found == SessionCount(120, 0, 0, 0, 20, "year")


def test_beans_above_a_cap_that_was_passed_already_are_none_and_not_negative() -> None:
    assert counted("09:00–11:00", "09:00–11:00", before=(0, 130)).beans == 0


def test_the_night_patrol_earns_its_rate_for_a_shift_wholly_in_the_night() -> None:
    assert counted("22:00–24:00", "22:00–24:00", category="patrol_night").beans == 4 * 8
    assert counted("22:00–30:00", "22:00–30:00", category="patrol_night").capped_beans == 28
    assert counted("00:30–02:30", "00:30–02:30", category="patrol_night").beans == 4 * 8


@pytest.mark.parametrize("planned", ["21:30–23:30", "29:00–31:00", "05:59–07:59", "12:00–14:00"])
def test_a_night_patrol_that_leaves_the_night_is_a_patrol_like_any_other(planned: str) -> None:
    assert counted(planned, planned, category="patrol_night").beans == 4 * 6


def test_the_night_is_told_by_the_local_clock_whatever_zone_the_times_come_in() -> None:
    start = clock("22:00").astimezone(UTC)
    found = count_session(
        POLICY,
        category="patrol_night",
        planned_starts_at=start,
        planned_ends_at=start + timedelta(hours=2),
        in_at=start,
        out_at=start + timedelta(hours=2),
        break_minutes=0,
        rating=4,
        minutes_before_today=0,
        beans_before_today=0,
        beans_before_month=0,
        beans_before_year=0,
    )
    assert found.beans == 32


def test_a_shift_across_midnight_belongs_to_the_day_it_began() -> None:
    assert session_day(POLICY, clock("22:00"), clock("21:50")) == date(2026, 3, 5)
    assert session_day(POLICY, clock("22:00"), clock("24:10")) == date(2026, 3, 6)
    assert session_day(POLICY, clock("24:00"), clock("23:40")) == date(2026, 3, 6)
    assert counted("22:00–26:00", "22:00–26:00").minutes == 240


def test_what_is_above_eight_hours_waits_whole_for_a_second_pair_of_eyes() -> None:
    flood_relief = counted("06:00–26:00", "06:00–26:00", pause=60, category="emergency")
    assert flood_relief.minutes + flood_relief.pending_minutes == 19 * 60


def test_an_early_window_counts_set_up_time_where_a_policy_allows_it() -> None:
    generous = msgspec.structs.replace(
        POLICY, time=msgspec.structs.replace(POLICY.time, early_count_minutes=20)
    )
    found = count_session(
        generous,
        category="general",
        planned_starts_at=clock("09:00"),
        planned_ends_at=clock("10:00"),
        in_at=clock("08:30"),
        out_at=clock("10:00"),
        break_minutes=0,
        rating=4,
        minutes_before_today=0,
        beans_before_today=0,
        beans_before_month=0,
        beans_before_year=0,
    )
    assert found.minutes == 80


moments = some.integers(-6 * 3600, 40 * 3600).map(lambda second: MIDNIGHT + timedelta(0, second))


@given(
    category=some.sampled_from(sorted(POLICY.categories)),
    planned=some.tuples(moments, moments).map(sorted),
    in_at=moments,
    out_at=moments,
    pause=some.integers(0, 600),
    rating=some.integers(1, 5),
    before=some.tuples(
        some.integers(0, 960), some.integers(0, 120), some.integers(0, 700), some.integers(0, 5100)
    ),
)
def test_no_session_is_ever_worth_more_than_was_given_or_may_be_given(
    category: str,
    planned: list[datetime],
    in_at: datetime,
    out_at: datetime,
    pause: int,
    rating: int,
    before: tuple[int, int, int, int],
) -> None:
    minutes_before, today, month, year = before
    found = count_session(
        POLICY,
        category=category,
        planned_starts_at=planned[0],
        planned_ends_at=planned[1],
        in_at=in_at,
        out_at=out_at,
        break_minutes=pause,
        rating=rating,
        minutes_before_today=minutes_before,
        beans_before_today=today,
        beans_before_month=month,
        beans_before_year=year,
    )
    given_minutes = found.minutes + found.pending_minutes + found.training_minutes
    assert min(found[:5]) >= 0
    assert given_minutes == 0 or timedelta(minutes=given_minutes + pause) <= out_at - in_at
    assert found.minutes == 0 or minutes_before + found.minutes <= 480
    assert found.beans <= max(0, min(100 - today, 600 - month, 5000 - year))
    assert (found.limited_by is None) == (found.capped_beans == 0)
