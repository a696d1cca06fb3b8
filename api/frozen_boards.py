"""Frozen boards: the tops of a period as they stood at a position of the book, the same for ever.

The book keeps the position and the digest; names, and whether they may be shown, are never part
of it: they are joined when somebody looks, and gone the moment somebody takes consent back. The
digest is over ranks, opaque ids and minutes, of those who wanted to be shown at that position. So
it can be checked for ever: whoever opted out or was forgotten since is still in the sum, and on
no board, in no export and no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from api.lately import Lately
from ledger.counting.board_periods import BoardPeriod, periods_of, read_board_period
from projections.board_rows import Place
from projections.eligibility import Eligibility
from projections.leaderboards import Leaderboards

KIND = "leaderboard"
"""What a frozen list of this kind is called in the book."""
MISSED_DAYS = 40
"""How long after its day a board that was not frozen is still made up for."""
_KEPT_SECONDS, _KEPT = 24 * 3600, 30

Tops = dict[str, list[Place]]
"""The top of each unit that has one."""


class FrozenTops:
    """The tops of one ledger as of positions; what was worked out is kept for a day."""

    def __init__(self, leaderboards: Leaderboards, eligibility: Eligibility) -> None:
        self._leaderboards, self._eligibility = leaderboards, eligibility
        self._kept: Lately[tuple[BoardPeriod, int, int], Tops] = Lately(
            self._worked_out, _KEPT_SECONDS, _KEPT
        )

    def as_of(self, period: BoardPeriod, position: int, size: int) -> Tops:
        """The first `size` of every unit, by minutes, consents and the tree up to the position."""
        return self._kept.of((period, position, size)) or {}

    def _worked_out(self, asked: tuple[BoardPeriod, int, int]) -> Tops:
        period, position, size = asked
        tree, day = self._eligibility.tree(position), period.last or period.first
        by_community: Tops = {}
        for community, place in self._leaderboards.as_of(period, position):
            by_community.setdefault(community, []).append(place)
        by_unit: Tops = {}
        for community, places in by_community.items():
            for unit in tree.path(community, day):
                by_unit.setdefault(unit, []).extend(places)
        return {unit: _top(places, size) for unit, places in by_unit.items()}


def digest_of(places: Sequence[Place]) -> str:
    """What proves a frozen board: SHA-256 of ranks, ids and minutes, in hexadecimal."""
    lines = [f"{rank} {each.volunteer} {each.minutes}\n" for rank, each in enumerate(places, 1)]
    return sha256("".join(lines).encode()).hexdigest()


def closed_before(today: date) -> Iterator[BoardPeriod]:
    """The weeks, months, quarters and years that ended within the last `MISSED_DAYS`, the oldest
    first; all time never ends."""
    found = {}
    for back in range(MISSED_DAYS, 0, -1):
        day = today - timedelta(days=back)
        for name in periods_of(day):
            period = read_board_period(name)
            if period.last is not None and period.last == day:
                found[name] = period
    yield from found.values()


def _top(places: list[Place], size: int) -> list[Place]:
    return sorted(places, key=lambda each: (-each.minutes, each.since))[:size]
