"""Time: the one door through which the present comes in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

_OFFSET = re.compile(r"([+-][0-9]{1,9})s")


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until somebody turns it: for stories and for replaying a past."""

    def __init__(self, at: datetime) -> None:
        self.turn_to(at)

    def now(self) -> datetime:
        """The moment the clock was last turned to, aware and in UTC."""
        return self._at

    def turn_to(self, at: datetime) -> None:
        """Let the clock show `at`, an aware datetime; ValueError when it names no offset."""
        if at.tzinfo is None:
            raise ValueError(f"{at.isoformat()} names no UTC offset")
        self._at = at.astimezone(UTC)


class OffsetClock:
    """The clock of the machine, running ahead (or behind, when negative) by `seconds`."""

    def __init__(self, seconds: int) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The shifted present moment, aware and in UTC."""
        return datetime.now(UTC) + self._ahead


def clock_from(text: str) -> Clock:
    """The clock that a setting describes.

    '' is the machine's clock, '+3600s' or '-5s' shifts it, and a time with its offset such as
    '2026-11-23T09:00:00+08:00' stands still. Anything else is a ValueError.
    """
    if not text:
        return SystemClock()
    if offset := _OFFSET.fullmatch(text):
        return OffsetClock(seconds=int(offset[1]))
    try:
        return FixedClock(datetime.fromisoformat(text))
    except OverflowError as outside:
        raise ValueError(f"{text} lies outside the calendar") from outside
