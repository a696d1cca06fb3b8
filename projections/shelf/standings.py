"""Standings: which version of each view there is, in which generation, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ledger.recorded import Recorded
from projections.shelf.faults import Poisoned, newer
from projections.shelf.sheet import Row, Sheet
from projections.shelf.store import Store
from projections.shelf.view import View

LAYOUT = 2
"""The layout of the shelf itself; a higher one belongs to a later program."""
_SHELF = "shelf"


class Standing(msgspec.Struct, frozen=True):
    """A view has taken in everything up to `position`, where the fact with `last_key` stands.

    The key tells whether the views belong to this book, or to another one of the same length.
    A view that could not take in the fact at `stopped_at` stands still, `stopped_by` says what
    failed; it goes on when it is made anew.
    """

    view: str
    version: int
    generation: int
    position: int
    last_key: str | None
    stopped_at: int | None = None
    stopped_by: str | None = None

    def reached(self, last: Recorded[Any] | None) -> Standing:
        """The standing after that fact."""
        if last is None:
            return self
        return msgspec.structs.replace(self, position=last.position, last_key=last.key)

    def stopping(self, poison: Poisoned) -> Standing:
        """The standing of a view that can go no further."""
        return msgspec.structs.replace(
            self, stopped_at=poison.position, stopped_by=poison.reason
        )


class _Row(Row):
    view: str
    version: int = 0
    generation: int = 0
    position: int = 0
    last_key: str | None = None
    stopped_at: int | None = None
    stopped_by: str | None = None


_TABLE = Sheet("shelf", _Row).table
_ALL = select(_TABLE)
_MOVE = (
    update(_TABLE)
    .where(_TABLE.c.view.in_(bindparam("views", expanding=True)))
    .values(position=bindparam("reached"), last_key=bindparam("key"))
)


def lay_out(store: Store, connection: Connection) -> None:
    """Make the shelf's own table where it is missing.

    Raises `ShelfFault` for a shelf that a later program laid out.
    """
    _TABLE.create(connection, checkfirst=True)
    found = connection.execute(select(_TABLE.c.version).where(_TABLE.c.view == _SHELF)).scalar()
    if found is None:
        own = {"view": _SHELF, "version": LAYOUT, "generation": 0, "position": 0}
        connection.execute(insert(_TABLE).values(own))
    elif found > LAYOUT:
        raise newer(_SHELF, found, LAYOUT)
    elif found < LAYOUT:
        for column in ("stopped_at BIGINT", "stopped_by TEXT"):
            name = store.qualified(_TABLE.name)
            store.run(connection, f"ALTER TABLE {name} ADD COLUMN {column}")
        shelf = update(_TABLE).where(_TABLE.c.view == _SHELF)
        connection.execute(shelf.values(version=LAYOUT))


def standings(connection: Connection, views: Iterable[type[View]]) -> dict[str, Standing]:
    """How far those of `views` have come that stand on the shelf.

    Raises `ShelfFault` where a later program has been.
    """
    known = {view.name: view.version for view in views}
    found = {row.view: Standing(*row) for row in connection.execute(_ALL) if row.view in known}
    for standing in found.values():
        if standing.version > known[standing.view]:
            raise newer(standing.view, standing.version, known[standing.view])
    return found


def going(found: Mapping[str, Standing]) -> list[Standing]:
    """Those that are not stopped."""
    return [standing for standing in found.values() if standing.stopped_at is None]


def reached(found: Mapping[str, Standing]) -> int:
    """How far all have come that are not stopped; when none goes on, how far all have come."""
    return min(standing.position for standing in going(found) or found.values())


def move(connection: Connection, views: Sequence[str], last: Recorded[Any]) -> None:
    """These views have taken in everything up to that fact."""
    connection.execute(_MOVE, {"views": views, "reached": last.position, "key": last.key})


def stop(connection: Connection, standing: Standing, poison: Poisoned) -> None:
    """This view cannot go on, unless it has meanwhile."""
    connection.execute(
        update(_TABLE)
        .where(_TABLE.c.view == standing.view, _TABLE.c.generation == standing.generation)
        .where(_TABLE.c.position == standing.position)
        .values(stopped_at=poison.position, stopped_by=poison.reason)
    )


def new_generation(connection: Connection) -> int:
    """A number that no table has carried before."""
    counted = connection.execute(
        update(_TABLE)
        .where(_TABLE.c.view == _SHELF)
        .values(generation=_TABLE.c.generation + 1)
        .returning(_TABLE.c.generation)
    )
    return counted.scalar_one()


def stand(connection: Connection, standing: Standing) -> None:
    """Put a view on the shelf, in the place of an older generation."""
    connection.execute(delete(_TABLE).where(_TABLE.c.view == standing.view))
    connection.execute(insert(_TABLE).values(msgspec.structs.asdict(standing)))


def generations_in_use(connection: Connection) -> set[int]:
    """The generations that views stand in, those included which this program does not know."""
    return {row.generation for row in connection.execute(_ALL) if row.view != _SHELF}
