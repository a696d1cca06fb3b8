"""Places: where a ledger stands, in words that can be handed to another process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.storing.stores import open_store


class Place(msgspec.Struct, frozen=True):
    """A ledger's folder and name, and the server's address unless it is SQLite."""

    data: str
    ledger: str
    url: str = ""

    def open(self) -> DCBRecorder:
        """The store, opened once more."""
        return open_store(Path(self.data), self.ledger, self.url)

    @contextmanager
    def book(self) -> Iterator[Book]:
        """A book that remembers nothing yet, for the length of a block."""
        recorder = self.open()
        book = Book(recorder)
        try:
            yield book
        finally:
            book.close()
            close(recorder)


def close(recorder: DCBRecorder) -> None:
    """End one opening of a store; one in memory has nothing to end."""
    ending = getattr(recorder, "datastore", recorder)
    getattr(ending, "close", lambda: None)()
