"""Rebuilding: views are made anew beside the old ones, in one pass, and swapped in one step.

Readers and followers go on with the old generation meanwhile. What a killed rebuild leaves
behind is cleared away by the next one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection

from ledger.book import Book
from projections.shelf.faults import Poisoned
from projections.shelf.generations import drop_unused, finish_tables, make_tables, show
from projections.shelf.making import Making, Progress
from projections.shelf.standings import (
    Standing,
    generations_in_use,
    new_generation,
    stand,
    standings,
)
from projections.shelf.store import Store
from projections.shelf.view import View

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

    def make(self, choose: Choose, progress: Progress | None) -> dict[str, Standing]:
        """Make the views anew that `choose` names when it sees how all of them stand.

        Returns those that choked on a fact: they are made up to it, unless the old one has come
        further and stays.
        """
        with self._store.writing() as connection:
            if not choose(standings(connection, self._views.values())):
                return {}
        with self._store.rebuilding():
            with self._store.writing() as connection:
                # Another process may have done it while we waited for our turn.
                names = choose(standings(connection, self._views.values()))
                generations = self._begin(connection, [self._views[name] for name in names])
            if not generations:
                return {}
            with _without_collector():
                return self._make(generations, progress or _silent)

    def _begin(
        self, connection: Connection, views: Collection[type[View]]
    ) -> dict[type[View], int]:
        drop_unused(self._store, connection, generations_in_use(connection))
        generations = {view: new_generation(connection) for view in views}
        for view, generation in generations.items():
            make_tables(connection, view, generation)
        return generations

    def _make(
        self, generations: Mapping[type[View], int], progress: Progress
    ) -> dict[str, Standing]:
        making = Making(self._store, self._book, generations, self._batch_facts)
        making.take_in(progress)
        with self._store.writing() as connection:
            for view, generation in generations.items():
                finish_tables(self._store, connection, view, generation)
        while True:
            making.take_in(progress)
            try:
                with self._store.writing() as connection:
                    # Nobody follows now, so this is the end; it is short, as the pass before was.
                    making.finish(connection)
                    made = making.standings()
                    self._swap(connection, made)
                break
            except Poisoned as poison:
                making.leave_out(poison)
        for standing in made.values():
            progress(standing.view, standing.position, standing.position)
        return {each.view: each for each in made.values() if each.stopped_at is not None}

    def _swap(self, connection: Connection, made: Mapping[type[View], Standing]) -> None:
        before = standings(connection, self._views.values())
        for view, standing in made.items():
            old = before.get(view.name)
            if standing.stopped_at is not None and old is not None:
                if old.version == view.version and old.position > standing.position:
                    continue  # The one that stands knows more.
            show(self._store, connection, view, standing.generation)
            stand(connection, standing)
        drop_unused(self._store, connection, generations_in_use(connection))


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
