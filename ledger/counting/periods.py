"""Periods: a month, a quarter or a year, and the working day on which its lists are frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from ledger.counting.months import months_later
from ledger.counting.statement_months import first_of, last_of
from ledger.counting.working_days import working_day_after
from ledger.policy import Policy

PeriodKind = Literal["month", "quarter", "year"]

_NAMED = re.compile(r"(20[0-9]{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)


class Period(NamedTuple):
    """A closed stretch of local days, `first` to `last`, both included; `name` is how people
    write it: `2026-11`, `2026-Q4`, `2026`."""

    kind: PeriodKind
    name: str
    first: date
    last: date

    def months(self) -> Iterator[str]:
        """The months that it consists of."""
        month = self.first
        while month <= self.last:
            yield month.isoformat()[:7]
            month = months_later(month, 1)


def read_period(text: str) -> Period:
    """The period of that name; raises ValueError for anything else."""
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError("a period is written like 2026-11, 2026-Q4 or 2026")
    year, month, quarter = found.groups()
    if month:
        return Period("month", text, first_of(text), last_of(text))
    if quarter:
        last_month = int(quarter) * 3
        first = first_of(f"{year}-{last_month - 2:02}")
        return Period("quarter", text, first, last_of(f"{year}-{last_month:02}"))
    return Period("year", text, first_of(f"{year}-01"), last_of(f"{year}-12"))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of this kind in which a local day lies."""
    names = {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
    }
    return read_period(names[kind])


def freezes_on(policy: Policy, last: date) -> date:
    """The working day on which lists that go to the day `last` are frozen: the third one after
    it by the shipped policy. What was confirmed later changes no frozen list."""
    return working_day_after(last, policy.evaluation.common.data_freeze_day).day
