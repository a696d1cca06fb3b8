"""The turnstile: stops a book's writer for a moment, so that all who wait become one batch."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime

from ledger.book import Book
from ledger.command import By, Command, Receipt

LONG_ENOUGH_SECONDS = 30


class Turnstile:
    """Stands behind a book: the writer passes it after each commit, and may have to wait."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._closed = False
        self._reached, self._opened = threading.Event(), threading.Event()
        book.watch(self._pass)

    def _pass(self, head: int) -> None:
        if self._closed:
            self._reached.set()
            assert self._opened.wait(LONG_ENOUGH_SECONDS), "nobody opened the turnstile"

    def rush(
        self, asked: Sequence[tuple[Command, By]], now: datetime
    ) -> list[Future[Receipt]]:
        """Submit the first command alone, and all others as one batch while it is committed.

        The first has to write something, or the writer never comes this way.
        """
        self._reached.clear()
        self._opened.clear()
        self._closed = True
        first, *others = asked
        futures = [self._book.submit(*first, now)]
        try:
            assert self._reached.wait(LONG_ENOUGH_SECONDS), "the first command wrote nothing"
            futures += [self._book.submit(command, by, now) for command, by in others]
        finally:
            self._closed = False
            self._opened.set()
        return futures
