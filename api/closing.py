"""Closing: what the views list for a merchant's month, for the book to compare and freeze."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.ledgers import Ledger
from ledger.counting.statement_months import closes_on, month_before
from ledger.settlements import FreezeStatement
from ledger.subjects.settlement import settlement_of


def closing_of(ledger: Ledger, merchant: str, month: str, frozen_by: str) -> FreezeStatement:
    """The wish to close this month, with all that the views know of it now."""
    seen_at, views = ledger.shelf.position, ledger.settlements
    return FreezeStatement(
        merchant=merchant, month=month, seen_at=seen_at, frozen_by=frozen_by,
        seen=views.roll(merchant, month, until=seen_at).sums,
        late=tuple(views.late_months(merchant)),
    )  # fmt: skip


def last_closable(ledger: Ledger, today: date) -> str:
    """The last month that may be closed on that local day."""
    month = month_before(today.isoformat()[:7])
    policy = ledger.rules.on(today)
    return month if today >= closes_on(policy, month) else month_before(month)


def to_be_closed(ledger: Ledger, today: date) -> Iterator[tuple[str, str]]:
    """Merchants and months that want a statement, the oldest month first: those in which beans
    moved, and the last one for whoever something was left over for."""
    last, views = last_closable(ledger, today), ledger.settlements
    moved = views.unstated(last)
    yield from moved
    for merchant in views.left_over():
        stated = views.statement(settlement_of(merchant, last)) is not None
        if not stated and (merchant, last) not in moved:
            yield merchant, last
