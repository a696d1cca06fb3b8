"""Figures: what the book, the views, the clock's errands and the process come to right now."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from api.errands.running import Run
from api.ledgers import Ledger
from api.metrics.exposition import Family, Histogram, Sample
from projections.shelf.standings import Standing

_BATCHES = (1, 4, 16, 64, 256)
_STARTED = time.time()
_PAGE_BYTES = resource.getpagesize()


def of_book(ledgers: list[Ledger]) -> Iterator[Family]:
    """How much was written, and what became of the commands of this process."""
    heads = [Sample(sum(ledger.book.head() for ledger in ledgers))]
    yield Family("goldenbean_facts_total", "counter", "Facts in the book, whoever wrote.", heads)
    outcomes: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    batches = Histogram(_BATCHES)
    for ledger in ledgers:
        tally = ledger.book.tally
        outcomes.update(tally.outcomes)
        refusals.update(tally.refusals)
        for commands, commits in tally.commits.copy().items():
            for _ in range(commits):
                batches.add(commands)
    outcomes["refused"] = sum(refusals.values())
    yield Family(
        "goldenbean_commands_total", "counter", "Commands answered, by what became of them.",
        [Sample(count, {"outcome": outcome}) for outcome, count in outcomes.items()],
    )  # fmt: skip
    yield Family(
        "goldenbean_refusals_total", "counter", "Commands refused, by the code of the refusal.",
        [Sample(count, {"code": code}) for code, count in refusals.items()],
    )  # fmt: skip
    yield Family(
        "goldenbean_commit_commands", "histogram", "How many commands shared a commit.",
        batches.samples(),
    )  # fmt: skip


def of_views(ledgers: list[Ledger]) -> Iterator[Family]:
    """How far each view has come, what it lacks, and which stand still; of several ledgers the
    one that is furthest behind counts."""
    worst: dict[str, tuple[int, float, Standing]] = {}
    for ledger in ledgers:
        head, now = ledger.book.head(), ledger.clock.now()
        waited: dict[int, float] = {}
        for view, standing in ledger.shelf.standings().items():
            at = standing.position
            if at not in waited:
                waited[at] = _waits_seconds(ledger, at, now)
            lag = max(head - at, 0), waited[at], standing
            worst[view] = max(worst.get(view, lag), lag, key=lambda told: told[:2])
    for name, meaning, values in (
        ("position", "The position each view has come to.",
         {view: standing.position for view, (_, _, standing) in worst.items()}),
        ("lag_facts", "How many facts each view lacks.",
         {view: facts for view, (facts, _, _) in worst.items()}),
        ("lag_seconds", "How long the first fact that a view lacks has been waiting.",
         {view: seconds for view, (_, seconds, _) in worst.items()}),
        ("stopped", "1 for a view that choked on a fact and stands still.",
         {view: standing.stopped_at is not None for view, (_, _, standing) in worst.items()}),
    ):  # fmt: skip
        samples = [Sample(float(value), {"view": view}) for view, value in values.items()]
        yield Family(f"goldenbean_view_{name}", "gauge", meaning, samples)


def _waits_seconds(ledger: Ledger, position: int, now: datetime) -> float:
    first = next(ledger.book.facts(after=position, at_once=1), None)
    return 0.0 if first is None else max((now - first.recorded_at).total_seconds(), 0.0)


def of_errands(runs: dict[str, Run]) -> Iterator[Family]:
    """How often the clock's errands were run in this process, and when they last went well."""
    known = sorted(runs.items())
    yield Family(
        "goldenbean_errand_runs_total", "counter", "Runs of each errand, by how they ended.",
        [
            Sample(count, {"errand": errand, "outcome": outcome})
            for errand, run in known
            for outcome, count in (("done", run.done), ("failed", run.failed))
        ],
    )  # fmt: skip
    yield Family(
        "goldenbean_errand_last_success_timestamp_seconds", "gauge",
        "When each errand last went well, in seconds since 1970.",
        [Sample(run.last_done, {"errand": errand}) for errand, run in known if run.done],
    )  # fmt: skip


def of_lead(ledgers: list[Ledger]) -> Iterator[Family]:
    """Over how many ledgers this process leads the clock's errands; all processes together should
    come to one a ledger."""
    led = sum(ledger.lead.leads for ledger in ledgers)
    yield Family(
        "goldenbean_clock_leads", "gauge", "Ledgers whose errands this process runs.", [Sample(led)]
    )


def of_verifying(ledgers: list[Ledger]) -> Iterator[Family]:
    """What the last nightly verifications found; nothing before the first. Of several ledgers
    the time is that of the one that waits longest."""
    last = [told for ledger in ledgers if (told := ledger.verifications.last()) is not None]
    if not last:
        return
    oldest = min(told.at for told in last).timestamp()
    for name, meaning, value in (
        ("timestamp_seconds", "When the books were last verified, in seconds since 1970.", oldest),
        ("differences", "What verify found to differ.",
         sum(told.found.differences for told in last if told.found)),
        ("unfinished", "Verifications that came to no end.",
         sum(told.found is None for told in last)),
    ):  # fmt: skip
        yield Family(f"goldenbean_verify_{name}", "gauge", meaning, [Sample(value)])


def of_process() -> Iterator[Family]:
    """Which process answers, since when, and the memory it holds."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    yield Family(
        "process_start_time_seconds", "gauge", "When this process began.", [Sample(_STARTED)]
    )
    yield Family(
        "process_resident_memory_peak_bytes", "gauge", "The most memory it ever held.",
        [Sample(peak)],
    )  # fmt: skip
    with suppress(OSError):  # Only where the kernel tells.
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        yield Family(
            "process_resident_memory_bytes", "gauge", "The memory it holds now.",
            [Sample(pages * _PAGE_BYTES)],
        )  # fmt: skip
