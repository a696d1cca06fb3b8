"""Rebuilding: views are made anew beside the old ones, in one pass, and swapped in one step.

Readers and followers go on with the old generation meanwhile. What a killed rebuild leaves
behind is cleared away by the next one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from ledger.book import Book
from ledger.recorded import Recorded
from projections.shelf.folding import Facts, Folding, Taken
from projections.shelf.generations import drop_unused, finish_tables, make_tables, show
from projections.shelf.standings import (
    Standing,
    generations_in_use,
    new_generation,
    stand,
    standings,
)
from projections.shelf.store import Store
from projections.shelf.view import View

Progress = Callable[[str, int, int], None]
"""Told now and then: the view, the position it has come to, and the position to come to."""
Choose = Callable[[Mapping[str, Standing]], Collection[str]]


class Rebuilding:
    """Makes views of `views` anew from `book`."""

    def __init__(
        self, store: Store, book: Book, views: Mapping[str, type[View]], batch_facts: int
    ) -> None:
        self._store = store
        self._book = book
        self._views = views
        self._batch_facts = batch_facts

    def unfit(self, found: Mapping[str, Standing]) -> list[str]:
        """The views that are missing, of an older version, or about another book."""
        head = self._book.head()
        belongs = {
            (standing.position, standing.last_key): self._belongs(standing, head)
            for standing in found.values()
        }
        return [
            name
            for name, view in self._views.items()
            if (standing := found.get(name)) is None
            or standing.version < view.version
            or not belongs[standing.position, standing.last_key]
        ]

    def _belongs(self, standing: Standing, head: int) -> bool:
        if standing.position == 0:
            return True
        if standing.position > head:
            return False
        last = next(self._book.facts(after=standing.position - 1), None)
        found = last and (last.position, last.key)
        return found == (standing.position, standing.last_key)

    def make(self, choose: Choose, progress: Progress | None) -> None:
        """Make the views anew that `choose` names when it sees how all of them stand."""
        with self._store.writing() as connection:
            if not choose(standings(connection, self._views.values())):
                return
        with self._store.rebuilding():
            with self._store.writing() as connection:
                # Another process may have done it while we waited for our turn.
                names = choose(standings(connection, self._views.values()))
                generations = self._begin(connection, [self._views[name] for name in names])
            if generations:
                with _without_collector():
                    self._make(generations, progress or _silent)

    def _begin(
        self, connection: Connection, views: Collection[type[View]]
    ) -> dict[type[View], int]:
        drop_unused(self._store, connection, generations_in_use(connection))
        generations = {view: new_generation(connection) for view in views}
        for view, generation in generations.items():
            make_tables(connection, view, generation)
        return generations

    def _make(self, generations: Mapping[type[View], int], progress: Progress) -> None:
        folding = Folding(self._store, generations)
        last = self._take_in(folding, None, generations, progress)
        with self._store.writing() as connection:
            for view, generation in generations.items():
                finish_tables(self._store, connection, view, generation)
        last = self._take_in(folding, last, generations, progress)
        with self._store.writing() as connection:
            # Nobody follows now, so this is the end; it is short, as the pass before was.
            facts = self._facts(last)
            while facts:
                folding.fold(facts.batch(self._batch_facts))
                self._store.write(connection, folding.take())
            last = facts.last
            folding.remove_zeros(connection)
            for view, generation in generations.items():
                show(self._store, connection, view, generation)
                fresh = Standing(view.name, view.version, generation, 0, None)
                stand(connection, fresh.reached(last))
            drop_unused(self._store, connection, generations_in_use(connection))
        for view in generations:
            position = last.position if last else 0
            progress(view.name, position, position)

    def _take_in(
        self,
        folding: Folding,
        last: Recorded[Any] | None,
        views: Collection[type[View]],
        progress: Progress,
    ) -> Recorded[Any] | None:
        head, facts = self._book.head(), self._facts(last)
        with ThreadPoolExecutor(1, "rebuild") as pen:
            writing: Future[None] | None = None
            while facts:
                # A batch is written while the next one is folded: the database takes as long
                # as the folds, and lets go of the interpreter meanwhile.
                folding.fold(facts.batch(self._batch_facts))
                if writing is not None:
                    writing.result()
                writing = pen.submit(self._write, folding.take())
                position = facts.last.position
                for view in views:
                    progress(view.name, position, max(head, position))
            if writing is not None:
                writing.result()
        return facts.last

    def _write(self, changes: Taken) -> None:
        with self._store.writing() as connection:
            self._store.write(connection, changes)

    def _facts(self, last: Recorded[Any] | None) -> Facts:
        return Facts(self._book.facts(after=last.position if last else 0), last)


@contextmanager
def _without_collector() -> Iterator[None]:
    # Facts and rows come by the million and hold no cycles: looking for some would cost a third.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _silent(_view: str, _done: int, _total: int) -> None:
    """Tell nobody."""
