"""Units: districts, streets, communities and grids, each within a larger one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, UnitOpened
from ledger.refusals import UnitMisplaced
from ledger.states import State
from ledger.subjects.standing import Unit

LEVELS = ("district", "street", "community", "grid")
"""From the largest to the smallest (domain README 1.1, L01)."""


class OpenUnit(Command, frozen=True, kw_only=True):
    """Let there be this unit, within that one."""

    unit: str
    kind: Literal["district", "street", "community", "grid"]
    name: str
    parent: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The parent, where one is named."""
        return (Unit(self.parent),) if self.parent else ()

    def decide(self, now: datetime, parent: Unit | None = None) -> Iterator[Fact]:
        """The unit opens; a parent must be known and of a larger kind."""
        if parent is not None:
            kind = parent.must_exist().kind
            if LEVELS.index(kind) >= LEVELS.index(self.kind):
                raise UnitMisplaced(kind=self.kind, parent=kind)
        yield UnitOpened(
            at=now, unit=self.unit, kind=self.kind, name=self.name, parent=self.parent
        )
