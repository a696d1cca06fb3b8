"""The racer: a process of its own that opens a ledger and asks its book from many threads at once.

It plays scenes that `tests.test_races` prepared. Before each it says `at <scene>` and waits at a
gate, which is a file that somebody else has locked; afterwards it tells each answer on a line.
"""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import msgspec

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.redemptions import RedeemBeans
from ledger.refusals import Refusal
from ledger.reversals import CaptureRedemption, LapseHold, VoidRedemption
from ledger.stores import open_store
from tests.neighbourhood import CHEN, CODE
from tests.story import clock

NOW = clock("2026-11-22 09:00:30")
ROUNDS = 20
BEANS, PRICE = 100, 60


class Answer(msgspec.Struct, frozen=True):
    """What one caller was told: the key, the facts' names or the refusal, and whether again."""

    key: str
    told: tuple[str, ...]
    position: int
    replayed: bool


class Scene(msgspec.Struct, frozen=True):
    """One round: its name, and how many threads of this racer take part."""

    kind: str
    number: int
    threads: int
    racer: int = 0

    @property
    def name(self) -> str:
        """What the round is called, in ids and in files."""
        return f"{self.kind}{self.number}"

    def purse(self) -> str:
        """Whose beans they are about."""
        return f"volunteer-{self.name}"

    def code(self, caller: int) -> str:
        """The code of one caller, or the one that all share."""
        return f"{CODE}{self.name}of{caller if self.kind == 'balance' else 0}"

    def asked(self, thread: int) -> tuple[Command, str]:
        """What one thread asks, and under which key."""
        caller = self.racer * self.threads + thread
        code = self.code(caller)
        if self.kind == "end":
            return _ends(code)[caller % 4], f"key-{self.name}-{caller}"
        key = f"key-{self.name}" + (f"-{caller}" if self.kind == "balance" else "")
        return RedeemBeans(redemption=code, merchant=CHEN, beans=PRICE), key


def _ends(code: str) -> Sequence[Command]:
    return (
        CaptureRedemption(redemption=code, merchant=CHEN),
        VoidRedemption(redemption=code, merchant=CHEN),
        LapseHold(redemption=code),
        CaptureRedemption(redemption=code, merchant=CHEN, beans=PRICE // 2),
    )


def play(book: Book, scene: Scene) -> list[Answer]:
    """Let all threads of a scene ask in the same moment."""
    together = Barrier(scene.threads)

    def ask(thread: int) -> Answer:
        command, key = scene.asked(thread)
        by = By("merchant-chen", "merchant", key, repr(command))
        late = isinstance(command, LapseHold)
        together.wait()
        try:
            receipt = book.record(command, by, NOW + timedelta(minutes=5 if late else 0))
        except Refusal as refusal:
            return Answer(key, (refusal.code,), refusal.position, refusal.replayed)
        return _told(key, receipt)

    with ThreadPoolExecutor(scene.threads) as threads:
        return list(threads.map(ask, range(scene.threads)))


def _told(key: str, receipt: Receipt) -> Answer:
    names = tuple(type(fact).__name__ for fact in receipt.facts)
    return Answer(key, names, receipt.position, receipt.replayed)


def main(data: str, ledger: str, url: str, gates: str, scenes: str) -> int:
    """Play all scenes, each when its gate opens."""
    with closing(open_store(Path(data), ledger, url)) as recorder, closing(Book(recorder)) as book:
        sys.stdout.write("ready\n")
        for scene in msgspec.json.decode(scenes, type=list[Scene]):
            sys.stdout.write(f"at {scene.name}\n")
            sys.stdout.flush()
            with Path(gates, scene.name).open() as gate:
                fcntl.flock(gate, fcntl.LOCK_SH)
            for answer in play(book, scene):
                sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
