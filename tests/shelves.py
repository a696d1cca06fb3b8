"""A book, a shelf beside it on each kind of database, and everything that stands on a shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import Fact
from ledger.storing.stores import open_memory
from projections.shelf import Shelf
from projections.shelf.postgresql_store import PostgresqlStore
from projections.shelf.sqlite_store import SQLiteStore
from projections.shelf.store import Store
from projections.shelf.view import View
from projections.views import VIEWS
from tests.stores import PostgresqlServer
from tests.story import Happened, clock

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
OpenStore = Callable[[], Store]
Rows = dict[str, list[tuple[object, ...]]]


class Desk:
    """A book in memory, and shelves on one database beside it, opened as often as one likes."""

    def __init__(self, open_store: OpenStore, closing: ExitStack) -> None:
        self.open_store = open_store
        self.book = Book(open_memory())
        self.closing = closing
        self._key, self._keys = "key", 0
        closing.callback(self.book.close)

    def shelf(
        self, views: tuple[type[View], ...] = VIEWS, *, book: Book | None = None, **more: object
    ) -> Shelf:
        """One more opening of the shelf, as another process would have it."""
        shelf = Shelf(self.open_store(), book or self.book, views, **more)
        self.closing.callback(shelf.close)
        return shelf

    def do(self, time: str, *steps: Command | Fact) -> Receipt:
        """Carry out commands, and let facts have happened, at a local time."""
        for step in steps:
            command = step if isinstance(step, Command) else Happened(facts=(step,))
            receipt = self._record(time, command)
        return receipt

    def together(self, time: str, *facts: Fact) -> Receipt:
        """Let these facts be what one command wrote."""
        return self._record(time, Happened(facts=facts))

    def keys(self, word: str) -> None:
        """Give keys that begin with another word, as another desk would."""
        self._key = word

    def _record(self, time: str, command: Command) -> Receipt:
        self._keys += 1
        by = By("volunteer-li", "organizer", f"{self._key}-{self._keys}", "")
        return self.book.record(command, by, clock(time))


@contextmanager
def empty_desk(request: pytest.FixtureRequest, folder: Path) -> Iterator[Desk]:
    """A desk with an empty book, and views on the kind of database that `request.param` names."""
    open_store: OpenStore = partial(SQLiteStore, folder)
    if request.param == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        open_store = partial(PostgresqlStore, server.url, f"{server.fresh_schema()}_views")
    with ExitStack() as closing:
        yield Desk(open_store, closing)


def rows_on(shelf: Shelf, views: tuple[type[View], ...] = VIEWS) -> Rows:
    """Every row that readers find, by sheet, in the order of its key."""
    with shelf.store.engine.connect() as connection:
        return {
            sheet.name: [
                tuple(row)
                for row in connection.execute(
                    sheet.select().order_by(*(sheet.c[name] for name in sheet.key))
                )
            ]
            for view in views
            for sheet in view.sheets
        }
