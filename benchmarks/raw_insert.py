"""The raw insert: one row of the same width, one durable commit each, nothing else at all."""

from __future__ import annotations

import sqlite3
import time
from itertools import count
from pathlib import Path

from benchmarks.group_commit import ALONE, CALLERS, GROUPED, Shop
from benchmarks.measured import Measured, rates
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio

INSERTS = 1_600
TAGS = '["volunteer-01kag7q2v5x8e4m9td","till-01kag7q2v5p6r0b3zk-202611","redemption-01kag7q2v5"]'
DATA = "x" * 640
"""About what a redemption takes."""


class Table:
    """A table like the book's, written past every rule."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
        self._connection.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE fact (position INTEGER PRIMARY KEY, type TEXT, tags TEXT, data TEXT);
            """
        )
        self._positions = count(1)

    async def insert(self, rows: int) -> float:
        """Insert and commit row by row; gives rows per second."""
        begun = time.perf_counter()
        for _ in range(rows):
            self._connection.execute(
                "INSERT INTO fact VALUES (?, ?, ?, ?)",
                (next(self._positions), "BeansRedeemed", TAGS, DATA),
            )
        return rows / (time.perf_counter() - begun)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


async def measure(effort: Effort) -> list[Measured]:
    """A whole durable command, asked by one caller and by many, against the bare insert."""
    with scratch() as folder:
        shop, table = Shop(folder / "book"), Table(folder)
        alone, group, raw = await in_turns(
            effort,
            shop.redeeming(effort.of(ALONE), 1),
            shop.redeeming(effort.of(GROUPED), CALLERS),
            lambda: table.insert(effort.of(INSERTS)),
        )
        shop.close()
        table.close()
    return [
        Measured(
            "e", "one caller's durable command / raw insert at FULL", ratio(alone, raw),
            beside=rates(("command", alone), ("insert", raw)),
        ),
        Measured(
            "e", f"group commit with {CALLERS} callers / raw insert at FULL", ratio(group, raw),
            beside=rates(("group", group), ("insert", raw)),
        ),
    ]  # fmt: skip
