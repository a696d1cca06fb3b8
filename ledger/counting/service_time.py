"""What a session is worth: the minutes truly served, and the beans they earn."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from ledger.policy import Policy

TRAINING = "training"
PATROL = "patrol"
PATROL_NIGHT = "patrol_night"
NIGHT_BEGINS = time(22)
NIGHT_ENDS = time(6)
"""The night of `patrol_night`: the whole planned shift lies inside 22:00-06:00 local time."""

Limit = Literal["day", "month", "year"]


class SessionCount(NamedTuple):
    """The worth of one session; beans were cut to fit `limited_by` where it is not None."""

    minutes: int
    """Service minutes, recorded at once and for ever."""
    pending_minutes: int
    """Minutes above the automatic limit: held for a second pair of eyes, never dropped."""
    training_minutes: int
    """Minutes of training, which is recorded but is not service."""
    beans: int
    """Beans earned, all limits applied."""
    capped_beans: int
    """Beans cut off by a limit."""
    limited_by: Limit | None
    """The limit that cut them; of several that cut alike, the one that lasts longest."""


def count_session(
    policy: Policy,
    *,
    category: str,
    planned_starts_at: datetime,
    planned_ends_at: datetime,
    in_at: datetime,
    out_at: datetime,
    break_minutes: int,
    rating: int,
    minutes_before_today: int,
    beans_before_today: int,
    beans_before_month: int,
    beans_before_year: int,
    as_minor: bool = False,
    earns_beans: bool = True,
    settled_minutes: int | None = None,
) -> SessionCount:
    """Work out what a confirmed session is worth under a policy.

    All times are aware; `before` is what stands for the `session_day`, its month and its year. A
    minor's day is shorter before it wants a second look; evidence that earns no beans still makes
    minutes; `settled_minutes` of an earlier record meet no limit again. Minutes are exact, only
    beans know grace and caps (golden vectors; Order 67 art. 7; domain README 0.2 and 3.3). Raises
    KeyError for a category the policy does not have, ValueError for a negative break.
    """
    kind = policy.category(category)
    plan, presence = (planned_starts_at, planned_ends_at), (in_at, out_at)
    counted = counted_minutes(policy, *plan, *presence, break_minutes)
    if kind.code == TRAINING:
        return SessionCount(0, 0, counted, 0, 0, None)
    minutes = min(counted, settled_minutes or 0)
    if settled_minutes is None:
        minutes = _within_the_day(policy, counted, minutes_before_today, as_minor)
    earned = 0
    if earns_beans and rating > policy.beans.quality.zero_beans_at_or_below:
        earned = beans_for(policy, category, *plan, minutes)
    before = beans_before_today, beans_before_month, beans_before_year
    beans, limited_by = within_caps(policy, earned, *before)
    return SessionCount(minutes, counted - minutes, 0, beans, earned - beans, limited_by)


def _within_the_day(policy: Policy, counted: int, before_today: int, as_minor: bool) -> int:
    daily = policy.time.daily_auto_minutes
    if as_minor:
        daily = min(daily, policy.people.minor_max_minutes_per_day)
    return min(counted, policy.time.max_session_minutes, max(daily - before_today, 0))


def beans_for(
    policy: Policy, category: str, starts_at: datetime, ends_at: datetime, minutes: int
) -> int:
    """Return what so many minutes of a planned shift earn before any cap: whole units, each at
    the rate of the category."""
    return _whole_units(policy, minutes) * _beans_per_unit(policy, category, starts_at, ends_at)


def counted_minutes(
    policy: Policy,
    planned_starts_at: datetime,
    planned_ends_at: datetime,
    in_at: datetime,
    out_at: datetime,
    break_minutes: int,
) -> int:
    """Return the whole minutes of presence inside the counting window, less the break.

    Never below zero: a break may outlast the presence, and presence may miss the window.
    """
    if break_minutes < 0:
        raise ValueError("a break cannot be shorter than nothing")
    began_at, ended_at = counted_span(policy, planned_starts_at, planned_ends_at, in_at, out_at)
    return max((ended_at - began_at) // timedelta(minutes=1) - break_minutes, 0)


def counted_span(
    policy: Policy,
    planned_starts_at: datetime,
    planned_ends_at: datetime,
    in_at: datetime,
    out_at: datetime,
) -> tuple[datetime, datetime]:
    """Return when the counted part of a presence began and ended.

    It is the overlap of the presence with the counting window; where they miss each other the
    end is not after the beginning.
    """
    opens_at = planned_starts_at - timedelta(minutes=policy.time.early_count_minutes)
    closes_at = planned_ends_at + timedelta(minutes=policy.time.late_count_minutes)
    return max(in_at, opens_at), min(out_at, closes_at)


def session_day(policy: Policy, planned_starts_at: datetime, in_at: datetime) -> date:
    """Return the local day a session belongs to, whole, even when it runs past midnight.

    It is the day service began: the planned start, or the arrival of one who came later.
    """
    return policy.local_date(max(planned_starts_at, in_at))


def is_night_shift(policy: Policy, planned_starts_at: datetime, planned_ends_at: datetime) -> bool:
    """Say whether a planned shift lies inside one night, from 22:00 to 06:00 local time."""
    starts = planned_starts_at.astimezone(policy.zone)
    ends = planned_ends_at.astimezone(policy.zone)
    if starts.time() >= NIGHT_BEGINS:
        morning = starts.date() + timedelta(days=1)
    elif starts.time() < NIGHT_ENDS:
        morning = starts.date()
    else:
        return False
    return ends <= datetime.combine(morning, NIGHT_ENDS, tzinfo=policy.zone)


def _beans_per_unit(policy: Policy, category: str, starts: datetime, ends: datetime) -> int:
    # A shift that only touches the night is a patrol like any other: the higher rate thanks
    # for a night given whole, and it must not be had by moving one hour of a day shift.
    if category == PATROL_NIGHT and not is_night_shift(policy, starts, ends):
        plain = policy.categories.get(PATROL)
        plain_rate = plain.per_unit if plain else policy.beans.base_per_unit
        return min(plain_rate, policy.category(PATROL_NIGHT).per_unit)
    return policy.category(category).per_unit


def _whole_units(policy: Policy, minutes: int) -> int:
    return (minutes + policy.beans.unit_grace_minutes) // policy.beans.unit_minutes


def within_caps(
    policy: Policy, earned: int, before_today: int, before_month: int, before_year: int
) -> tuple[int, Limit | None]:
    """Return how many of the beans earned the caps of day, month and year leave, and which of
    them cut; `before` is what already stands."""
    beans, limited_by = earned, None
    left: tuple[tuple[Limit, int], ...] = (
        ("year", policy.beans.max_per_year - before_year),
        ("month", policy.beans.max_per_month - before_month),
        ("day", policy.beans.max_per_day - before_today),
    )
    for limit, room in left:
        if max(room, 0) < beans:
            beans, limited_by = max(room, 0), limit
    return beans, limited_by
