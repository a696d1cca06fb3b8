"""Folding: a batch of facts becomes changes of rows, all views in one pass, all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection

from ledger.facts import Fact
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.faults import Poisoned, Unwritable
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
        self._whose: list[tuple[Any, str]] = []
        self._view_of: dict[str, str] = {}
        for view, generation in generations.items():
            changes = [Changes(sheet) for sheet in view.sheets]
            self._changes += [(table_of(each.sheet, generation), each) for each in changes]
            self._view_of |= {table_of(sheet, generation): view.name for sheet in view.sheets}
            for kind, fold in view.folds(*changes).items():
                self._folds.setdefault(kind, []).append(fold)
                self._whose.append((fold, view.name))

    def fold(self, batch: Iterable[Recorded[Any]]) -> None:
        """Let every view take in these facts; raises `Poisoned` for the one that cannot."""
        folds_of = self._folds.get
        for recorded in batch:
            try:
                for fold in folds_of(type(recorded.fact), ()):
                    fold(recorded)
            except MemoryError:  # This says nothing about the fact.
                raise
            except Exception as failure:
                view = next(view for known, view in self._whose if known is fold)
                raise Poisoned(view, recorded.position, _reason(failure, recorded)) from failure

    def write(self, connection: Connection, changes: Taken, last: Recorded[Any]) -> None:
        """Write down what was taken, up to the fact `last`; raises `Poisoned` for a view whose
        rows the database refuses."""
        try:
            self._store.write(connection, changes)
        except Unwritable as refused:
            view = self._view_of[refused.table]
            reason = _reason(refused.__cause__ or refused, last)
            raise Poisoned(view, last.position, reason) from refused

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


def _reason(failure: BaseException, recorded: Recorded[Any]) -> str:
    return f"{type(failure).__name__} at {type(recorded.fact).__name__}"


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
