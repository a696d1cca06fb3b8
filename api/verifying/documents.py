"""Documents: every figure of every frozen one worked out again from the facts, and compared.

The views that are served are not asked. Others are made in a file that is thrown away, and led on
from position to position as the documents name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.stored import BrokenFact, stored
from api.verifying.difference import Difference
from ledger.book import Book
from ledger.counting.periods import read_period
from ledger.facts import DocumentFrozen, Figures
from ledger.policy import Policy
from ledger.recorded import Recorded
from ledger.states import Rulebook
from ledger.supervision import document_digest
from projections.shelf import Shelf
from projections.shelf.moment import moment_of
from projections.shelf.sqlite_store import SQLiteStore
from projections.supervision_sums import ADDED_VIEWS, SupervisionSums

Asked = tuple[int, str, str]


class _BookUpTo:
    """A book that is read no further than `upto`."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.upto = 0

    def head(self) -> int:
        """The position beyond which nothing is known."""
        return min(self.upto, self._book.head())

    def facts(self, after: int = 0) -> Iterator[Recorded]:
        """The facts up to there."""
        return takewhile(lambda each: each.position <= self.upto, self._book.facts(after))


class _Again:
    """Figures as of any position; going on is quick, going back begins anew."""

    def __init__(self, book: Book, closing: ExitStack) -> None:
        self._book, self._closing = _BookUpTo(book), closing
        self._shelf: Shelf | None = None
        self._known: tuple[Asked | None, dict[str, Figures]] = None, {}

    def figures(self, position: int, period: str, policy: Policy) -> dict[str, Figures]:
        """The figures of every unit in a period; that of the last question is remembered."""
        asked = position, period, policy.name
        if self._known[0] != asked:
            with moment_of(self._led_to(position), ADDED_VIEWS) as moment:
                sums = SupervisionSums(moment, policy.zone) if moment else None
                found = sums.of(read_period(period)) if sums else {}
            self._known = asked, found
        return self._known[1]

    def _led_to(self, position: int) -> Shelf:
        back, self._book.upto = position < self._book.upto, position
        if back or self._shelf is None:
            folder = self._closing.enter_context(TemporaryDirectory())
            self._shelf = Shelf(SQLiteStore(Path(folder)), self._book, ADDED_VIEWS)
            self._closing.callback(self._shelf.close)
        self._shelf.follow()
        return self._shelf


def documents_again(recorder: Any) -> Iterator[Difference]:
    """What is wrong with the documents of a book."""
    with ExitStack() as closing:
        book = Book(recorder)
        closing.callback(book.close)
        rules, again = book.look(Rulebook()), _Again(book, closing)
        for entry in stored(recorder):
            if entry.type != DocumentFrozen.__name__:
                continue
            try:
                fact = entry.read().fact
            except BrokenFact:  # The replay has told of it.
                continue
            policy = rules.named(fact.policy)
            if policy is None or not _is_right(again, fact, policy):
                yield Difference(
                    f"{fact.unit} {fact.period} 的台账与账本事实不符（第 {entry.position} 条）。",
                    f"The document of {fact.unit} and {fact.period}, at {entry.position}, is not"
                    " what the facts come to.",
                )


def _is_right(again: _Again, fact: DocumentFrozen, policy: Policy) -> bool:
    digest = document_digest(fact.kind, fact.unit, fact.period, fact.policy, fact.figures)
    if digest != fact.digest:
        return False
    try:
        figures = again.figures(fact.book_position, fact.period, policy)
    except ValueError:  # There is no such period.
        return False
    return figures.get(fact.unit) == fact.figures
