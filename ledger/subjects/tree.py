"""The tree: how all units of a ledger hang together, for the few commands that must know."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ledger.counting.unit_tree import UnitTree
from ledger.facts import TREE, Fact, UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit
from ledger.refusals import TooLate, UnitElsewhere
from ledger.states import Rulebook, State
from ledger.subjects.standing import Unit

BACK_DAYS = 31
"""The tree is not changed further back: reports of older months have been read."""


class Tree(State):
    """What lies in what, and who followed whom?"""

    __slots__ = ("units",)
    listens = (UnitOpened, UnitMoved, UnitsMerged, UnitSplit, UnitClosed)

    def __init__(self, tree: str = TREE) -> None:
        super().__init__(tree)
        self.units = UnitTree()

    def evolve(self, fact: Fact) -> None:
        """The tree has changed its shape."""
        for unit in fact.merged if isinstance(fact, UnitsMerged) else (fact.unit,):
            self.units.know(unit, self.units.life(unit).after(unit, fact))

    def must_be_near(self, grid: Unit, parent: Unit | None, day: date) -> None:
        """Raise a refusal unless this is a grid of the community in which `parent` lies."""
        grid.must_be("grid", day)
        grid.must_go_on(day)
        home = grid.life.place(day).parent
        if parent is not None and home is not None:
            group = parent.must_exist().kind == "group"
            near = parent.life.place(day).parent if group else parent.unit
            if near is not None and self.units.called(near, day) == self.units.called(home, day):
                return
        raise UnitElsewhere(unit=grid.unit)


def must_be_recent(rules: Rulebook, now: datetime, day: date) -> None:
    """Raise `TooLate` for a day more than `BACK_DAYS` ago."""
    if rules.current.local_date(now) - day > timedelta(BACK_DAYS):
        raise TooLate(days=BACK_DAYS)
