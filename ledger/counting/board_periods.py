"""Board periods: a week, a month, a quarter, a year or all time, and what each is added up from."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.counting.periods import read_period

ALL = "all"
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years that all time is added up from; nobody's service lies outside."""

KINDS = ("week", "month", "quarter", "year")
"""The kinds of period that have boards, beside all time."""


class BoardPeriod(NamedTuple):
    """A stretch of local days, both included, called `name` as people write it: `2026-W48`,
    `2026-11`, `2026-Q4`, `2026`, `all`. `last` is None for all time, which never closes.

    A volunteer's minutes in it are the sum of those in its `parts`: weeks, months or years.
    """

    name: str
    first: date
    last: date | None
    parts: tuple[str, ...]


def parts_of(day: date) -> tuple[str, str, str]:
    """The week, the month and the year of a local day, which together serve every period."""
    week = day.isocalendar()
    return f"{week.year}-W{week.week:02}", day.isoformat()[:7], day.isoformat()[:4]


def read_board_period(text: str) -> BoardPeriod:
    """The period of that name; raises ValueError for anything else."""
    if text == ALL:
        years = tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
        return BoardPeriod(ALL, date(FIRST_YEAR, 1, 1), None, years)
    read = read_period(text)
    if read.kind not in KINDS:
        raise ValueError("a board is of a week, a month, a quarter, a year or of all time")
    parts = tuple(read.months()) if read.kind == "quarter" else (text,)
    return BoardPeriod(text, read.first, read.last, parts)


def periods_of(day: date) -> tuple[str, ...]:
    """The names of the week, month, quarter and year of a local day, and of all time."""
    week, month, year = parts_of(day)
    return week, month, f"{year}-Q{(day.month + 2) // 3}", year, ALL
