"""Views in a PostgreSQL schema of their own, one per ledger."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

import psycopg
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from projections.shelf.faults import unreadable
from projections.shelf.sheet import Sheet
from projections.shelf.store import Store, adding_up

_ARRAYS = {int: "bigint[]", datetime: "bigint[]"}
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)")
_HOLD, _LET_GO = text("SELECT pg_advisory_lock(:lock)"), text("SELECT pg_advisory_unlock(:lock)")


class PostgresqlStore(Store):
    """The schema `schema` of the database at `url`; made when it is missing."""

    driver_error: ClassVar[type[Exception]] = psycopg.Error
    data_errors = (psycopg.IntegrityError, psycopg.DataError, psycopg.ProgrammingError)

    def __init__(self, url: str, schema: str) -> None:
        self.schema = schema
        self._lock = zlib.crc32(f"golden bean views {schema}".encode())
        try:
            address = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError as refused:
            raise unreadable(str(refused)) from refused
        self._for_writing = create_engine(
            address,
            pool_pre_ping=True,
            pool_use_lifo=True,
            max_overflow=30,
            execution_options={"schema_translate_map": {None: schema}},
        )
        # A single question needs no transaction around it, and so no further round trips.
        self.engine = self._for_writing.execution_options(isolation_level="AUTOCOMMIT")
        with self.writing() as connection:
            # Asked first, because a role that may not make schemas may still use this one.
            if not inspect(connection).has_schema(schema):
                self.run(connection, f'CREATE SCHEMA "{schema}"')

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._for_writing.begin() as connection:
            connection.execute(_LOCK, {"lock": self._lock})
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """A lock of the session; the server frees it when the session is lost."""
        lock = {"lock": self._lock + (1 << 32)}
        with self.faults(), self.engine.connect() as connection:
            connection.execute(_HOLD, lock)
            try:
                yield
            finally:
                connection.execute(_LET_GO, lock)

    def _insert(
        self, connection: Connection, sheet: Sheet[Any], table: str, values: list[Any]
    ) -> None:
        # One statement for all rows, whatever their number: the columns travel as arrays.
        cursor = connection.connection.cursor()
        width = len(sheet.fields)
        columns = [values[place::width] for place in range(width)]
        cursor.execute(_upsert(sheet, self.qualified(table)), columns)


@lru_cache(maxsize=256)
def _upsert(sheet: Sheet[Any], table: str) -> str:
    names = ", ".join(f'"{field.name}"' for field in sheet.fields)
    arrays = ", ".join(f"%s::{_ARRAYS.get(field.kind, 'text[]')}" for field in sheet.fields)
    into = f"INSERT INTO {table} AS old ({names}) SELECT * FROM unnest({arrays})"
    return into + adding_up(sheet)
