"""Periods: days to years as people write them, and when the lists of one are frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ledger.counting.months import months_later
from ledger.counting.working_days import working_day_after
from ledger.policy import Policy

PeriodKind = Literal["day", "week", "month", "quarter", "half", "year"]

SHAPE = r"20[0-9]{2}(-([0-9]{2}(-[0-9]{2})?|W[0-9]{2}|Q[1-4]|H[12]))?"
"""How a period is written: 2026, 2026-H2, 2026-Q4, 2026-11, 2026-W48 (ISO week), 2026-11-25."""
_SHAPE = re.compile(SHAPE, re.ASCII)
_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Period(NamedTuple):
    """A closed stretch of local days, `first` to `last`, both included; `name` is how people
    write it: `2026-11-25`, `2026-W48`, `2026-11`, `2026-Q4`, `2026-H2`, `2026`."""

    kind: PeriodKind
    name: str
    first: date
    last: date

    def months(self) -> Iterator[str]:
        """The whole months that it consists of; none for a day or a week."""
        month = self.first
        while self.kind in _MONTHS and month <= self.last:
            yield month.isoformat()[:7]
            month = months_later(month, 1)


def read_period(text: str) -> Period:
    """The period of that name; raises ValueError for what is none, such as 2026-13 or 2026-W54."""
    if _SHAPE.fullmatch(text) is None:
        raise ValueError("a period is written like 2026-11-25, 2026-W48, 2026-11, 2026-Q4 or 2026")
    year, part = int(text[:4]), text[5:]
    if not part:
        return _of_months("year", text, year, 1)
    if part[0] == "Q":
        return _of_months("quarter", text, year, int(part[1]) * 3 - 2)
    if part[0] == "H":
        return _of_months("half", text, year, int(part[1]) * 6 - 5)
    if part[0] == "W":
        monday = date.fromisocalendar(year, int(part[1:]), 1)
        return Period("week", text, monday, monday + timedelta(days=6))
    if len(part) == 2:
        return _of_months("month", text, year, int(part))
    day = date.fromisoformat(text)
    return Period("day", text, day, day)


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of this kind in which a local day lies."""
    week = day.isocalendar()
    names: dict[PeriodKind, str] = {
        "day": day.isoformat(),
        "week": f"{week.year}-W{week.week:02}",
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "half": f"{day.year}-H{(day.month + 5) // 6}",
        "year": f"{day.year}",
    }
    return read_period(names[kind])


def freezes_on(policy: Policy, last: date) -> date:
    """The working day on which lists that go to the day `last` are frozen: the third one after
    it by the shipped policy. What was confirmed later changes no frozen list."""
    return working_day_after(last, policy.evaluation.common.data_freeze_day).day


def _of_months(kind: PeriodKind, name: str, year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(kind, name, first, months_later(first, _MONTHS[kind]) - timedelta(days=1))
