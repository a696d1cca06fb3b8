"""Rebuild: all views are made anew from the book, beside a pass that only reads it."""

from __future__ import annotations

import time

from api.ledgers import FIRST
from benchmarks import books
from benchmarks.measured import EACH_SECOND, Measured, Target, rates
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio
from ledger.book import Book
from ledger.storing.stores import open_store
from projections import shelf
from projections.views import VIEWS

WANTED = Target(50_000)


async def measure(effort: Effort) -> list[Measured]:
    """Facts per second, over a book of 200,000; the views lie in a folder of their own."""
    recorder = open_store(books.community(), FIRST)
    book = Book(recorder)
    facts = book.head()
    with scratch() as folder:
        views = shelf.Shelf(shelf.open_store(folder, FIRST), book, VIEWS)

        async def rebuilding() -> float:
            begun = time.perf_counter()
            views.rebuild()
            return facts / (time.perf_counter() - begun)

        async def reading() -> float:
            begun = time.perf_counter()
            read = sum(1 for _ in book.facts())
            return read / (time.perf_counter() - begun)

        made, read = await in_turns(effort, rebuilding, reading)
        views.close()
    book.close()
    books.close(recorder)
    return [
        Measured(
            "f", f"rebuild of {len(VIEWS)} views, {facts:,} facts", tuple(made), EACH_SECOND,
            target=WANTED,
        ),
        Measured(
            "f", "rebuild / reading the book only", ratio(made, read),
            beside=rates(("rebuild", made), ("reading", read)),
        ),
    ]  # fmt: skip
