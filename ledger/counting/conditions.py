"""Conditions: what is needed, what is there, and how an excuse lowers the first, never the second.

Durations are whole minutes, ratings ten times themselves, everything else is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from ledger.counting.periods import Period


class Lowering(NamedTuple):
    """From `first` to `last`, both included, `percent` less is asked, by the paper `reference`."""

    first: date
    last: date
    percent: int
    reference: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One condition. Where an excuse lowered it, `before` is what is asked of everybody else and
    `excused_by` are the papers. `confirmed_by` says that people, not the book, answer for it; it
    is then not ok until they have."""

    condition: str
    need: int
    have: int
    ok: bool
    before: int | None = None
    excused_by: tuple[str, ...] = ()
    confirmed_by: str | None = None


def at_least(
    condition: str,
    need: int,
    have: int,
    period: Period | None = None,
    lowerings: Iterable[Lowering] = (),
) -> Reason:
    """There must be so much, less what excuses in the period lower it by."""
    papers, lowered = (), need
    if period is not None:
        lowered, papers = _lowered(need, period, list(lowerings))
    return Reason(
        condition=condition, need=lowered, have=have, ok=have >= lowered,
        before=need if papers else None, excused_by=papers,
    )  # fmt: skip


def none_of(condition: str, have: int) -> Reason:
    """There must be none."""
    return Reason(condition=condition, need=0, have=have, ok=have == 0)


def told_by_people(condition: str, who: str, need: int = 1, known: int = 0) -> Reason:
    """Somebody must say so: the book cannot know, or knows only so much of it."""
    return Reason(condition=condition, need=need, have=known, ok=False, confirmed_by=who)


def _lowered(need: int, period: Period, lowerings: list[Lowering]) -> tuple[int, tuple[str, ...]]:
    """The threshold by days: each day of the period asks its share, less where it is excused.

    Of two excuses for one day the larger counts. It is rounded down for the one excused, but
    something is always asked.
    """
    days = (period.last - period.first).days + 1
    near = [each for each in lowerings if each.first <= period.last and each.last >= period.first]
    if need <= 0 or not near:
        return need, ()
    of_period = (period.first + timedelta(days=day) for day in range(days))
    excused = sum(
        max((each.percent for each in near if each.first <= day <= each.last), default=0)
        for day in of_period
    )
    lowered = max(1, need * (days * 100 - excused) // (days * 100))
    return lowered, tuple(sorted({each.reference for each in near}))
