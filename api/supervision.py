"""Supervision: which documents are due, what the views say of them, and what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import NamedTuple, get_args

from msgspec.structs import asdict

from api.ledgers import Ledger
from ledger.counting.periods import Period, PeriodKind, period_of, read_period
from ledger.counting.supervision import document_due_on
from ledger.facts import Figures
from ledger.supervision import FreezeDocuments
from projections.shelf.moment import moment_of
from projections.supervision import Document
from projections.supervision_sums import ADDED_VIEWS, Source, SupervisionSums

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


class ViewsStandStill(Exception):
    """A view that figures are added up from stands still, or is behind the others."""


def freezing_of(ledger: Ledger, period: Period, frozen_by: str) -> FreezeDocuments | None:
    """The wish to freeze the documents of a period as the book stands now; None when nothing
    happened in it. Raises `ViewsStandStill`: half of the truth is never frozen."""
    with sums_of(ledger, period) as sums:
        if sums is None:
            raise ViewsStandStill
        figures = sums.of(period)
    if not figures:
        return None
    return FreezeDocuments(
        period=period.name, book_position=sums.position, figures=figures, frozen_by=frozen_by
    )


@contextmanager
def sums_of(ledger: Ledger, period: Period) -> Iterator[SupervisionSums | None]:
    """Sums of this moment, by the days of the policy of that period; None while one of the views
    behind them stands still."""
    with moment_of(ledger.shelf, ADDED_VIEWS) as moment:
        yield SupervisionSums(moment, ledger.rules.on(period.last).zone) if moment else None


def _over(ledger: Ledger, kind: PeriodKind, today: date) -> Iterator[Period]:
    """The periods of this kind that are over, the last first, as far back as is made up for."""
    begun = ledger.rules.current.local_date(next(ledger.book.facts(at_once=1)).recorded_at)
    earliest = today - timedelta(days=MADE_UP_DAYS.get(kind, LONGEST_MADE_UP_DAYS))
    period = period_of(kind, period_of(kind, today).first - timedelta(days=1))
    while period.last >= max(begun, earliest):
        yield period
        period = period_of(kind, period.first - timedelta(days=1))


class Reading(NamedTuple):
    """A document as it was frozen; `now` is what its figures come to today, `parts` are those of
    the units below that have documents, `directly` what is attached to the unit itself."""

    period: Period
    document: Document
    now: Figures | None
    parts: dict[str, Document]
    directly: Figures

    @property
    def adjustments(self) -> list[Adjustment]:
        """The figures that are others today, in the order in which they are told."""
        now = asdict(self.now or self.document.figures)
        frozen = asdict(self.document.figures)
        return [
            Adjustment(figure, frozen[figure], now[figure])
            for figure in frozen
            if frozen[figure] != now[figure]
        ]


class Adjustment(NamedTuple):
    """What a figure was when it was frozen, and what corrections have made of it since."""

    figure: str
    frozen: int
    now: int


def reading(ledger: Ledger, unit: str, name: str) -> Reading | None:
    """The document of a unit and a period, with what has changed since; None where there is
    none. While a view stands still, nobody knows what it comes to today."""
    document = ledger.supervision.document(unit, name)
    if document is None:
        return None
    period = read_period(name)
    # The tree as it was known then: whoever moves a unit later, and back, changes no sum.
    tree = ledger.eligibility.tree(document.book_position)
    parts = ledger.supervision.of_period(name, tree.children(unit, period.last))
    directly = Counter(asdict(document.figures))
    for part in parts.values():
        directly.subtract(asdict(part.figures))
    with sums_of(ledger, period) as sums:
        now = sums.of_unit(unit, period) if sums else None
    return Reading(period, document, now, parts, Figures(**directly))


def sources(ledger: Ledger, unit: str, period: Period, figure: str) -> list[Source]:
    """Of what a figure of a unit is made today."""
    with sums_of(ledger, period) as sums:
        return sums.behind(figure, period, unit) if sums else []
