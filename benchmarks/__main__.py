"""`python -m benchmarks [FIGURE]…`: run all figures or those named, and print one table."""

from __future__ import annotations

import gc
import shlex
import signal
import sys
import time
from collections.abc import Awaitable, Callable

import click
import uvloop

from api.cli.serving import COLLECT_AFTER
from benchmarks import (
    clerk,
    doors,
    group_commit,
    journal,
    latency,
    machine,
    month_close,
    organizer,
    over_http,
    own_rank,
    passwords,
    plain_save,
    raw_insert,
    rebuild,
    rush,
    scale,
    serving,
)
from benchmarks.measured import Measured
from benchmarks.places import alone
from benchmarks.rounds import FULL_ROUNDS, QUICK_ROUNDS, Effort
from benchmarks.table import console, table

FIGURES: dict[str, Callable[[Effort], Awaitable[list[Measured]]]] = {
    "a": over_http.measure_empty,
    "b": over_http.measure,
    "b-postgresql": over_http.measure_on_postgresql,
    "c": group_commit.measure,
    "d": plain_save.measure,
    "e": raw_insert.measure,
    "f": rebuild.measure,
    "g": latency.measure,
    "h": serving.measure,
    "i": doors.measure,
    "j": passwords.measure,
    "k": rush.measure,
    "l": clerk.measure,
    "m": journal.measure,
    "n": month_close.measure,
    "o": own_rank.measure,
    "p": scale.measure,
    "q": organizer.measure,
}
SHOWN_WITH = {"a": "b"}
"""Figure a is measured along with figure b, in the same server."""


@click.command(help=f"Measure these figures, or all: {', '.join(FIGURES)}.")
@click.argument("figures", nargs=-1, type=click.Choice(list(FIGURES)), metavar="[FIGURE]…")
@click.option("--quick", is_flag=True, help="Few and short rounds, to see that it works.")
@click.option("--rounds", type=click.IntRange(1, 100), help="How many rounds count.")
def main(figures: tuple[str, ...], quick: bool, rounds: int | None) -> None:
    """Measure, and tell."""
    gc.set_threshold(*COLLECT_AFTER)  # As in production, for every contestant of this process.
    # Whoever ends us early still wants servers stopped and folders cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    effort = Effort(rounds or (QUICK_ROUNDS if quick else FULL_ROUNDS), quick)
    chosen = figures or tuple(name for name in FIGURES if name not in SHOWN_WITH)
    screen = console()
    with alone():
        before, begun = machine.load_average(), time.monotonic()
        found: list[Measured] = []
        for name in chosen:
            screen.print(f"measuring {name} …")
            found += uvloop.run(FIGURES[name](effort))
        screen.print(table(found))
        for name, told in machine.description():
            screen.print(f"{name}: {told}")
    screen.print(f"load average: {before} before, {machine.load_average()} after")
    screen.print(f"rounds: {effort.rounds}{', quick' if quick else ''}, after one to warm up")
    screen.print(f"took: {time.monotonic() - begun:.0f} s")
    screen.print(f"command: python -m benchmarks {shlex.join(sys.argv[1:])}".rstrip())


if __name__ == "__main__":
    main()
