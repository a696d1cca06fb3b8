"""Empty people vaults for stories: an SQLite file, or a database on the run's own server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from api.people.vault import open_vault
from tests.stores import PostgresqlServer

BOTH_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@contextmanager
def empty_vault(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    """Open a vault of the kind that `request.param` names, with nobody in it."""
    if request.param == "sqlite":
        engine = open_vault(folder)
    else:
        engine = open_vault(folder, _emptied_database(request.getfixturevalue("postgresql")))
    yield engine
    engine.dispose()


def fresh_database(server: PostgresqlServer) -> str:
    """Make a database that nobody has used on this server, and give its address."""
    name = server.fresh_schema()
    _run(server.url, f"CREATE DATABASE {name}")
    return make_url(server.url).set(database=name).render_as_string(hide_password=False)


def database_like(server: PostgresqlServer, url: str) -> str:
    """Make a copy of a database of this server that nobody is connected to; give its address."""
    name, model = server.fresh_schema(), make_url(url).database
    _run(server.url, f"CREATE DATABASE {name} TEMPLATE {model}")
    return make_url(server.url).set(database=name).render_as_string(hide_password=False)


_emptied: dict[str, str] = {}


def _emptied_database(server: PostgresqlServer) -> str:
    # A new database costs ten times what an emptied one does, so each worker keeps its own.
    if server.url not in _emptied:
        _emptied[server.url] = fresh_database(server)
    _run(_emptied[server.url], "DROP SCHEMA IF EXISTS people CASCADE")
    return _emptied[server.url]


def _run(url: str, statement: str) -> None:
    address = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
