"""Units in memory: permission follows the tree at every step, and asks no database for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from threading import Lock

from projections.tree import KnownUnits, Tree, Unit

BELIEVED_SECONDS = 1


class UnitsInMemory:
    """The tree of one ledger, as this process knows it.

    While facts of any kind arrive, one question a second tells whether the tree has changed, and
    only units that did are read. A change made at a door of this process is told by `heed` and
    known at once; changes made elsewhere within that second.
    """

    def __init__(self, tree: Tree, ticks: Callable[[], float] = time.monotonic) -> None:
        self._tree = tree
        self._ticks = ticks
        self._known = KnownUnits()
        self._read_at, self._read_upto = -float(BELIEVED_SECONDS), -1
        self._wanted = 0
        self._one_at_a_time = Lock()

    def now(self) -> KnownUnits:
        """All units, as far as they are known."""
        position = self._tree.shelf.position
        if self._wanted > self._read_upto:
            self._tree.shelf.wait_for(self._wanted)
            self._read()
        elif position != self._read_upto and self._ticks() - self._read_at >= BELIEVED_SECONDS:
            self._read()
        return self._known

    def heed(self, position: int) -> None:
        """A unit was changed at that position of the book: answer nothing without it."""
        self._wanted = max(self._wanted, position)

    def unit(self, unit: str) -> Unit | None:
        """A unit by its id, None for one that is not known (yet)."""
        return self.now().rows.get(unit)

    def name_of(self, unit: str) -> str:
        """What a unit is called, or was; nothing for one that never was."""
        row = self.unit(unit)
        return row.name if row else ""

    def within(self, place: str, unit: str, day: date) -> bool:
        """Whether what is at home in `place` belongs to `unit` on that day."""
        return self.now().within(place, unit, day)

    def called(self, unit: str, day: date) -> str:
        """Who stands for a unit on that day: itself, or whoever followed it."""
        return self.now().now_called(unit, day)

    def look_again(self) -> None:
        """Read at once what the views have learnt, whenever that was done last."""
        if self._tree.shelf.position != self._read_upto:
            self._read()

    def _read(self) -> KnownUnits:
        with self._one_at_a_time:
            position, begun = self._tree.shelf.position, self._ticks()
            self._known = self._tree.grown(self._known)
            self._read_upto, self._read_at = position, begun
            return self._known
