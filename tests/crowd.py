"""A crowd before the book, and a store with troubles of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import count

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import OperationalError

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import Fact
from ledger.states import State
from ledger.units import OpenUnit
from tests.neighbourhood import DAY
from tests.story import Happened, clock

NINE = clock(f"{DAY} 09:00")
KEYS = count(1)


def li(key: str | None = None) -> By:
    """Li asks, under a fresh key unless one is named."""
    return By("volunteer-li", "organizer", key or f"key-{next(KEYS)}", "the same")


def district(number: int, name: str = "盘龙区") -> OpenUnit:
    """A command that depends on nothing."""
    return OpenUnit(unit=f"unit-d{number}", kind="district", name=name)


def tell(book: Book, *facts: Fact) -> None:
    """Let this have happened."""
    book.record(Happened(facts=facts), li(), NINE)


class Hesitate(Command, frozen=True, kw_only=True):
    """Wait, let me think: meanwhile everybody else stands in line."""

    begun: threading.Event
    thinking: threading.Event

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Nothing."""
        return ()

    def decide(self, now: datetime, *states: State) -> tuple[Fact, ...]:
        """Nothing after all."""
        self.begun.set()
        assert self.thinking.wait(30)
        return ()


def all_at_once(book: Book, *asked: tuple[Command, str | None]) -> list[Future[Receipt]]:
    """Ask in one breath, while the book is held up; so all are answered by one commit."""
    begun, thinking = threading.Event(), threading.Event()
    book.submit(Hesitate(begun=begun, thinking=thinking), li(), NINE)
    assert begun.wait(30)
    answers = [book.submit(command, li(key), NINE) for command, key in asked]
    thinking.set()
    return answers


class Shelf(InMemoryDCBRecorder):
    """A store that counts its commits, and can run out of room or be overtaken by others."""

    def __init__(self) -> None:
        super().__init__()
        self.commits: list[list[str]] = []
        self.no_room_for = ""
        self.overtaken_by: list[DCBEvent] = []

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Write, unless there is no room; others may write first."""
        if self.overtaken_by:
            super().append([self.overtaken_by.pop()])
        if any(self.no_room_for in event.tags for event in events):
            raise OperationalError("no room")
        position = super().append(events, condition)
        self.commits.append([event.type for event in events])
        return position
