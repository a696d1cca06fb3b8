"""Where views are kept: what both kinds of database do alike, and how changed rows are added."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any, ClassVar

from msgspec.structs import astuple
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from projections.shelf.faults import Unwritable, unreadable
from projections.shelf.sheet import Row, Sheet

_NO_VALUE = (TypeError, ValueError, OverflowError, AttributeError)
"""What Python raises about a value that fits in no column."""


class Store(ABC):
    """One database of views, for one ledger.

    `engine` is for reading and sees each statement's newest rows; `schema` is None on SQLite.
    """

    engine: Engine
    schema: str | None = None
    driver_error: ClassVar[type[Exception]]
    data_errors: ClassVar[tuple[type[Exception], ...]]

    @abstractmethod
    def _begin(self) -> AbstractContextManager[Connection]:
        """A transaction that holds the lock which all writers take."""

    @abstractmethod
    def rebuilding(self) -> AbstractContextManager[None]:
        """The lock that lets one process at a time make views anew."""

    @abstractmethod
    def _insert(
        self, connection: Connection, sheet: Sheet[Any], table: str, values: list[Any]
    ) -> None:
        """Add rows, given as their values one after another, to a table of that sheet."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the only writer, committed at the end, undone when anything is raised.

        Raises `ShelfFault` for what the database refuses.
        """
        with self.faults(), self._begin() as connection:
            yield connection

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the database refuses into a `ShelfFault`."""
        try:
            yield
        except DBAPIError as refused:
            raise unreadable(str(refused.orig)) from refused

    def write(
        self, connection: Connection, changes: Iterable[tuple[str, Sheet[Any], list[Row]]]
    ) -> None:
        """Add changes to the rows of tables, past SQLAlchemy: this is where the time goes."""
        for table, sheet, rows in changes:
            if rows:
                self._add(connection, table, sheet, rows)

    def _add(self, connection: Connection, table: str, sheet: Sheet[Any], rows: list[Row]) -> None:
        # Row after row in one list, in which a column is a slice: nothing is copied twice.
        values, width = list(chain.from_iterable(map(astuple, rows))), len(sheet.fields)
        try:
            for place, encode in sheet.encoders:
                values[place::width] = [
                    None if value is None else encode(value) for value in values[place::width]
                ]
            self._insert(connection, sheet, table, values)
        except (*self.data_errors, *_NO_VALUE) as refused:
            raise Unwritable(table, str(refused)) from refused
        except self.driver_error as refused:
            raise unreadable(str(refused)) from refused

    def remove_zeros(self, connection: Connection, sheet: Sheet[Any], table: str) -> None:
        """Remove the rows of which nothing is left."""
        if sheet.gone_at_zero:
            zero = f'DELETE FROM {self.qualified(table)} WHERE "{sheet.gone_at_zero}" = 0'
            connection.exec_driver_sql(zero)

    def qualified(self, table: str) -> str:
        """A table's name for SQL."""
        return f'"{self.schema}"."{table}"' if self.schema else f'"{table}"'

    def tables(self, connection: Connection) -> list[str]:
        """The names of all tables."""
        return inspect(connection).get_table_names(schema=self.schema)

    def definition(self, connection: Connection, view: str) -> str | None:
        """What an SQL view shows, None when there is no such view."""
        try:
            return inspect(connection).get_view_definition(view, schema=self.schema)
        except NoSuchTableError:
            return None

    def run(self, connection: Connection, statement: str) -> None:
        """Carry out a statement that defines something."""
        connection.execute(text(statement))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def adding_up(sheet: Sheet[Any]) -> str:
    """The clause that adds a change to the row that is there; the table is called `old`."""
    if sheet.written_once:
        return ""
    told = {
        "sum": 'old."{0}" + excluded."{0}"',
        "last": 'coalesce(excluded."{0}", old."{0}")',
        "first": 'coalesce(old."{0}", excluded."{0}")',
    }
    updates = [
        f'"{field.name}" = {told[field.merge].format(field.name)}'
        for field in sheet.fields
        if field.merge != "key"
    ]
    key = ", ".join(f'"{name}"' for name in sheet.key)
    return f" ON CONFLICT ({key}) DO " + (
        "UPDATE SET " + ", ".join(updates) if updates else "NOTHING"
    )
