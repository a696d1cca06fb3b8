"""Fact ids: under which name a fact is told elsewhere: one for ever, and no hint of its place."""

from __future__ import annotations

import re

from api.ledgers import Ledger

PATTERN = "^fact-[0-9a-f]{32}$"
_SHAPE = re.compile(PATTERN)


def fact_id(ledger: Ledger, position: int) -> str:
    """The id of the fact at that position, to everybody and every time the same."""
    return f"fact-{ledger.messages.seal(position)}"


def position_of(ledger: Ledger, told: str) -> int | None:
    """Where the fact of that id stands; None when the book has none such."""
    if not _SHAPE.fullmatch(told):
        return None
    position = ledger.messages.open(told.removeprefix("fact-"))
    return position if position is not None and position <= ledger.book.head() else None
