"""Journal: the book is written for the outside programs, beside a pass that only reads it."""

from __future__ import annotations

import io
import time

from api.journals.journal import journal_of
from api.journals.layouts import LAYOUTS, write
from api.journals.outside import ask_all
from api.ledgers import FIRST
from benchmarks import books
from benchmarks.measured import SECONDS, Measured, Target, rates
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio
from ledger.book import Book
from ledger.storing.stores import open_store
from projections import shelf
from projections.views import VIEWS

WANTED = Target(0.25)
"""A book of 100,000 facts is told in seconds."""


async def measure(effort: Effort) -> list[Measured]:
    """A book of 200,000 facts in both languages, and how long all who are installed check it."""
    recorder = open_store(books.community(), FIRST)
    book = Book(recorder)
    facts = book.head()
    with scratch() as folder:
        views = shelf.Shelf(shelf.open_store(folder, FIRST), book, VIEWS)

        async def writing() -> float:
            begun = time.perf_counter()
            with journal_of(book, views) as journal:
                write(journal, FIRST, {layout: io.StringIO() for layout in LAYOUTS})
            return facts / (time.perf_counter() - begun)

        async def reading() -> float:
            begun = time.perf_counter()
            read = sum(1 for _ in book.facts())
            return read / (time.perf_counter() - begun)

        written, read = await in_turns(effort, writing, reading)
        begun = time.perf_counter()
        _, verdicts = ask_all(book, views, FIRST)
        took = time.perf_counter() - begun
        views.close()
    book.close()
    books.close(recorder)
    said = ", ".join(f"{each.program} {each.outcome}" for each in verdicts)
    return [
        Measured(
            "l", f"journal of {facts:,} facts / reading the book only", ratio(written, read),
            target=WANTED, beside=rates(("journal", written), ("reading", read)),
        ),
        Measured("l", "written and checked outside, once", (took,), SECONDS, beside=said),
    ]  # fmt: skip
