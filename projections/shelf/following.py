"""Following: the views on the shelf take in what the book has now, whoever else does the same.

A view that chokes on a fact stops there alone, and the others go on without it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from sqlalchemy import Connection

from ledger.book import Book
from projections.shelf.faults import Poisoned
from projections.shelf.folding import Facts, Folding
from projections.shelf.standings import Standing, going, move, reached, standings, stop
from projections.shelf.store import Store
from projections.shelf.view import View

BATCH_FACTS = 10_000
"""How many facts are folded in memory before they are written down."""

_log = logging.getLogger("goldenbean")


class Following:
    """Moves views forward, batch by batch, each in a transaction of its own under the lock.

    `stopped` are the views that stood still when this process last looked.
    """

    def __init__(
        self, store: Store, book: Book, views: Sequence[type[View]], batch_facts: int
    ) -> None:
        self._store = store
        self._book = book
        self._views = {view.name: view for view in views}
        self._batch_facts = batch_facts
        self._folding: tuple[list[tuple[str, int]], Folding] | None = None
        self.stopped: Mapping[str, Standing] = {}

    def catch_up(self) -> int:
        """Take in everything; returns the position that all views have reached which go on."""
        while True:
            try:
                return self._catch_up()
            except Poisoned as poison:
                self._step(poison)

    def _catch_up(self) -> int:
        expected: dict[str, Standing] = {}
        lagging: list[Standing] = []
        facts = Facts(())
        while True:
            with self._store.writing() as connection:
                found = self.look(connection)
                if found != expected:  # The beginning, or another process was faster.
                    lagging, facts = self._lagging(going(found))
                if not facts:
                    return reached(found)
                self._take_in(connection, lagging, facts, self._batch_facts)
            expected = found | {each.view: each.reached(facts.last) for each in lagging}
            if not facts and len(lagging) == len(going(found)):
                return reached(expected)
            if not facts:  # These have come as far as the next ones: on together.
                expected = {}

    def look(self, connection: Connection) -> dict[str, Standing]:
        """How all views stand now, and so which are stopped."""
        found = standings(connection, self._views.values())
        self.stopped = {
            view: each for view, each in found.items() if each.stopped_at is not None
        }
        return found

    def _lagging(self, found: Collection[Standing]) -> tuple[list[Standing], Facts]:
        """The views that are furthest behind, and the facts until they meet the next ones."""
        positions = sorted({standing.position for standing in found})
        if not positions:
            return [], Facts(())
        lagging = [standing for standing in found if standing.position == positions[0]]
        facts = self._book.facts(after=positions[0])
        if len(positions) > 1:
            facts = takewhile(lambda recorded: recorded.position <= positions[1], facts)
        return lagging, Facts(facts)

    def _take_in(
        self, connection: Connection, lagging: list[Standing], facts: Facts, most: int
    ) -> None:
        which = [(standing.view, standing.generation) for standing in lagging]
        known, self._folding = self._folding, None
        if known is not None and known[0] == which:
            folding = known[1]
        else:
            generations = {self._views[view]: generation for view, generation in which}
            folding = Folding(self._store, generations)
        folding.fold(facts.batch(most))
        folding.write(connection, folding.take(), facts.last)
        folding.remove_zeros(connection)
        move(connection, [standing.view for standing in lagging], facts.last)
        self._folding = which, folding

    # Poison ---------------------------------------------------------------------------------

    def _step(self, poison: Poisoned) -> None:
        """Lead the view on alone, command by command, until it chokes again, and stop it there.

        A view that does not choke a second time has merely had bad luck, and is not stopped.
        """
        standing: Standing | None = None
        facts = Facts(())
        while True:
            try:
                with self._store.writing() as connection:
                    found = self.look(connection).get(poison.view)
                    if found is None or found.stopped_at is not None:
                        return
                    if found != standing:
                        facts = Facts(self._book.facts(after=found.position))
                    if not facts or found.position >= poison.position:
                        return
                    standing = found
                    self._take_in(connection, [found], facts, 1)
                standing = found.reached(facts.last)
            except Poisoned as again:
                self._stop(standing, again)
                return

    def _stop(self, standing: Standing, poison: Poisoned) -> None:
        with self._store.writing() as connection:
            stop(connection, standing, poison)
            self.look(connection)
        _log.error("%s; the other views go on", poison, exc_info=poison.__cause__)
