"""The vault: the one database that knows people, and that can forget them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, event, inspect, text
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import DateTime, TypeDecorator

from api.people.migrations.moving import HEAD, Newer, SecretMissing, moved_to_head

TABLES = MetaData()
"""Every table of the vault, each put here by the module that keeps it; `migrations` makes them."""

_SCHEMA = "people"
_SWEEP_WAITS_SECONDS = 2
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


def open_vault(data: Path, database_url: str = "", secret: bytes = b"") -> Engine:
    """Open the people database, making what is missing; many processes may open it at once.

    It is `data`/people.db on SQLite ('' as the address), or the schema `people` on PostgreSQL.
    An older vault that holds people is moved on with the `secret` they are sealed with. Raises
    VaultFault.
    """
    engine = _postgresql(database_url) if database_url else _sqlite(data / "people.db")
    try:
        with writing(engine) as connection:
            moved = _lay_out(connection, secret)
        if moved:
            sweep(engine)  # An older vault may have held names in clear.
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


def sweep(engine: Engine) -> bool:
    """Rewrite what holds keys, so that no page of a file keeps a copy of one that was destroyed.

    False when somebody was reading all the while: then a copy may be left, and it is to be tried
    again. What a database server keeps to recover by is out of our reach.
    """
    try:
        if engine.dialect.name == "postgresql":
            alone = engine.execution_options(isolation_level="AUTOCOMMIT")
            with alone.connect() as connection:
                connection.detach()  # What is set here is for nobody else who comes after.
                connection.exec_driver_sql(f"SET lock_timeout = '{_SWEEP_WAITS_SECONDS}s'")
                connection.exec_driver_sql(f"VACUUM FULL {_SCHEMA}.persons")
            return True
        return _sweep_file(engine.url.database or "")
    except DBAPIError:
        return False


def _sweep_file(path: str) -> bool:
    # A connection of its own: those of the pool wait for others far longer than a sweep may.
    try:
        with closing(
            sqlite3.connect(path, timeout=_SWEEP_WAITS_SECONDS, isolation_level=None)
        ) as alone:
            alone.execute("PRAGMA secure_delete = ON")
            alone.execute("VACUUM")
            busy, _, _ = alone.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy


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


def _lay_out(connection: Connection, secret: bytes) -> bool:
    """Bring the tables to those of this program, unless a later one has been here.

    Says whether an older vault was moved.
    """
    schema = None
    if connection.dialect.name == "postgresql":
        schema = _SCHEMA
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        # Asked first, because a role that may not make schemas may still use this one.
        if not inspect(connection).has_schema(schema):
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        return moved_to_head(connection, schema, secret)
    except SecretMissing:
        raise VaultFault(
            "The people database is to be sealed, and the secret of this house was not given.",
            "人员资料库需要加密，但未提供本系统的密钥。",
        ) from None
    except Newer as newer:
        raise VaultFault(
            f"The people database has layout {newer.found}, newer than layout {HEAD} of this"
            " program: upgrade the program.",
            f"人员资料库的版本为 {newer.found}，高于本程序支持的版本 {HEAD}：请升级程序。",
        ) from None
