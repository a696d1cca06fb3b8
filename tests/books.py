"""The three stores every story is told on, and the story itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.storing.stores import open_memory, open_store
from tests.crowd import Shelf
from tests.stores import PostgresqlServer
from tests.story import Story

STORES = ("memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[DCBRecorder]:
    """An empty ledger in a folder of its own."""
    recorder = open_store(tmp_path, "panlong")
    yield recorder
    recorder.close()  # type: ignore[attr-defined]


@pytest.fixture
def postgres(postgresql: PostgresqlServer, tmp_path: Path) -> Iterator[DCBRecorder]:
    """An empty ledger in a schema of its own on the run's PostgreSQL server."""
    recorder = open_store(tmp_path, postgresql.fresh_schema(), postgresql.url)
    yield recorder
    recorder.datastore.close()  # type: ignore[attr-defined]


@pytest.fixture(params=STORES)
def recorder(request: pytest.FixtureRequest) -> DCBRecorder:
    """An empty ledger on each kind of store in turn."""
    match request.param:
        case "memory":
            return open_memory()
        case "sqlite":
            return request.getfixturevalue("sqlite")
        case _:
            return request.getfixturevalue("postgres")


@pytest.fixture
def book(recorder: DCBRecorder) -> Iterator[Book]:
    """A book on each kind of store."""
    opened = Book(recorder)
    yield opened
    opened.close()


@pytest.fixture
def shelf() -> Shelf:
    """A store that has troubles when the test says so."""
    return Shelf()


@pytest.fixture
def on_shelf(shelf: Shelf) -> Iterator[Book]:
    """A book on that store."""
    opened = Book(shelf)
    yield opened
    opened.close()


@pytest.fixture
def story(recorder: DCBRecorder) -> Iterator[Story]:
    """A story on each kind of store, on a Sunday morning in November."""
    told = Story(recorder)
    yield told
    told.end()
