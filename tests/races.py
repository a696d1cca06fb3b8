"""Races: the same scenes run by the threads of one process or of two, and what came of them."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ledger.book import Book
from ledger.command import By
from ledger.facts import Fact
from ledger.recorded import Recorded
from ledger.redemptions import RedeemBeans
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    LANE_OPEN,
    WANG,
    ZHAO,
    adopted,
    amended,
    code,
    earned,
    funded,
    registered,
    welcomed,
)
from tests.places import Place
from tests.processes import Running, running
from tests.racer import NOW, PRICE, TOO_MANY, Answer, Scene, play
from tests.story import Happened

ROUNDS = 20
BEANS = 100
"""What each purse of a race holds: enough for one redemption, not for two."""
MUCH = 100_000
MUCH_IS_ALLOWED = (
    ("max_per_transaction = 1000", "max_per_transaction = 1000000"),
    ("max_per_day = 1000", "max_per_day = 1000000"),
    ("max_per_month = 2000", "max_per_month = 1000000"),
    ("max_transactions_per_day = 3", "max_transactions_per_day = 1000"),
    ("batch_people_per_day = 100 ", "batch_people_per_day = 100000 "),
    ("batch_minutes_per_day = 30000 ", "batch_minutes_per_day = 10000000 "),
)
"""So that limits stand in nobody's way."""


@dataclass
class Race:
    """What stands in the book afterwards, and what everybody was told in each scene."""

    facts: list[Recorded[Fact]]
    answers: dict[str, list[Answer]]

    def about(self, name: str, *kinds: type[Fact]) -> list[Fact]:
        """The facts about one subject, of these kinds."""
        facts = [found.fact for found in self.facts if name in found.tags()]
        return [fact for fact in facts if isinstance(fact, kinds or Fact)]


def scenes(racers: int) -> list[Scene]:
    """Twenty rounds of each race, a busy market, and a look at what the memories say."""
    rounds = [
        Scene(kind, number, threads // racers)
        for number in range(ROUNDS)
        for kind, threads in (("balance", 16), ("key", 50), ("end", 8))
    ]
    return [*rounds, Scene("market", 0, 8), Scene("seen", 0, 3)]


def prepare(book: Book, planned: list[Scene], racers: int) -> None:
    """Let there be people, shops, beans and codes for all scenes."""
    shops = [welcomed(CHEN, monthly_cap=TOO_MANY - 1), welcomed(CHARITY, kind="charity")]
    rich = [fact for name in (WANG, ZHAO) for fact in _purse(name, MUCH)]
    _happened(book, "town", adopted(amended(*MUCH_IS_ALLOWED)), LANE_OPEN, *funded(), *shops, *rich)
    for scene in planned:
        owner, callers = f"volunteer-{scene.name}", range(scene.threads * racers)
        owners = [(WANG, WANG, ZHAO)[caller % 3] if scene.kind == "seen" else owner
                  for caller in callers]  # fmt: skip
        drawn = {scene.code(caller): owners[caller] for caller in callers}
        codes = [_code(redemption, name) for redemption, name in drawn.items()]
        _happened(book, scene.name, *_purse(owner, BEANS), *codes)
        if scene.kind == "end":
            held = RedeemBeans(
                redemption=scene.code(0), merchant=CHEN, beans=PRICE, capture=False
            )
            book.record(held, By("", "", f"key-held-{scene.name}", ""), NOW)


def _happened(book: Book, name: str, *facts: Fact) -> None:
    book.record(Happened(facts=facts), By("", "", f"key-before-{name}", ""), NOW)


def _purse(name: str, beans: int) -> list[Fact]:
    return [registered(name, f"number-of-{name}"), earned(beans, volunteer=name)]


def _code(redemption: str, volunteer: str) -> Fact:
    return code("2026-11-22 09:00:30", redemption=redemption, volunteer=volunteer)


def run(place: Place, gates: Path, racers: int) -> Race:
    """Prepare the scenes, let them be raced, and read the book anew."""
    planned = scenes(racers)
    answers: dict[str, list[Answer]] = {scene.name: [] for scene in planned}
    with place.book() as book:
        prepare(book, planned, racers)
        if racers == 1:
            for scene in planned:
                answers[scene.name] = play(book, scene)
    if racers > 1:
        for scene, answer in _race_processes(place, gates, planned, racers):
            answers[scene].append(answer)
    with place.book() as book:
        return Race(list(book.facts()), answers)


def _race_processes(
    place: Place, gates: Path, planned: list[Scene], racers: int
) -> Iterator[tuple[str, Answer]]:
    where = msgspec.json.encode(place).decode()
    with ExitStack() as open_ones:
        locks = {scene.name: open_ones.enter_context((gates / scene.name).open("w"))
                 for scene in planned}  # fmt: skip
        for lock in locks.values():
            fcntl.flock(lock, fcntl.LOCK_EX)
        programs = []
        for racer in range(racers):
            mine = [msgspec.structs.replace(scene, racer=racer) for scene in planned]
            words = [where, str(gates), msgspec.json.encode(mine).decode()]
            command = [sys.executable, "-m", "tests.racer", *words]
            programs.append(open_ones.enter_context(running(command, "ready")))
        for scene in planned:
            for program in programs:
                await_line(program, f"at {scene.name}")
            locks[scene.name].close()
        for program in programs:
            await_line(program, "")
            yield from _answers(program)


def await_line(program: Running, wanted: str) -> None:
    """Wait until a program says this line; or, with no line, until it has said everything."""
    while (line := program.lines.get(timeout=60)) is not None:
        if wanted and line == wanted:
            return
    assert not wanted, f"it never said {wanted!r} but\n" + "\n".join(program.said[-30:])


def _answers(program: Running) -> Iterator[tuple[str, Answer]]:
    scene = ""
    for line in program.said:
        if line.startswith("at "):
            scene = line.removeprefix("at ")
        elif line.startswith("{"):
            yield scene, msgspec.json.decode(line, type=Answer)
        else:
            assert line == "ready", "\n".join(program.said[-30:])
