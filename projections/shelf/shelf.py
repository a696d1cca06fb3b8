"""The shelf: all views of one ledger, kept together and moved forward together.

Rows and positions move in one transaction, in batches, under one lock, so any number of processes
may follow one book into one database. Nothing here is ever lost that the book does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Executable

from ledger.book import Book
from projections.shelf.follower import Follower
from projections.shelf.following import BATCH_FACTS, Following
from projections.shelf.postgresql_store import PostgresqlStore
from projections.shelf.readers import Readers
from projections.shelf.rebuilding import Progress, Rebuilding
from projections.shelf.sqlite_store import SQLiteStore
from projections.shelf.standings import Standing, lay_out, reached, standings
from projections.shelf.store import Store
from projections.shelf.view import View

Row = TypeVar("Row")

WAIT_MOST_SECONDS = 2.0
"""How long a reader waits for its own writes."""


def open_store(folder: Path, ledger: str, database_url: str = "") -> Store:
    """Where a ledger's views are kept: `views.db` in its own folder, or, when there is a database
    address, the PostgreSQL schema `<ledger>_views`. Raises `ShelfFault`."""
    if database_url:
        return PostgresqlStore(database_url, f"{ledger}_views")
    return SQLiteStore(folder)


class Shelf:
    """The views `views` of `book`, kept in `store`; safe to use from any thread and event loop.

    Opening makes anew whatever is missing, was made by an older version, or belongs to another
    book; `progress` is told how far that has come. Raises `ShelfFault`.
    """

    def __init__(
        self,
        store: Store,
        book: Book,
        views: Sequence[type[View]],
        *,
        progress: Progress | None = None,
        batch_facts: int = BATCH_FACTS,
    ) -> None:
        self.store = store
        self._book = book
        self._views = {view.name: view for view in views}
        self._one_at_a_time, self._starting = Lock(), Lock()
        self._readers = Readers()
        self._follower: Follower | None = None
        self._following = Following(store, book, views, batch_facts)
        self._rebuilding = Rebuilding(store, book, self._views, batch_facts)
        try:
            with store.writing() as connection:
                lay_out(store, connection)
            self._rebuilding.make(self._rebuilding.unfit, progress)
            with store.engine.connect() as connection:
                self._readers.tell(reached(self._following.look(connection)))
        except BaseException:
            store.close()
            raise

    # Reading --------------------------------------------------------------------------------

    def rows(
        self, question: Executable, row: type[Row], told: Mapping[str, Any] | None = None
    ) -> list[Row]:
        """The rows a question finds, as structs with the columns in their order."""
        with self.store.faults(), self.store.engine.connect() as connection:
            return [row(*found) for found in connection.execute(question, told)]

    def row(
        self, question: Executable, row: type[Row], told: Mapping[str, Any] | None = None
    ) -> Row | None:
        """The first row a question finds, or None."""
        with self.store.faults(), self.store.engine.connect() as connection:
            found = connection.execute(question, told).first()
        return None if found is None else row(*found)

    def standings(self) -> dict[str, Standing]:
        """Version, generation and position of each view, as the database has them now."""
        with self.store.faults(), self.store.engine.connect() as connection:
            return standings(connection, self._views.values())

    @property
    def position(self) -> int:
        """How far all views that are not stopped are known to have come, without a look into
        the database."""
        return self._readers.reached

    @property
    def fault(self) -> Exception | None:
        """Why the views do not follow at present, None when they do."""
        return self._follower.fault if self._follower else None

    @property
    def stopped(self) -> Mapping[str, Standing]:
        """The views that choked on a fact and stand still, as this process last saw it; they
        show what they knew before it until they are made anew."""
        return self._following.stopped

    # Following ------------------------------------------------------------------------------

    def follow(self) -> int:
        """Take in everything the book has now; returns the position reached.

        A view that cannot take in a fact is stopped there, and the others go on. Raises
        `ShelfFault`, and whatever the book raises; the views then stand as they stood after the
        last whole batch.
        """
        with self._one_at_a_time:
            if self.stopped or self._book.head() > self._readers.reached:
                self._readers.tell(self._following.catch_up())
            return self._readers.reached

    def keep_warm(self) -> Follower:
        """From now on follow the book in a thread of its own."""
        follower = self._follower
        if follower is None:
            with self._starting:
                follower = self._follower
                if follower is None:
                    follower = self._follower = Follower(self.follow, self._readers)
                    self._book.watch(follower.notice)
        return follower

    async def at_least(
        self,
        position: int,
        timeout_seconds: float = WAIT_MOST_SECONDS,
        *,
        of: Collection[type[View]] = (),
    ) -> bool:
        """Wait on an event loop until the views know `position`; False when that takes longer.

        A stopped view is not waited for; who decides by some views names them in `of`, and is
        told False when one of them is stopped.
        """
        if self._readers.reached >= position:
            return self._all_go_on(of)
        hurry = self.keep_warm().hurry
        known = await self._readers.wait_on_loop(position, timeout_seconds, hurry)
        return known and self._all_go_on(of)

    def wait_for(
        self,
        position: int,
        timeout_seconds: float = WAIT_MOST_SECONDS,
        *,
        of: Collection[type[View]] = (),
    ) -> bool:
        """Wait in a thread until the views know `position`; else as `at_least`."""
        if self._readers.reached >= position:
            return self._all_go_on(of)
        known = self._readers.wait(position, timeout_seconds, self.keep_warm().hurry)
        return known and self._all_go_on(of)

    def _all_go_on(self, views: Collection[type[View]]) -> bool:
        return not any(view.name in self.stopped for view in views)

    def rebuild(
        self, names: Collection[str] | None = None, progress: Progress | None = None
    ) -> Mapping[str, Standing]:
        """Make these views (None: all) anew beside the old ones, then swap them in one step.

        Readers and the follower go on meanwhile. Returns the views that choked on a fact and
        stand still there. Raises `KeyError` for a name that is no view's, and `ShelfFault`.
        """
        chosen = list(self._views) if names is None else [self._views[name].name for name in names]
        return self._rebuilding.make(lambda _: chosen, progress)

    def close(self) -> None:
        """Stop following and let go of the database."""
        if self._follower is not None:
            self._follower.close()
        self.store.close()
