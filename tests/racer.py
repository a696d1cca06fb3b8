"""The racer: a process of its own that opens a ledger and asks its book from many threads at once.

It plays scenes that `tests.races` prepared. Before each it says `at <scene>` and waits at a gate,
which is a file that somebody else has locked; afterwards it tells each answer on a line.
"""

from __future__ import annotations

import fcntl
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import msgspec

from ledger.book import Book
from ledger.command import By, Command
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.refusals import Busy, Refusal
from ledger.reversals import CaptureRedemption, LapseHold, VoidRedemption
from tests.neighbourhood import CHARITY, CHEN, WANG, ZHAO
from tests.places import Place
from tests.story import clock

NOW = clock("2026-11-22 09:00:30")
PRICE, TOO_MANY = 60, 900_000
PURCHASES_EACH = 6
PATIENCE = 20
"""How often a caller asks again who was told that the book is busy."""


class Answer(msgspec.Struct, frozen=True):
    """What one caller was told: the facts' names, or the refusal and its details."""

    key: str
    told: tuple[str, ...]
    position: int
    replayed: bool
    details: dict[str, int | str] = {}


class Scene(msgspec.Struct, frozen=True):
    """One round: what it is about, and how many threads of this racer take part in it."""

    kind: str
    number: int
    threads: int
    racer: int = 0

    @property
    def name(self) -> str:
        """What the round is called, in ids and in files."""
        return f"{self.kind}{self.number}"

    def code(self, caller: int) -> str:
        """The code of one caller, or the one that all share."""
        alone = self.kind in ("balance", "seen")
        return f"redemption-{self.name}of{caller if alone else 0}"

    def asked(self, thread: int) -> list[Command]:
        """What one thread asks, one after the other."""
        caller = self.racer * self.threads + thread
        code = self.code(caller)
        match self.kind:
            case "balance" | "key":
                return [RedeemBeans(redemption=code, merchant=CHARITY, beans=PRICE)]
            case "end":
                return [_ends(code)[caller % 4]]
            case "seen":
                shop = CHEN if thread == 0 else CHARITY
                return [RedeemBeans(redemption=code, merchant=shop, beans=TOO_MANY)]
            case _:
                return _purchases(f"{self.name}by{caller}", caller)

    def key(self, thread: int, step: int) -> str:
        """One key for all, or one for each question."""
        shared = self.kind == "key"
        return f"key-{self.name}" + ("" if shared else f"-{self.racer}-{thread}-{step}")


def _ends(code: str) -> tuple[Command, ...]:
    return (
        CaptureRedemption(redemption=code, merchant=CHEN),
        VoidRedemption(redemption=code, merchant=CHEN),
        LapseHold(redemption=code),
        CaptureRedemption(redemption=code, merchant=CHEN, beans=PRICE // 2),
    )


def _purchases(name: str, caller: int) -> list[Command]:
    asked: list[Command] = []
    for number in range(PURCHASES_EACH):
        code = f"redemption-{name}n{number}"
        held = number % 3 != 0
        asked.append(IssueCode(redemption=code, volunteer=(WANG, ZHAO)[caller % 2]))
        asked.append(RedeemBeans(redemption=code, merchant=CHEN, beans=10, capture=not held))
        if held:
            asked.append(_ends(code)[number % 2])
    return asked


def play(book: Book, scene: Scene) -> list[Answer]:
    """Let all threads of a scene begin in the same moment."""
    together = Barrier(scene.threads)

    def ask(thread: int) -> list[Answer]:
        asked = scene.asked(thread)
        together.wait()
        return [_ask(book, scene.key(thread, step), each) for step, each in enumerate(asked)]

    with ThreadPoolExecutor(scene.threads) as threads:
        return [told for answers in threads.map(ask, range(scene.threads)) for told in answers]


def _ask(book: Book, key: str, command: Command) -> Answer:
    by = By(CHEN, "merchant", key, repr(command))
    late = timedelta(minutes=5 if isinstance(command, LapseHold) else 0)
    for patience in reversed(range(PATIENCE)):
        try:
            receipt = book.record(command, by, NOW + late)
        except Refusal as refusal:
            if isinstance(refusal, Busy) and patience:
                continue  # Nothing was written, so the same key may be used again.
            told = (refusal.code,)
            return Answer(key, told, refusal.position, refusal.replayed, refusal.details)
        break
    names = tuple(type(fact).__name__ for fact in receipt.facts)
    return Answer(key, names, receipt.position, receipt.replayed)


def main(place: str, gates: str, scenes: str) -> int:
    """Play all scenes, each when its gate opens."""
    with msgspec.json.decode(place, type=Place).book() as book:
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
