"""Folding: a batch of facts becomes changes of rows, all views in one pass, all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection

from ledger.facts import Fact
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.generations import table_of
from projections.shelf.sheet import Row, Sheet
from projections.shelf.store import Store
from projections.shelf.view import View

Taken = list[tuple[str, Sheet[Any], list[Row]]]
"""Changed rows by table."""


class Folding:
    """The changes of some views, each in a generation, since they were last taken.

    One whose fold failed is thrown away: what it holds is half of something.
    """

    def __init__(self, store: Store, generations: Mapping[type[View], int]) -> None:
        self._store = store
        self._folds: dict[type[Fact], list[Any]] = {}
        self._changes: list[tuple[str, Changes[Any]]] = []
        for view, generation in generations.items():
            changes = [Changes(sheet) for sheet in view.sheets]
            self._changes += [(table_of(each.sheet, generation), each) for each in changes]
            for kind, fold in view.folds(*changes).items():
                self._folds.setdefault(kind, []).append(fold)

    def fold(self, batch: Iterable[Recorded[Any]]) -> None:
        """Let every view take in these facts."""
        folds_of = self._folds.get
        for recorded in batch:
            for fold in folds_of(type(recorded.fact), ()):
                fold(recorded)

    def take(self) -> Taken:
        """The changes so far, by table, ready to be written; the next ones begin blank."""
        taken = [(table, each.sheet, list(each.values())) for table, each in self._changes]
        for _, changes in self._changes:
            changes.clear()
        return taken

    def remove_zeros(self, connection: Connection) -> None:
        """Remove the rows of which nothing is left."""
        for table, changes in self._changes:
            self._store.remove_zeros(connection, changes.sheet, table)


class Facts:
    """Facts on their way into views, one by one: `last` is the one that was handed out last.

    They are not collected anywhere, so a batch costs no memory but that of its changes.
    """

    def __init__(self, facts: Iterable[Recorded[Any]], last: Recorded[Any] | None = None) -> None:
        self._facts = iter(facts)
        self._next = next(self._facts, None)
        self.last = last

    def __bool__(self) -> bool:
        """Whether there are more."""
        return self._next is not None

    def batch(self, most: int) -> Iterator[Recorded[Any]]:
        """About `most` of them, never half of what one command wrote.

        So nobody ever reads a view that knows half of a command.
        """
        advance = partial(next, self._facts, None)
        recorded = self._next
        while recorded is not None and (most > 0 or recorded.key == self.last.key):
            yield recorded
            self.last = recorded
            recorded = self._next = advance()
            most -= 1
