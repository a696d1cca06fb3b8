"""Making: new generations of views are filled from the first fact on, batch after batch.

A batch is written while the next one is folded: the database takes as long as the folds, and lets
go of the interpreter meanwhile. A view that chokes on a fact is stopped there; the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from sqlalchemy import Connection

from ledger.book import Book
from ledger.recorded import Recorded
from projections.shelf.faults import Poisoned
from projections.shelf.folding import Facts, Folding, Taken
from projections.shelf.standings import Standing
from projections.shelf.store import Store
from projections.shelf.view import View

Progress = Callable[[str, int, int], None]
"""Told now and then: the view, the position it has come to, and the position to come to."""

_log = logging.getLogger("goldenbean")


class Making:
    """Fills the generations of these views; `standings` says how far each has come."""

    def __init__(
        self, store: Store, book: Book, generations: Mapping[type[View], int], batch_facts: int
    ) -> None:
        self._store = store
        self._book = book
        self._batch_facts = batch_facts
        self._going = dict(generations)
        self._stopped: dict[type[View], Standing] = {}
        self._last: Recorded[Any] | None = None
        self._folding = Folding(store, self._going)

    def standings(self) -> dict[type[View], Standing]:
        """How far each view has come, in its new generation."""
        fresh = {view: self._standing(view) for view in self._going}
        return fresh | self._stopped

    def take_in(self, progress: Progress) -> None:
        """Take in what the book has now, in transactions of their own."""
        while self._going:
            try:
                self._take_in(progress)
            except Poisoned as poison:
                self.leave_out(poison)
            else:
                return

    def finish(self, connection: Connection) -> None:
        """Take in the rest within this transaction; raises `Poisoned`, and nothing of it stands
        then once the transaction is undone."""
        facts = self._facts()
        while facts and self._going:
            self._folding.fold(facts.batch(self._batch_facts))
            self._folding.write(connection, self._folding.take(), facts.last)
        self._folding.remove_zeros(connection)
        self._last = facts.last

    def _take_in(self, progress: Progress) -> None:
        head, facts = self._book.head(), self._facts()
        with ThreadPoolExecutor(1, "rebuild") as pen:
            writing: Future[None] | None = None
            while facts:
                self._folding.fold(facts.batch(self._batch_facts))
                if writing is not None:
                    writing.result()
                writing = pen.submit(self._write, self._folding.take(), facts.last)
                position = facts.last.position
                for view in self._going:
                    progress(view.name, position, max(head, position))
            if writing is not None:
                writing.result()

    def _write(self, changes: Taken, last: Recorded[Any]) -> None:
        with self._store.writing() as connection:
            self._folding.write(connection, changes, last)
        self._last = last

    def _facts(self) -> Facts:
        return Facts(self._book.facts(after=self._last.position if self._last else 0), self._last)

    def _standing(self, view: type[View]) -> Standing:
        fresh = Standing(view.name, view.version, self._going[view], 0, None)
        return fresh.reached(self._last)

    # Poison ---------------------------------------------------------------------------------

    def leave_out(self, poison: Poisoned) -> None:
        """Lead the view on alone, command by command, until it chokes again, and stop it there.

        Raises `Poisoned` for a view that does not choke a second time: it is not to be trusted.
        """
        (view,) = (each for each in self._going if each.name == poison.view)
        standing = self._standing(view)
        folding = Folding(self._store, {view: standing.generation})
        facts = self._facts()
        while facts and standing.position < poison.position:
            try:
                folding.fold(facts.batch(1))
                with self._store.writing() as connection:
                    folding.write(connection, folding.take(), facts.last)
                standing = standing.reached(facts.last)
            except Poisoned as again:
                with self._store.writing() as connection:
                    folding.remove_zeros(connection)
                self._stop(view, standing, again)
                return
        raise poison

    def _stop(self, view: type[View], standing: Standing, poison: Poisoned) -> None:
        self._stopped[view] = standing.stopping(poison)
        del self._going[view]
        self._folding = Folding(self._store, self._going)
        _log.error("%s; it was made up to there", poison, exc_info=poison.__cause__)
