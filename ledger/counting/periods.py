"""Periods: a day, a week, a month, a quarter, a half-year or a year, as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from re import compile as pattern_of
from typing import NamedTuple

SHAPE = r"20[0-9]{2}(-([0-9]{2}(-[0-9]{2})?|W[0-9]{2}|Q[1-4]|H[12]))?"
"""How a period is written: 2026, 2026-H2, 2026-Q4, 2026-11, 2026-W48 (ISO week), 2026-11-25."""
_SHAPE = pattern_of(SHAPE)
_MONTHS = {"Q": 3, "H": 6}


class Period(NamedTuple):
    """The local days from `first` to `last`, both included; `months` are the whole ones it is made
    of (none for a day or a week), `text` is how it is written."""

    text: str
    first: date
    last: date
    months: tuple[str, ...] = ()


def period_of(text: str) -> Period:
    """Read a period; raises ValueError for what is none, such as 2026-13 or 2026-W54."""
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{text[:20]} is no period")
    year, _, rest = text.partition("-")
    if not rest:
        return _of_months(text, int(year), 1, 12)
    if rest[0] in _MONTHS:
        months = _MONTHS[rest[0]]
        return _of_months(text, int(year), (int(rest[1:]) - 1) * months + 1, months)
    if rest[0] == "W":
        monday = date.fromisocalendar(int(year), int(rest[1:]), 1)
        return Period(text, monday, monday + timedelta(days=6))
    if len(rest) == 2:
        return _of_months(text, int(year), int(rest), 1)
    day = date.fromisoformat(text)
    return Period(text, day, day)


def _of_months(text: str, year: int, begins: int, months: int) -> Period:
    first = date(year, begins, 1)
    ends, month = divmod(begins - 1 + months, 12)
    last = date(year + ends, month + 1, 1) - timedelta(days=1)
    names = tuple(f"{year}-{begins + each:02}" for each in range(months))
    return Period(text, first, last, names)
