"""The afterlife: what must be found in a ledger whose process was killed, however it was killed."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

import msgspec
from eventsourcing.dcb.api import DCBQuery, DCBQueryItem, DCBRecorder

from ledger.book import Book
from ledger.facts import Fact, FundPageTurned
from ledger.recorded import Recorded
from ledger.units import OpenUnit
from tests.audit import Audit
from tests.crasher import NOON, by
from tests.places import Place, close
from tests.processes import Running, running

LOOKED_UP = 200
"""How many tags are looked up after each death, and compared with the whole log."""


def crasher(place: Place, life: str, people: int, days: str = "", careless: str = "") -> list[str]:
    """The command line of one life."""
    words = [msgspec.json.encode(place).decode(), life, str(people), days, careless]
    return [sys.executable, "-m", "tests.crasher", *words]


def die(command: list[str], after: int) -> list[str]:
    """Let a program live until it has said so many lines, kill it, and return all its words."""
    with running(command, "ready") as program:
        for _ in range(after):
            assert program.lines.get(timeout=60) is not None, "\n".join(program.said[-30:])
        program.kill()
        return said(program)


def said(program: Running) -> list[str]:
    """The lines that say something stands."""
    return [line for line in program.said if line.startswith("stands ")]


class Afterlife:
    """Reads on after each death: nothing acknowledged is lost, nothing is half there."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.audit = Audit()
        self.acknowledged = 0
        self.survived_unasked = 0
        self._ends: dict[str, tuple[int, int]] = {}

    def judge(self, lines: Iterable[str]) -> None:
        """Open what is left, and hold it against what was said."""
        told = [line.split() for line in lines]
        recorder = self.place.open()
        book = Book(recorder)
        try:
            new = self.audit.read(book.facts(after=self.audit.position))
            self.audit.check()
            self._nothing_is_half(new)
            for _, position, key in told:
                assert key in self._ends, f"{key} was acknowledged and is lost"
                assert self._ends[key][1] == int(position), f"{key} stands elsewhere"
            self._tags_lead_there(recorder, new)
            self._keys_are_remembered(book, [key for _, _, key in told[-3:]])
        finally:
            book.close()
            close(recorder)
        self.acknowledged += len(told)
        self.survived_unasked += len({found.key for found in new}) - len(told)

    def _nothing_is_half(self, new: list[Recorded[Fact]]) -> None:
        counted = Counter(found.key for found in new)
        for found in new:
            self._ends[found.key] = counted[found.key], found.position
        # Whoever finds the page of the fund full turns it, which nobody knows beforehand.
        counted -= Counter(found.key for found in new if isinstance(found.fact, FundPageTurned))
        for key, facts in counted.items():
            assert facts == int(key.rpartition("x")[2]), f"{key} is half there: {facts} facts"

    def _tags_lead_there(self, recorder: DCBRecorder, new: list[Recorded[Fact]]) -> None:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for found in new:
            for tag in found.tags():
                positions[tag].append(found.position)
        for tag, known in islice(positions.items(), LOOKED_UP):
            query = DCBQuery([DCBQueryItem(tags=[tag])])
            seen = [event.position for event in recorder.read(query)]
            assert seen[-len(known):] == known, f"the index does not know all of {tag}"

    def _keys_are_remembered(self, book: Book, keys: list[str]) -> None:
        question = OpenUnit(unit="unit-never", kind="grid", name="从未")
        for key in keys:
            again = book.record(question, by(key), NOON)
            assert again.replayed and (len(again.facts), again.position) == self._ends[key]
