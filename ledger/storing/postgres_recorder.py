"""The log on PostgreSQL: the library's recorder in a schema of the ledger's own, append-only."""

from __future__ import annotations

import zlib

import psycopg
from eventsourcing.dcb.api import DCBRecorder
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ledger.storing.book_file import FORMAT, NewerBook

_POOL_SIZE = 2
_POOL_OVERFLOW = 6
_LOCK_TIMEOUT_SECONDS = 10
_IDLE_IN_TRANSACTION_SECONDS = 30

_REFUSE = sql.SQL("""
CREATE OR REPLACE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a fact is never changed or deleted'; END $$
""")
_TRIGGERS = sql.SQL("""
CREATE OR REPLACE TRIGGER facts_are_kept BEFORE UPDATE OR DELETE ON {schema}.{table}
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change();
CREATE OR REPLACE TRIGGER facts_are_not_emptied BEFORE TRUNCATE ON {schema}.{table}
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change();
""")


def open_postgres_recorder(url: str, schema: str) -> DCBRecorder:
    """The recorder for one ledger; its schema and tables are made once, under a lock.

    Raises `NewerBook`, or psycopg's own errors when the server cannot be reached.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        # Several processes that make tables at once trip over each other.
        connection.execute("SELECT pg_advisory_lock(%s)", (zlib.crc32(schema.encode()),))
        version = _version(connection, schema)
        if version > FORMAT:
            raise NewerBook(f"{version} > {FORMAT}")
        recorder = PostgresDCBRecorderTT(_datastore(url, schema), events_table_name="book")
        if version < FORMAT:
            recorder.create_table()
            _protect(connection, schema, recorder)
    return recorder


def _version(connection: psycopg.Connection, schema: str) -> int:
    name = sql.Identifier(schema)
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    connection.execute(
        sql.SQL("CREATE TABLE IF NOT EXISTS {}.format (version integer NOT NULL)").format(name)
    )
    row = connection.execute(
        sql.SQL("SELECT max(version) FROM {}.format").format(name)
    ).fetchone()
    return row[0] or 0 if row else 0


def _datastore(url: str, schema: str) -> PostgresDatastore:
    told = conninfo_to_dict(url)
    datastore = PostgresDatastore(
        dbname=told.get("dbname", ""),
        host=told.get("host", ""),
        port=told.get("port", 5432),
        user=told.get("user", ""),
        password=told.get("password", ""),
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        lock_timeout=_LOCK_TIMEOUT_SECONDS,
        idle_in_transaction_session_timeout=_IDLE_IN_TRANSACTION_SECONDS,
        schema=schema,
    )
    # All that the address says counts, such as how the server is to prove itself; and the
    # library's tag table refers to the main table without naming the schema.
    options = f"{told.pop('options', '')} -c search_path={schema}".strip()
    datastore.pool.kwargs.update(told, options=options)
    return datastore


def _protect(
    connection: psycopg.Connection, schema: str, recorder: PostgresDCBRecorderTT
) -> None:
    name = sql.Identifier(schema)
    connection.execute(_REFUSE.format(schema=name))
    for table in (recorder.events_table_name, recorder.tags_table_name):
        connection.execute(_TRIGGERS.format(schema=name, table=sql.Identifier(table)))
    connection.execute(
        sql.SQL("INSERT INTO {}.format (version) VALUES (%s)").format(name), (FORMAT,)
    )
