"""A wall with one note for every kind of unit: the smallest view there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledger.facts import UnitOpened
from ledger.recorded import Recorded
from projections.shelf import Shelf
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import Row, Sheet
from projections.shelf.view import Folds, View
from tests.neighbourhood import DISTRICT_OPEN
from tests.shelves import Desk

NINE = "2026-11-22 09:00"


class Note(Row):
    """How often units of a kind opened, the first of them, and the last."""

    kind: str
    opened: int = 0
    first: First[str] = UNTOLD
    last: str = UNTOLD


NOTES = Sheet("note", Note)


class Wall(View):
    """Units by kind; `blot` is called with every note before it is pinned."""

    name = "wall"
    version = 1
    sheets = (NOTES,)
    blot: Callable[[UnitOpened], None] = staticmethod(lambda fact: None)

    @classmethod
    def folds(cls, *changes: Changes[Any]) -> Folds:
        """Pin a note for every unit."""
        (notes,) = changes

        def pin(recorded: Recorded[UnitOpened]) -> None:
            fact = recorded.fact
            cls.blot(fact)
            note = notes[fact.kind]
            note.opened += 1
            note.first = note.first or fact.unit
            note.last = fact.unit

        return {UnitOpened: pin}


class LaterWall(Wall):
    """The same wall as a later program sees it."""

    version = 2


def grid(number: int) -> UnitOpened:
    """A grid of a few houses."""
    return UnitOpened(at=DISTRICT_OPEN.at, unit=f"unit-grid{number}", kind="grid", name="网格")


def grids(desk: Desk, *numbers: int) -> int:
    """Let these grids open, one command each; returns the last position."""
    return desk.do(NINE, *map(grid, numbers)).position


def notes(shelf: Shelf) -> dict[str, Note]:
    """What is on the wall."""
    return {note.kind: note for note in shelf.rows(NOTES.select(), Note)}
