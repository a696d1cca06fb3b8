"""Reports over HTTP: a month of a unit, and the lines that each number of it is the sum of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import msgspec
from litestar import get

from api.access.reach import check
from api.access.table import Deed, opens_to
from api.reporting.asking import BROUGHT_IN, chosen_told, month_told
from api.reporting.figures import FIGURES
from api.reporting.listing import Item, list_of
from api.reporting.report import Numbers, report_of
from api.reporting.scope import Scope
from api.v1 import paging
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from api.v1.report_addresses import (
    AnyCategory,
    AnyFigure,
    AnyShop,
    AnyVolunteer,
    Directly,
    ReportMonth,
)
from api.v1.supply import unit_within


class Numbered(msgspec.Struct, kw_only=True):
    """The numbers of a child, a category or a shop (`of`), by the code of their figure."""

    of: str
    numbers: dict[str, int]


class MonthReport(msgspec.Struct, kw_only=True):
    """A month of a unit (null: of everything), as the tree stood on `as_of`.

    Service counts on its local day; everything else when it was written down. `total` is what
    `children` and what is `directly` attached come to, figure by figure: `people` counts
    everybody once, where they were at home when they last served. Minutes, beans and fen are
    whole numbers. `over` tells whether the month is.
    """

    unit: str | None
    month: str
    first_day: date
    last_day: date
    as_of: date
    over: bool
    total: dict[str, int]
    directly: dict[str, int]
    children: list[Numbered]
    categories: list[Numbered]
    shops: list[Numbered]


class LineSeen(msgspec.Struct, kw_only=True):
    """How much of the number one line is.

    `kind` says what happened; `people` and `shops` count once and are named in `who`; `before` is
    what stood when the month began, and `moved` what came, or went, in the purse of somebody who
    moved. `fact` stands for the fact itself, null where there is none.
    """

    number: int
    kind: str
    who: str
    fact: str | None
    at: datetime | None
    day: date | None
    reference: str
    merchant: str
    fund: str


class LinesSeen(msgspec.Struct, kw_only=True):
    """Some of the lines; all pages together come to exactly the number of the report."""

    items: list[LineSeen]
    next_cursor: str | None


@get("/reports", opt=opens_to(Deed.READ_REPORTS), **READS)
def read_report(request: Call, unit: AnyUnit = "", month: ReportMonth = "") -> MonthReport:
    """The month of a unit, of everything within reach when none is named."""
    caller = caller_of(request)
    near = unit_within(caller, unit)
    if near is not None:
        check(caller, near)
    today = caller.ledger.rules.current.local_date(caller.now())
    found = report_of(caller.ledger, near, month_told(month, today), today)
    period = found.month
    return MonthReport(
        unit=near, month=period.name, first_day=period.first, last_day=period.last,
        as_of=found.as_of, over=period.last < today, total=_all(found.total),
        directly=_all(found.directly), children=_numbered(found.children),
        categories=_numbered({code or BROUGHT_IN: each for code, each in found.categories.items()}),
        shops=_numbered(found.shops),
    )  # fmt: skip


@get("/reports/lines", opt=opens_to(Deed.READ_REPORTS), **READS)
def read_lines(
    request: Call, figure: AnyFigure, unit: AnyUnit = "", month: ReportMonth = "",
    category: AnyCategory = "", shop: AnyShop = "", volunteer: AnyVolunteer = "",
    directly: Directly = False, limit: Limit = USUAL, cursor: Cursor = "",
) -> LinesSeen:  # fmt: skip
    """What one number of a report is the sum of, in the order of the book."""
    caller = caller_of(request)
    near = unit_within(caller, unit)
    if near is not None:
        check(caller, near)
    chosen = chosen_told(figure, category, shop, volunteer, directly)
    ledger = caller.ledger
    today = ledger.rules.current.local_date(caller.now())
    scope = Scope(ledger, near, month_told(month, today), today)
    behind = paging.position_of(ledger, cursor) or 0
    found = list_of(scope, chosen, behind, limit)
    return LinesSeen(
        items=[_seen(ledger.tokens.seal, item) for item in found.items],
        next_cursor=None if found.behind is None else ledger.cursors.seal(found.behind),
    )


def _seen(seal: Callable[[int], str], item: Item) -> LineSeen:
    line = item.line
    return LineSeen(
        number=item.number, kind=item.kind, who=item.who or (line.volunteer if line else ""),
        fact=seal(line.position) if line else None, at=line.at if line else None,
        day=line.day if line else None, reference=line.reference if line else "",
        merchant=line.merchant if line else "", fund=line.fund if line else "",
    )  # fmt: skip


def _all(numbers: Numbers) -> dict[str, int]:
    return {code: numbers.get(code, 0) for code in FIGURES}


def _numbered(parts: dict[str, Numbers]) -> list[Numbered]:
    return [Numbered(of=of, numbers=dict(numbers)) for of, numbers in parts.items()]


ROUTES = [read_report, read_lines]
