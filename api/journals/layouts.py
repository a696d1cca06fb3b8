"""Layouts: the languages a journal can be written in, and writing it whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, NamedTuple

from api.journals import beancount, hledger
from api.journals.journal import Journal, Step


class Layout(NamedTuple):
    """How a journal begins, and how each of its steps is written; all of it text in lines."""

    suffix: str
    head: Callable[[str, int], str]
    told: Callable[[Step], str]


LAYOUTS: Mapping[str, Layout] = {
    "beancount": Layout("beancount", beancount.head, beancount.told),
    "hledger": Layout("journal", hledger.head, hledger.told),
}
"""By the name of the program that reads it."""


def texts(journal: Journal, ledger: str, layout: str) -> Iterator[str]:
    """The journal of that ledger in one language, piece by piece."""
    chosen = LAYOUTS[layout]
    yield chosen.head(ledger, journal.position)
    for step in journal.steps():
        yield chosen.told(step)


def write(journal: Journal, ledger: str, files: Mapping[str, IO[str]]) -> None:
    """The journal in several languages at once, each into its file."""
    writing = [(LAYOUTS[layout], file) for layout, file in files.items()]
    for layout, file in writing:
        file.write(layout.head(ledger, journal.position))
    for step in journal.steps():
        for layout, file in writing:
            file.write(layout.told(step))
