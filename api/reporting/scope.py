"""Scope: one unit in one month, and where in it everything lies that a report counts.

The month is added up over the tree as it stood on its last day, or stands today while it is not
over, so a unit has what its children have and what is directly attached to it. Down to the
communities people are counted where they were at home; inside one, in the building of their
household, where that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from api.ledgers import Ledger
from ledger.counting.periods import Period
from projections.homes import Homes
from projections.month_asked import Asked, Clock, Line, Piece, Whose
from projections.month_sums import MonthSums

OUTSIDE: Literal["outside"] = "outside"
"""Where something lies that is no part of what is asked for."""
MOVED = Whose(None, moved=True)


class Located(NamedTuple):
    """A line, and in which unit whoever it is about was at home."""

    home: str
    line: Line


class InPurse(NamedTuple):
    """Beans that may be spent, and debts, of people at home there."""

    home: str
    volunteer: str
    lots: int
    debt: int


class Scope:
    """A unit (None: the whole ledger) in a month.

    `detailed` is a community with something in it, or a unit in one: there every line is looked
    at by itself. With `known`, only service written down before the beginning of that day counts.
    """

    def __init__(
        self, ledger: Ledger, unit: str | None, month: Period, today: date,
        known: date | None = None,
    ) -> None:  # fmt: skip
        self.ledger, self.unit, self.month = ledger, unit, month
        self.as_of = min(month.last, today)
        self._zone = ledger.rules.current.zone
        self.asked = Asked(
            month.first, month.last, self._midnight(month.first),
            self._midnight(month.last + timedelta(days=1)),
            None if known is None else self._midnight(known),
        )  # fmt: skip
        self._tree = ledger.units.now()
        shape = self._tree.shape
        self.community = shape.community(unit, self.as_of) if unit else None
        near = self.community or unit
        self.units = None if near is None else frozenset(self._tree.belonging(near, self.as_of))
        self.children = [
            each for each in shape.children(unit, self.as_of) if shape.life(each).kind != "grid"
        ]
        inside = self.community is not None
        self.detailed = inside and (unit != self.community or bool(self.children))
        self._places: dict[str, str | None] = {}
        self._lines: dict[Clock, list[Located]] = {}

    @cached_property
    def sums(self) -> MonthSums:
        """What people did."""
        return MonthSums(self.ledger.shelf)

    @property
    def settled(self) -> Whose:
        """Those who live here and never lived elsewhere."""
        return Whose(self.units)

    # Where things lie -----------------------------------------------------------------------

    def place(self, home: str) -> str | None:
        """The child in which a home lies; None directly in the unit, or OUTSIDE of it."""
        if home not in self._places:
            self._places[home] = self._place(home)
        return self._places[home]

    def _place(self, home: str) -> str | None:
        path = self._tree.path(home, self.as_of) if home else []
        if self.unit is None:
            return path[-1] if path else OUTSIDE
        if self.unit in path:
            below = path.index(self.unit)
            return path[below - 1] if below else None
        in_grid = bool(path) and self._tree.within(home, self.unit, self.as_of)
        return None if in_grid else OUTSIDE  # A building in the grid that is asked for.

    def directly(self) -> frozenset[str]:
        """The units what is at home in which belongs to this one and to none of its children."""
        near = self._tree.rows if self.units is None else self.units
        return frozenset(each for each in near if self.place(each) is None)

    def community_of(self, home: str) -> str:
        """The community that a home lies in; where it lies in none, what it is called."""
        return self._tree.shape.community(home, self.as_of) or self._called(home)

    def path(self, unit: str) -> list[str]:
        """A unit, and everything it lies in."""
        return self._tree.path(unit, self.as_of)

    def home(self, homes: Homes, volunteer: str, day: date) -> str:
        """Where a volunteer was at home at the end of that day."""
        community = homes.community(volunteer, day)
        if not self.detailed or self._called(community) != self.community:
            return community
        building = homes.building(volunteer, day)
        near = building and self._tree.within(building, self.community or "", self.as_of)
        return building if near else community

    def _called(self, unit: str) -> str:
        return self._tree.now_called(unit, self.as_of) if unit else ""

    def homes_of(self, people: Iterable[str]) -> Homes:
        """Where these people lived."""
        return Homes(self.ledger.shelf, self._zone, set(people), buildings=self.detailed)

    def located(self, lines: list[Line]) -> Iterator[Located]:
        """Each line at its home."""
        homes = self.homes_of(line.volunteer for line in lines)
        for line in lines:
            day = line.day if line.day is not None else homes.local_day(line.at)
            yield Located(self.home(homes, line.volunteer, day), line)

    # What is added up -----------------------------------------------------------------------

    def one_by_one(self, clock: Clock) -> list[Located]:
        """The lines that are looked at by themselves: of those who moved, or of everybody."""
        if clock not in self._lines:
            lines = self.sums.lines(clock, self.asked, MOVED)
            if self.detailed:
                lines += self.sums.lines(clock, self.asked, self.settled)
            self._lines[clock] = list(self.located(lines))
        return self._lines[clock]

    def pieces(self, clock: Clock) -> Iterator[Piece]:
        """What everybody did, by home, category and kind."""
        if not self.detailed:
            yield from self.sums.by_home(clock, self.asked, self.settled)
        for home, line in self.one_by_one(clock):
            yield Piece(home, line.category, line.kind, line.counts)

    def purses(self, moment: datetime, day: date) -> Iterator[InPurse]:
        """What was in the purses at that moment, by home at the end of that day; volunteers are
        named where they are looked at one by one."""
        alone = self.sums.purses(moment, MOVED, each=True)
        if self.detailed:
            alone += self.sums.purses(moment, self.settled, each=True)
        else:
            for home, lots, debt in self.sums.purses(moment, self.settled):
                yield InPurse(home, "", lots, debt)
        homes = self.homes_of(held.whose for held in alone)
        for volunteer, lots, debt in alone:
            yield InPurse(self.home(homes, volunteer, day), volunteer, lots, debt)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self._zone)
