"""Stored: a ledger's facts as they lie in the store, for those who check or copy the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from api.settings import Settings
from ledger.book import Book
from ledger.recorded import Recorded, decode
from ledger.storing.stores import ledger_folder, open_store
from projections.shelf import Shelf
from projections.shelf import open_store as open_view_store
from projections.views import VIEWS

PAGE = 1_000


class NoBook(Exception):
    """There is no book yet, said in one sentence of each language."""

    def __init__(self, place: Path) -> None:
        super().__init__(str(place))
        self.english = f"There is no book in {place} yet."
        self.chinese = f"{place} 中还没有账本。"


class BrokenFact(Exception):
    """What lies at a position of the book is no fact any more."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"{position}: {reason}")
        self.position = position
        self.reason = reason
        self.english = f"The book is damaged at position {position}: {reason}."
        self.chinese = f"账本在第 {position} 条处已损坏：{reason}。"


class Stored(NamedTuple):
    """One entry of the store: its place, its type, its tags and its bytes."""

    position: int
    type: str
    tags: list[str]
    data: bytes

    def read(self) -> Recorded[Any]:
        """The fact in its envelope; raises `BrokenFact`."""
        try:
            return decode(self.type, self.data, self.position)
        except msgspec.MsgspecError as failure:
            # The sentence of the checks names no field's value but what was wrong with it.
            raise BrokenFact(self.position, str(failure)) from failure
        except KeyError as failure:
            raise BrokenFact(self.position, f"{self.type} is unknown") from failure


def stored(recorder: Any, after: int = 0) -> Iterator[Stored]:
    """Every entry behind a position, in the order of the book."""
    while True:
        page = list(recorder.read(after=after, limit=PAGE))
        for event in page:
            tags = list(event.event.tags)
            yield Stored(event.position, event.event.type, tags, event.event.data)
        if len(page) < PAGE:
            return
        after = page[-1].position


def ledgers_kept(settings: Settings, first: str) -> list[str]:
    """The names of the ledgers in the data directory, `first` at the head of the list.

    On PostgreSQL, where one database may serve other things too, only `first` is named.
    """
    books = [] if settings.database_url else (settings.data / "ledgers").glob("*/book.db")
    return [first, *sorted({book.parent.name for book in books} - {first})]


@contextmanager
def open_recorder(settings: Settings, ledger: str) -> Iterator[Any]:
    """The store of a ledger that exists, closed at the end; nothing is adopted or written.

    Raises `NoBook`, and `StoreFault` like `open_store`.
    """
    folder = ledger_folder(settings.data, ledger)
    if not settings.database_url and not (folder / "book.db").is_file():
        raise NoBook(folder)
    recorder = open_store(settings.data, ledger, settings.database_url)
    try:
        yield recorder
    finally:
        close = getattr(recorder, "close", None)
        (close or recorder.datastore.close)()


def open_views(settings: Settings, ledger: str, book: Book) -> Shelf:
    """The views of a ledger over its book; raises `ShelfFault`."""
    folder = ledger_folder(settings.data, ledger)
    return Shelf(open_view_store(folder, ledger, settings.database_url), book, VIEWS)
