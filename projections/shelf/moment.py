"""One moment: several questions to a shelf that must be answered as of the same position."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from projections.shelf.store import Store


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
