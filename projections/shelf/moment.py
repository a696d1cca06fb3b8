"""One moment: several questions to a shelf that must be answered as of the same position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable

from projections.shelf.shelf import Shelf
from projections.shelf.standings import standings
from projections.shelf.store import Store
from projections.shelf.view import View

Row = TypeVar("Row")


class Moment:
    """Answers what a shelf answers, always as of `position`, whoever writes meanwhile."""

    def __init__(self, connection: Connection, position: int) -> None:
        self._connection = connection
        self.position = position

    def rows(
        self, question: Executable, row: type[Row], told: Mapping[str, Any] | None = None
    ) -> list[Row]:
        """The rows a question finds, as structs with the columns in their order."""
        return [row(*found) for found in self._connection.execute(question, told)]


@contextmanager
def one_moment(store: Store) -> Iterator[Connection]:
    """A connection on which all questions see the same moment, whoever writes meanwhile."""
    engine = store.engine
    if engine.dialect.name == "sqlite":
        with engine.execution_options(begin="DEFERRED").connect() as connection:
            yield connection
    else:
        with engine.connect() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def moment_of(shelf: Shelf, views: Sequence[type[View]]) -> Iterator[Moment | None]:
    """A moment in which these views stand at one position; None while one of them stands still or
    is behind the others."""
    with shelf.store.faults(), one_moment(shelf.store) as connection:
        found = standings(connection, views)
        positions = {standing.position for standing in found.values()}
        still = any(standing.stopped_at is not None for standing in found.values())
        together = len(found) == len(views) and len(positions) == 1 and not still
        yield Moment(connection, positions.pop()) if together else None
