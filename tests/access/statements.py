"""A month that was closed, whatever the calendar says, and the calls that are about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ledger.book import Book
from ledger.command import By
from ledger.facts import StatementFrozen
from ledger.subjects.settlement import Roll, settlement_of, till_behind
from tests.access.asked import Asked
from tests.story import Happened

if TYPE_CHECKING:
    from tests.access.town import Town


def months_statement(book: Book, merchant: str, now: datetime) -> str:
    """The merchant's November is closed; returns the statement."""
    settlement = settlement_of(merchant, "2026-11")
    roll = book.look(Roll(till_behind(settlement))).lines
    frozen = StatementFrozen(
        at=now, settlement=settlement, merchant=merchant, month="2026-11", sums=roll.sums,
        kept=roll.kept, late={}, opening_fen=0, adjusted_fen=0, closing_fen=roll.sums.fen,
        owed_by_fund=roll.kept.fen, book_position=book.head(), object_by=date(2026, 12, 10),
        pay_by=date(2026, 12, 21), frozen_by="clock", policy="default/2",
    )  # fmt: skip
    by = By("clock", "system", "key-town-november", "told once")
    book.record(Happened(facts=(frozen,)), by, now)
    return settlement


OF_STATEMENTS: dict[str, Callable[[Town], Asked]] = {
    "POST /settlements": lambda t: Asked(
        "/settlements", {"merchant": t.chen.who.merchant, "month": "2026-11"}
    ),
    "GET /settlements": lambda t: Asked("/settlements"),
    "GET /settlements/{settlement}": lambda t: Asked(f"/settlements/{t.settlement}"),
    "POST /settlements/{settlement}/agreement": lambda t: Asked(
        f"/settlements/{t.settlement}/agreement", {}
    ),
    "POST /settlements/{settlement}/objection": lambda t: Asked(
        f"/settlements/{t.settlement}/objection", {"line": t.redemption, "reason": "other"}
    ),
    "POST /settlements/{settlement}/answers": lambda t: Asked(
        f"/settlements/{t.settlement}/answers", {"line": t.redemption, "outcome": "declined"}
    ),
    "POST /settlements/{settlement}/payment": lambda t: Asked(
        f"/settlements/{t.settlement}/payment", {"reference": "B-1"}
    ),
}
"""Calls about Chen's November."""
