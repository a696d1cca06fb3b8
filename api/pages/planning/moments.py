"""Moments: times of the day as people type them: 9:05, 9.05 or 0905, also in wide digits."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = re.compile("([0-9]{1,2})[:.]?([0-9]{2})")
LONGEST_TYPED = 16


def clock_time(typed: str) -> time | None:
    """The time on the wall that was typed, None when it is none."""
    shape = _CLOCK.fullmatch(unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).strip())
    if shape is None:
        return None
    hour, minute = map(int, shape.groups())
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_near(starts_at: datetime, ends_at: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The moment at which it was that time on the wall, nearest to what was planned: an activity
    may run past midnight, and somebody may come before it begins."""
    first = starts_at.astimezone(zone).date()
    days = (first + timedelta(days=off) for off in (-1, 0, 1, 2))
    moments = [datetime.combine(day, at, zone) for day in days]
    return min(moments, key=lambda one: max(starts_at - one, one - ends_at, timedelta(0)))
