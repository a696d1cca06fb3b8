"""What may be asked of a month of the journal, and what the answers look like."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, func, literal_column

from projections.entry_rows import ENTRIES
from projections.service_hours import PLANS

Clock = Literal["day", "at"]
"""By which time a line belongs to a month: the local day of service, or when it happened."""

# Said in the words of the indexes, and of what is grouped by: a parameter would be neither.
NOTHING = literal_column("''", Text)
OF_ACTIVITY = func.coalesce(PLANS.c.category, NOTHING)


class Asked(NamedTuple):
    """A month: its first and last local day, the moments it begins and ends at. With `known`,
    only what was written down before that moment counts of it."""

    first: date
    last: date
    begins: datetime
    ends: datetime
    known: datetime | None = None


class Whose(NamedTuple):
    """People who live in these units (None: anywhere) and never lived elsewhere; or, with
    `moved`, all those who did move, wherever they live."""

    units: frozenset[str] | None
    moved: bool = False


class Counts(NamedTuple):
    """What some lines come to."""

    times: int = 0
    sessions: int = 0
    minutes: int = 0
    training: int = 0
    beans: int = 0
    lots: int = 0
    debt: int = 0
    fen: int = 0
    free_fen: int = 0


class Piece(NamedTuple):
    """What the lines of one kind come to, of people at home there, in activities of a category;
    or at one shop, or of one fund."""

    home: str
    category: str
    kind: str
    counts: Counts


class Line(NamedTuple):
    """One line of the journal, as it stands there."""

    position: int
    part: int
    kind: str
    at: datetime
    day: date | None
    volunteer: str
    category: str
    reference: str
    merchant: str
    fund: str
    counts: Counts


class Held(NamedTuple):
    """What is in the purses of a unit, or of one volunteer: beans to spend, and debts."""

    whose: str
    lots: int
    debt: int


_COUNTS = [ENTRIES.c[name] for name in Counts._fields]
SUMS = [func.sum(column) for column in _COUNTS]
TOLD = [
    ENTRIES.c.position, ENTRIES.c.part, ENTRIES.c.kind, ENTRIES.c.at, ENTRIES.c.day,
    ENTRIES.c.volunteer, OF_ACTIVITY, ENTRIES.c.reference, ENTRIES.c.merchant, ENTRIES.c.fund,
    *_COUNTS,
]  # fmt: skip


def lies_in(clock: Clock, asked: Asked) -> ColumnElement[bool]:
    """Whether a line belongs to the month."""
    c = ENTRIES.c
    if clock == "at":
        return and_(c.at >= asked.begins, c.at < asked.ends)
    of_the_month = and_(c.day.is_not(None), c.day.between(asked.first, asked.last))
    return of_the_month if asked.known is None else and_(of_the_month, c.at < asked.known)


def in_order(
    question: Select[Any], kinds: Collection[str], after: tuple[int, int], limit: int | None
) -> Select[Any]:
    """The lines of some kinds (or of all) behind that one, in the order of the book."""
    c = ENTRIES.c
    if kinds:
        question = question.where(c.kind.in_(sorted(kinds)))
    if after != (0, 0):
        behind = (c.position == after[0]) & (c.part > after[1])
        question = question.where((c.position > after[0]) | behind)
    return question.order_by(c.position, c.part).limit(limit)


def piece(home: str, category: str, kind: str, *sums: Any) -> Piece:
    """A row as a piece."""
    return Piece(home, category, kind, Counts(*map(int, sums)))


def line(*told: Any) -> Line:
    """A row as a line."""
    return Line(*told[:10], Counts(*told[10:]))
