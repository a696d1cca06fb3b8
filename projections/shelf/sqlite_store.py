"""Views in an SQLite file of their own, so that they never wait for a commit of the book."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, create_engine, event

from projections.shelf.faults import unreadable
from projections.shelf.sheet import Sheet
from projections.shelf.store import Store, adding_up

VALUES_MOST = 4_000
"""How many values one statement carries: enough to make its overhead small."""
WAIT_SECONDS = 30


class SQLiteStore(Store):
    """The file `views.db` in a ledger's folder.

    A commit is not flushed to the disk: after a power cut the views are a little behind the
    book, and follow it again.
    """

    driver_error: ClassVar[type[Exception]] = sqlite3.Error
    data_errors = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError)

    def __init__(self, folder: Path) -> None:
        self._lock_path = folder / "views.rebuilding"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as refused:
            raise unreadable(str(refused)) from refused
        self.engine = create_engine(
            f"sqlite:///{folder / 'views.db'}",
            connect_args={"timeout": WAIT_SECONDS, "cached_statements": 512},
            pool_use_lifo=True,
            max_overflow=-1,
        )
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)
        self._for_writing = self.engine.execution_options(begin="IMMEDIATE")

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._for_writing.begin() as connection:
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """The lock on a file beside the views; the kernel frees it when its holder dies."""
        try:
            lock = self._lock_path.open("a")
        except OSError as refused:
            raise unreadable(str(refused)) from refused
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _insert(
        self, connection: Connection, sheet: Sheet[Any], table: str, values: list[Any]
    ) -> None:
        # Few statements with many rows: Python gives up its lock at every statement, and gets it
        # back late while an event loop is busy beside us.
        width = len(sheet.fields)
        rows = len(values) // width
        execute = connection.connection.cursor().execute
        done = 0
        while done < rows:
            count = _chunk(rows - done, max(VALUES_MOST // width, 1))
            statement = _upsert(sheet, self.qualified(table), count)
            execute(statement, values[done * width : (done + count) * width])
            done += count


def _chunk(rows: int, most: int) -> int:
    # Powers of two keep the number of different statements small, and so they stay prepared.
    return most if rows >= most else 1 << (rows.bit_length() - 1)


@lru_cache(maxsize=1024)
def _upsert(sheet: Sheet[Any], table: str, rows: int) -> str:
    names = ", ".join(f'"{field.name}"' for field in sheet.fields)
    row = "(" + ",".join("?" * len(sheet.fields)) + ")"
    into = f"INSERT INTO {table} AS old ({names}) VALUES "
    return into + ",".join([row] * rows) + adding_up(sheet)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin` does, with the lock it needs.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin")
    if kind:
        connection.exec_driver_sql(f"BEGIN {kind}")
