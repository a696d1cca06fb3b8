"""Scale: a whole city's book, all of its views made anew, and what is asked of them then.

`GOLDENBEAN_BENCH_CITY` says which part of 1,395 units with 370,000 volunteers the city is: 1 is all
of it (ten million facts), 20, the default, a twentieth; `--quick` makes a hundredth. With
`GOLDENBEAN_BENCH_KEEP` set the city's book is kept for the next run: the whole one is 17 GB. Of the
whole city no view is made anew by itself: that tells no more than a part of it does, and takes an
hour.
"""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import quantiles

from api.access.key_tags import key_tag
from api.ledgers import FIRST
from benchmarks.city import City, build
from benchmarks.city_reads import read_all
from benchmarks.measured import EACH_SECOND, MEGABYTES, MILLISECONDS, Measured, Target
from benchmarks.past import BEGAN
from benchmarks.places import kept, scratch
from benchmarks.rounds import Effort
from ledger.book import Book
from ledger.command import By
from ledger.storing.stores import ledger_folder, open_store
from ledger.volunteers import RegisterVolunteer
from projections import shelf
from projections.views import VIEWS

SHARE_VARIABLE, QUICK_SHARE, USUAL_SHARE = "GOLDENBEAN_BENCH_CITY", 100, 20
KEEP_VARIABLE = "GOLDENBEAN_BENCH_KEEP"
FIGURE = "p"
REBUILT, FOLLOWED_MS, MEMORY_MB = Target(50_000), Target(100, False), Target(1_000, False)
FOLLOW_EACH_SECOND, FOLLOW_SECONDS, AT_ONCE = 1_000, 10, 20


async def measure(effort: Effort) -> list[Measured]:
    """The city is made, followed and read once: it is the size that counts, not the rounds."""
    share = int(os.environ.get(SHARE_VARIABLE, QUICK_SHARE if effort.quick else USUAL_SHARE))
    with _city(share) as data:
        recorder = open_store(data, FIRST)
        book = Book(recorder)
        facts, city = book.head(), City.of(share)
        told = f"{facts:,} facts, {city.volunteers:,} volunteers, {city.communities:,} communities"
        views = shelf.Shelf(shelf.open_store(ledger_folder(data, FIRST), FIRST), book, VIEWS)
        begun = _Clocks()
        views.rebuild()
        found = [_rate(f"rebuild of {len(VIEWS)} views: {told}", facts, begun, REBUILT)]
        for view in VIEWS if share > 1 else ():
            begun = _Clocks()
            views.rebuild([view.name])
            found.append(_rate(f"rebuild of {view.name}", facts, begun))
        found += _followed(book, views, 2 if effort.quick else FOLLOW_SECONDS)
        views.close()
        book.close()
        recorder.close()
        found += read_all(data, FIGURE)
        found.append(_memory())
        found.append(_disk(data))
    return found


@contextmanager
def _city(share: int) -> Iterator[Path]:
    """The data directory of a city that was made by commands, without views."""
    if os.environ.get(KEEP_VARIABLE):
        data = kept(f"city{share}", lambda folder: _make(share, folder))
        for left in ledger_folder(data, FIRST).glob("views.*"):
            left.unlink()
        yield data
        return
    with scratch() as folder:
        _make(share, folder)
        yield folder


def _make(share: int, data: Path) -> None:
    begun = _Clocks()
    print(_rate("generating", build(City.of(share), data), begun), flush=True)


class _Clocks:
    """The time on the wall and the time on the processor; a busy neighbour slows only one."""

    def __init__(self) -> None:
        self._wall, self._own = time.perf_counter(), time.process_time()

    def passed(self) -> tuple[float, float]:
        """Seconds of both since then."""
        return time.perf_counter() - self._wall, time.process_time() - self._own


def _rate(what: str, facts: int, begun: _Clocks, target: Target | None = None) -> Measured:
    wall, own = begun.passed()
    beside = f"{wall:.1f} s, {own:.1f} s of processor time: {facts / own:,.0f}/s of that"
    return Measured(FIGURE, what, (facts / wall,), EACH_SECOND, target, beside)


def _followed(book: Book, views: shelf.Shelf, seconds: int) -> list[Measured]:
    """So many registrations a second, and how soon the views know of each."""
    lags: list[float] = []
    waiting: list[tuple[int, float]] = []
    more, ended = threading.Condition(), threading.Event()

    def watch() -> None:
        while not (ended.is_set() and not waiting):
            with more:
                reached, now = views.position, time.perf_counter()
                while waiting and waiting[0][0] <= reached:
                    lags.append((now - waiting.pop(0)[1]) * 1_000)
            time.sleep(0.001)

    views.keep_warm()
    head = book.head()
    watching = threading.Thread(target=watch)
    watching.start()
    begun = time.perf_counter()
    for turn in range(seconds * FOLLOW_EACH_SECOND // AT_ONCE):
        time.sleep(max(begun + turn * AT_ONCE / FOLLOW_EACH_SECOND - time.perf_counter(), 0))
        asked = [book.submit(*_newcomer(head + turn * AT_ONCE + each)) for each in range(AT_ONCE)]
        for answer in asked:
            position = answer.result().position
            with more:
                waiting.append((position, time.perf_counter()))
    each_second = seconds * FOLLOW_EACH_SECOND / (time.perf_counter() - begun)
    ended.set()
    watching.join()
    beside = f"at {each_second:,.0f} facts/s"
    middle = quantiles(lags, n=100)[49]
    return [
        Measured(FIGURE, "follower lag, p50", (middle,), MILLISECONDS, beside=beside),
        Measured(FIGURE, "follower lag, p99", (_p99(lags),), MILLISECONDS, FOLLOWED_MS, beside),
    ]


def _newcomer(number: int) -> tuple[RegisterVolunteer, By, datetime]:
    key = key_tag("newcomer", str(number))
    by = By("volunteer-city", "organizer", key, key.removeprefix("key-"))
    registers = RegisterVolunteer(
        volunteer=f"volunteer-new{number}", number=str(3_000_000_000 + number),
        community="unit-city0",
    )  # fmt: skip
    return registers, by, BEGAN.replace(year=BEGAN.year + 1)


def _p99(values: list[float]) -> float:
    return quantiles(values, n=100)[98]


def _memory() -> Measured:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 / 1_000_000
    return Measured(FIGURE, "most memory of all that", (peak,), MEGABYTES, MEMORY_MB)


def _disk(folder: Path) -> Measured:
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    return Measured(FIGURE, "on the disk, book and views", (size / 1_000_000,), MEGABYTES)
