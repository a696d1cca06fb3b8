"""Month sums: what people did in a month, by where they were at home.

Service counts on its local day, everything else at the moment it was written down. Most people
never move, and the database adds up what is theirs; the lines of the few who did are looked at
one by one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select

from projections.entry_rows import ENTRIES, PURSES
from projections.hours_homes import DWELLERS
from projections.month_asked import (
    OF_ACTIVITY,
    SUMS,
    TOLD,
    Asked,
    Clock,
    Held,
    Line,
    Piece,
    Whose,
    in_order,
    lies_in,
    line,
    piece,
)
from projections.service_hours import PLANS
from projections.shelf import Shelf

_ONE = literal_column("1")  # In the words of the index.


class Head(NamedTuple):
    """So many people of a home served, in activities of that category, or at all for None."""

    people: int
    home: str
    category: str | None = None


class MonthSums:
    """Answers over the view of entries."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    # People ---------------------------------------------------------------------------------

    def by_home(self, clock: Clock, asked: Asked, whose: Whose) -> list[Piece]:
        """What these people did in the month, by home, category and kind."""
        groups = (DWELLERS.c.unit, OF_ACTIVITY, ENTRIES.c.kind)
        question = _of_people(select(*groups, *SUMS), whose).where(lies_in(clock, asked))
        return self.shelf.rows(question.group_by(*groups), piece)

    def heads(self, asked: Asked, whose: Whose, *, by_category: bool) -> list[Head]:
        """How many of these people served in the month, by home and category; or at all."""
        unit, who = DWELLERS.c.unit.label("unit"), ENTRIES.c.volunteer
        category = [OF_ACTIVITY.label("category")] if by_category else []
        each = _of_people(select(unit, *category, who), whose).where(lies_in("day", asked))
        each = each.group_by(DWELLERS.c.unit, who, *([OF_ACTIVITY] if by_category else []))
        served = each.having(func.sum(ENTRIES.c.sessions) > literal_column("0")).subquery()
        of = [served.c.unit, *([served.c.category] if by_category else [])]
        question = select(func.count(), *of).group_by(*of)
        return self.shelf.rows(question, Head)

    def doers(self, asked: Asked, whose: Whose, kinds: Collection[str]) -> list[Head]:
        """How many of these people have lines of these kinds in the month, by home."""
        question = _of_people(
            select(func.count(ENTRIES.c.volunteer.distinct()), DWELLERS.c.unit), whose
        ).where(lies_in("at", asked), ENTRIES.c.kind.in_(sorted(kinds)))
        return self.shelf.rows(question.group_by(DWELLERS.c.unit), Head)

    def who_served(
        self, asked: Asked, whose: Whose, category: str | None, skip: int, limit: int
    ) -> list[str]:
        """Which of these people served in the month, in the order of their ids, without the
        first few."""
        question = _of_people(select(ENTRIES.c.volunteer), whose).where(lies_in("day", asked))
        if category is not None:
            question = question.where(OF_ACTIVITY == category)
        question = question.group_by(ENTRIES.c.volunteer)
        question = question.having(func.sum(ENTRIES.c.sessions) > literal_column("0"))
        question = question.order_by(ENTRIES.c.volunteer).limit(limit).offset(skip)
        return self.shelf.rows(question, str)

    def lines(
        self,
        clock: Clock,
        asked: Asked,
        whose: Whose,
        kinds: Collection[str] = (),
        *,
        category: str | None = None,
        volunteer: str = "",
        after: tuple[int, int] = (0, 0),
        limit: int | None = None,
    ) -> list[Line]:
        """The lines of these people in the month, in their order; of some kinds, of one category
        or of one volunteer where that is named."""
        question = _of_people(select(*TOLD), whose).where(lies_in(clock, asked))
        if category is not None:
            question = question.where(OF_ACTIVITY == category)
        if volunteer:
            question = question.where(ENTRIES.c.volunteer == volunteer)
        return self.shelf.rows(in_order(question, kinds, after, limit), line)

    def purses(self, ends: datetime, whose: Whose, *, each: bool = False) -> list[Held]:
        """What is in the purses of these people when the month ends, by unit or by `each`:
        what is there now, less what came since."""
        by = DWELLERS.c.volunteer if each else DWELLERS.c.unit
        now = select(by, func.sum(PURSES.c.lots), func.sum(PURSES.c.debt)).join_from(
            DWELLERS.table, PURSES.table, PURSES.c.volunteer == DWELLERS.c.volunteer
        )
        since = select(by, -func.sum(ENTRIES.c.lots), -func.sum(ENTRIES.c.debt)).join_from(
            DWELLERS.table, ENTRIES.table, ENTRIES.c.volunteer == DWELLERS.c.volunteer
        )
        since = since.where(ENTRIES.c.at >= ends)
        found: dict[str, Held] = {}
        for question in (now, since):
            for one in self.shelf.rows(question.where(_are(whose)).group_by(by), _held):
                stood = found.get(one.whose, Held(one.whose, 0, 0))
                found[one.whose] = Held(one.whose, stood.lots + one.lots, stood.debt + one.debt)
        return list(found.values())


def _of_people(question: Select[Any], whose: Whose) -> Select[Any]:
    joined = DWELLERS.table.join(ENTRIES.table, ENTRIES.c.volunteer == DWELLERS.c.volunteer)
    joined = joined.outerjoin(PLANS.table, PLANS.c.activity == ENTRIES.c.activity)
    return question.select_from(joined).where(_are(whose))


def _are(whose: Whose) -> ColumnElement[bool]:
    if whose.moved:
        return DWELLERS.c.homes > _ONE
    settled = DWELLERS.c.homes == _ONE
    if whose.units is None:
        return settled
    return and_(settled, DWELLERS.c.unit.in_(sorted(whose.units)))


def _held(whose: str, lots: Any, debt: Any) -> Held:
    return Held(whose, int(lots), int(debt))
