"""The vault: the one database that knows people, and that can forget them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import DateTime, TypeDecorator

LAYOUT = 1
"""The layout of the tables that this program writes; a higher one belongs to a later program."""

TABLES = MetaData()
"""Every table of the vault; `people` and `keys` put theirs here when they are imported."""

_SCHEMA = "people"
_LAYOUT_ROW = Table("layout", TABLES, Column("version", Integer, primary_key=True))
_LOCK = zlib.crc32(b"golden bean people vault")


class VaultFault(Exception):
    """The vault cannot be opened, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no offset, so none is stored anywhere."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Drop the offset after turning the moment to UTC."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Say again that it is UTC."""
        return value and value.replace(tzinfo=UTC)


def open_vault(data: Path, database_url: str = "") -> Engine:
    """Open the people database, making what is missing; many processes may open it at once.

    It is `data`/people.db on SQLite ('' as the address), or the schema `people` on PostgreSQL.
    Import the modules that keep tables before. Raises VaultFault.
    """
    engine = _postgresql(database_url) if database_url else _sqlite(data / "people.db")
    try:
        with writing(engine) as connection:
            _lay_out(connection)
    except DBAPIError as refused:
        engine.dispose()
        raise _unopened(str(refused.orig)) from refused
    except VaultFault:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that means to write; committed at the end, undone when anything is raised.

    On SQLite it takes the writer's lock at once: a reader that turns into a writer later would
    be refused if somebody else had written in between.
    """
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        yield connection


def _unopened(reason: str) -> VaultFault:
    # The drivers add lines of advice and of context; the first one says what is wrong.
    first = reason.strip().splitlines()[0]
    return VaultFault(
        f"The people database cannot be opened: {first}.", f"无法打开人员资料库：{first}。"
    )


def _sqlite(path: Path) -> Engine:
    try:
        path.touch(mode=0o600)
    except OSError as refused:
        raise _unopened(str(refused)) from refused
    engine = sqlalchemy_engine(
        f"sqlite:///{path}", connect_args={"timeout": 10}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: `_begin` does, so that tables and the
    # version row appear together.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Deleted rows are overwritten: forgetting a person must not leave the name in a free page.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}")


def _postgresql(database_url: str) -> Engine:
    address = make_url(database_url).set(drivername="postgresql+psycopg")
    translated = {"schema_translate_map": {None: _SCHEMA}}
    # What a failure tells may reach a log, so no engine here names what it was given.
    return sqlalchemy_engine(
        address, pool_pre_ping=True, execution_options=translated, hide_parameters=True
    )


def _lay_out(connection: Connection) -> None:
    """Make the tables of this program, unless a later one has been here."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        # Asked first, because a role that may not make schemas may still use this one.
        if not inspect(connection).has_schema(_SCHEMA):
            connection.execute(text(f"CREATE SCHEMA {_SCHEMA}"))
    _LAYOUT_ROW.create(connection, checkfirst=True)
    found = connection.scalar(select(_LAYOUT_ROW.c.version))
    if found is not None and found > LAYOUT:
        raise VaultFault(
            f"The people database has layout {found}, newer than layout {LAYOUT} of this"
            " program: upgrade the program.",
            f"人员资料库的版本为 {found}，高于本程序支持的版本 {LAYOUT}：请升级程序。",
        )
    TABLES.create_all(connection)
    if found is None:
        connection.execute(insert(_LAYOUT_ROW).values(version=LAYOUT))
