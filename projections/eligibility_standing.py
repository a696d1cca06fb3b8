"""Eligibility standing: what is left of each attendance after all that was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from ledger.counting.evaluations import Served

_day = lru_cache(maxsize=4096)(date.fromisoformat)
"""There are few days and many who served on them."""


def standing(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[str, Served]]:
    """Each attendance that stands, with whose it is; the rows come in the order of the book."""
    stands: dict[str, tuple[str, Served]] = {}
    for attendance, position, kind, volunteer, activity, minutes, rating, grade, day in rows:
        if kind == "record":
            of_day = Served(activity, _day(day), minutes, rating, grade, position)
            stands[attendance] = volunteer, of_day
        elif kind == "revoked":
            stands.pop(attendance, None)
        elif attendance in stands:
            old = stands[attendance][1]
            more = old._replace(minutes=old.minutes + minutes, position=position)
            stands[attendance] = volunteer, more
    return stands.values()
