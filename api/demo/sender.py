"""The sender of the demo's commands: people of the past, and a key for each thing they did."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from itertools import count

from api.access.key_tags import key_tag
from ledger.book import Book
from ledger.command import By, Command, Receipt


class Sender:
    """Sends commands to a book as whoever is named, without waiting for the answers."""

    def __init__(self, book: Book, kind: str) -> None:
        self._book = book
        self._kind = kind
        self._numbers = count(1)

    def send(
        self, command: Command, actor: str, role: str, now: datetime
    ) -> Future[Receipt]:
        """Ask the book at that time; each command has a key that it had in no other demo."""
        name = f"demo:{self._kind}:{next(self._numbers)}"
        tag = key_tag(actor, name)
        return self._book.submit(command, By(actor, role, tag, tag.removeprefix("key-")), now)
