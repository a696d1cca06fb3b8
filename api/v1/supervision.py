"""Supervision over HTTP: the documents of units and periods, as they were frozen for ever."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import PathParameter, QueryParameter
from msgspec.structs import asdict

from api.access.reach import check
from api.access.table import Deed, opens_to
from api.ledgers import Ledger
from api.problems import Stop
from api.supervision import reading
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit, TheUnit
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from api.v1.paging import cut, position_of
from api.v1.supply import unit_within
from ledger.counting.periods import SHAPE, Period, read_period
from ledger.facts import DocumentKind, Figures
from projections.supervision import Document

ThePeriod = Annotated[
    str,
    PathParameter(
        pattern=f"^{SHAPE}$",
        description="2026, 2026-H2, 2026-Q4, 2026-11, 2026-W48 or 2026-11-25, in local days",
    ),
]
AnyKind = Annotated[
    str,
    QueryParameter(
        pattern="^(day|week|month|quarter|half|year)?$",
        description="day check, week summary, month assessment, quarter review, half-year or year;"
        " all of them when it is not told",
    ),
]


class FiguresSeen(Figures, frozen=True, kw_only=True, omit_defaults=False):
    """What happened, each figure by its name and in the unit that the name tells.

    Activities, arrivals, absences and beans given count where the activity was; sessions and
    minutes where the volunteer was at home that evening; redemptions where the shop is.
    """


class DocumentSeen(msgspec.Struct, kw_only=True):
    """A document as it was frozen. The policy and the `position` named give the same figures for
    ever, which `digest` proves."""

    unit: str
    kind: DocumentKind
    period: str
    first_day: date
    last_day: date
    policy_version: str
    position: str
    digest: str
    frozen_at: datetime
    frozen_by: str
    figures: FiguresSeen


class DocumentsSeen(msgspec.Struct, kw_only=True):
    """Documents, those frozen last first."""

    items: list[DocumentSeen]
    next_cursor: str | None


class AdjustmentSeen(msgspec.Struct, kw_only=True):
    """A figure that later corrections have changed; the document stays as it is."""

    figure: str
    frozen: int
    now: int


class DocumentRead(DocumentSeen, kw_only=True):
    """A document, what has changed since, and of what it is the sum: `parts` are the documents of
    the units directly below, `directly` is what is attached to the unit itself."""

    adjustments: list[AdjustmentSeen]
    parts: list[DocumentSeen]
    directly: FiguresSeen


@get("/supervision", opt=opens_to(Deed.READ_DOCUMENTS), **READS)
def list_documents(
    request: Call, unit: AnyUnit = "", kind: AnyKind = "", cursor: Cursor = "",
    limit: Limit = USUAL,
) -> DocumentsSeen:  # fmt: skip
    """The documents of a unit; of the own unit, or of all within reach, when none is named."""
    caller = caller_of(request)
    near, ledger = unit_within(caller, unit), caller.ledger
    before = position_of(ledger, cursor)
    page = cut(
        ledger, ledger.supervision.of(near, kind, limit + 1, before), limit,
        lambda row: row.position,
    )  # fmt: skip
    items = [DocumentSeen(**_seen(ledger, row)) for row in page.items]
    return DocumentsSeen(items=items, next_cursor=page.next_cursor)


@get("/supervision/{unit:str}/{period:str}", opt=opens_to(Deed.READ_DOCUMENTS), **READS)
def read_document(request: Call, unit: TheUnit, period: ThePeriod) -> DocumentRead:
    """The document of a unit and a period, with the adjustments since it was frozen."""
    caller = caller_of(request)
    check(caller, unit)
    must_be_period(period)
    ledger = caller.ledger
    found = reading(ledger, unit, period)
    if found is None:
        raise Stop("not_found")
    return DocumentRead(
        **_seen(ledger, found.document),
        adjustments=[AdjustmentSeen(**each._asdict()) for each in found.adjustments],
        parts=[DocumentSeen(**_seen(ledger, row)) for row in found.parts.values()],
        directly=_told(found.directly),
    )


def must_be_period(name: str) -> Period:
    """The period of that name; raises `Stop` (404) where there is none."""
    try:
        return read_period(name)
    except ValueError:
        raise Stop("not_found") from None


def _seen(ledger: Ledger, row: Document) -> dict[str, object]:
    period = read_period(row.period)
    return {
        "unit": row.unit, "kind": row.kind, "period": row.period, "first_day": period.first,
        "last_day": period.last, "policy_version": row.policy,
        "position": ledger.tokens.seal(row.book_position), "digest": row.digest,
        "frozen_at": row.frozen_at, "frozen_by": row.frozen_by, "figures": _told(row.figures),
    }  # fmt: skip


def _told(figures: Figures) -> FiguresSeen:
    return FiguresSeen(**asdict(figures))


ROUTES = [list_documents, read_document]
