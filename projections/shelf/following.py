"""Following: the views on the shelf take in what the book has now, whoever else does the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from sqlalchemy import Connection

from ledger.book import Book
from projections.shelf.folding import Facts, Folding
from projections.shelf.standings import Standing, move, standings
from projections.shelf.store import Store
from projections.shelf.view import View

BATCH_FACTS = 10_000
"""How many facts are folded in memory before they are written down."""


class Following:
    """Moves views forward, batch by batch, each in a transaction of its own under the lock."""

    def __init__(
        self, store: Store, book: Book, views: Sequence[type[View]], batch_facts: int
    ) -> None:
        self._store = store
        self._book = book
        self._views = {view.name: view for view in views}
        self._batch_facts = batch_facts
        self._folding: tuple[list[tuple[str, int]], Folding] | None = None

    def catch_up(self) -> int:
        """Take in everything; returns the position that all views have reached."""
        expected: dict[str, Standing] = {}
        lagging: list[Standing] = []
        facts = Facts(())
        while True:
            with self._store.writing() as connection:
                found = standings(connection, self._views.values())
                if found != expected:  # The beginning, or another process was faster.
                    lagging, facts = self._lagging(found.values())
                if not facts:
                    return min(standing.position for standing in found.values())
                self._take_in(connection, lagging, facts)
            expected = found | {each.view: each.reached(facts.last) for each in lagging}
            if not facts and len(lagging) == len(found):
                return min(standing.position for standing in expected.values())
            if not facts:  # These have come as far as the next ones: on together.
                expected = {}

    def _lagging(self, found: Collection[Standing]) -> tuple[list[Standing], Facts]:
        """The views that are furthest behind, and the facts until they meet the next ones."""
        positions = sorted({standing.position for standing in found})
        lagging = [standing for standing in found if standing.position == positions[0]]
        facts = self._book.facts(after=positions[0])
        if len(positions) > 1:
            facts = takewhile(lambda recorded: recorded.position <= positions[1], facts)
        return lagging, Facts(facts)

    def _take_in(self, connection: Connection, lagging: list[Standing], facts: Facts) -> None:
        which = [(standing.view, standing.generation) for standing in lagging]
        known, self._folding = self._folding, None
        if known is not None and known[0] == which:
            folding = known[1]
        else:
            generations = {self._views[view]: generation for view, generation in which}
            folding = Folding(self._store, generations)
        folding.fold(facts.batch(self._batch_facts))
        self._store.write(connection, folding.take())
        folding.remove_zeros(connection)
        move(connection, [standing.view for standing in lagging], facts.last)
        self._folding = (which, folding)
