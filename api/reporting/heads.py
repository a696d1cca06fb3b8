"""Heads: how many people served; each counts once, where they lived when they last did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from api.reporting.figures import SERVED
from api.reporting.scope import Located, Scope
from projections.month_sums import Head


def heads_of(scope: Scope) -> Iterator[Head]:
    """Everybody who served in the month, by category and at all."""
    if not scope.detailed:
        yield from scope.sums.heads(scope.asked, scope.settled, by_category=True)
        yield from scope.sums.heads(scope.asked, scope.settled, by_category=False)
    lines = scope.one_by_one("day")
    for category in (None, *{each.line.category for each in lines}):
        for home in last_homes(lines, category).values():
            yield Head(1, home, category)


def last_homes(lines: Iterable[Located], category: str | None) -> dict[str, str]:
    """Who served, in that category or in any, and where they lived when they last did."""
    sessions: Counter[tuple[str, date]] = Counter()
    homes: dict[tuple[str, date], str] = {}
    for home, line in lines:
        if line.kind in SERVED and line.day and category in (None, line.category):
            sessions[line.volunteer, line.day] += line.counts.sessions
            homes[line.volunteer, line.day] = home
    found: dict[str, str] = {}
    for volunteer, day in sorted(key for key, number in sessions.items() if number > 0):
        found[volunteer] = homes[volunteer, day]
    return found
