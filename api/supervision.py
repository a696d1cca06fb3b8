"""Supervision: which documents are due, what the views say of them, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

from api.ledgers import Ledger
from ledger.counting.periods import Period, PeriodKind, period_of
from ledger.counting.supervision import document_due_on
from ledger.supervision import FreezeDocuments
from projections.shelf.moment import moment_of
from projections.supervision_sums import ADDED_VIEWS, SupervisionSums

KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
MADE_UP_DAYS: dict[PeriodKind, int] = {"day": 40, "week": 90}
LONGEST_MADE_UP_DAYS = 400
"""How long after its end a missed document is still made up for; the day before yesterday is of
use to nobody next year, a quarter is."""


def due(ledger: Ledger, today: date) -> list[Period]:
    """The periods whose documents are due and not frozen, the earliest due first; none that was
    over before this ledger began."""
    found = [
        (day, period)
        for kind in KINDS
        for period in _over(ledger, kind, today)
        if (day := document_due_on(ledger.rules.on(period.last), period)) and day <= today
    ]
    done = ledger.supervision.periods_done([period.name for _, period in found])
    found.sort(key=lambda each: (each[0], each[1].last, -each[1].first.toordinal()))
    return [period for _, period in found if period.name not in done]


def freezing_of(ledger: Ledger, period: Period, frozen_by: str) -> FreezeDocuments | None:
    """The wish to freeze the documents of a period as the book stands now; None when nothing
    happened in it, or while a view stands still."""
    with moment_of(ledger.shelf, ADDED_VIEWS) as moment:
        if moment is None:
            return None
        figures = SupervisionSums(moment, ledger.rules.on(period.last).zone).of(period)
    if not figures:
        return None
    return FreezeDocuments(
        period=period.name, book_position=moment.position, figures=figures, frozen_by=frozen_by
    )


def _over(ledger: Ledger, kind: PeriodKind, today: date) -> Iterator[Period]:
    """The periods of this kind that are over, the last first, as far back as is made up for."""
    begun = ledger.rules.current.local_date(next(ledger.book.facts(at_once=1)).recorded_at)
    earliest = today - timedelta(days=MADE_UP_DAYS.get(kind, LONGEST_MADE_UP_DAYS))
    period = period_of(kind, period_of(kind, today).first - timedelta(days=1))
    while period.last >= max(begun, earliest):
        yield period
        period = period_of(kind, period.first - timedelta(days=1))
