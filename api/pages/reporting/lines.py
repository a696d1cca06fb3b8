"""The lines behind a number: each says what happened, and leads to where that stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import get
from litestar.response import Template

from api.access.table import Deed, may, opens_to
from api.pages.office.callers import caller_here, today_of
from api.pages.reporting.report import name_of, near_of
from api.pages.reporting.tables import LINES
from api.pages.reporting.words import category_name, figure_name, kind_name, whole
from api.pages.visits import Visit, page
from api.reporting.asking import chosen_told, month_before, month_told
from api.reporting.listing import Chosen, Item, list_of
from api.reporting.report import number_of, report_of
from api.reporting.scope import Scope
from api.v1 import paging
from api.v1.addresses import AnyUnit, Cursor
from api.v1.asking import Caller
from api.v1.report_addresses import (
    AnyCategory,
    AnyFigure,
    AnyShop,
    AnyVolunteer,
    Directly,
    ReportMonth,
)


class Told(NamedTuple):
    """A line as it is read: what it tells of, of whom, when, how much, and where that stands;
    `fact` is its place in the book, for those who may read that."""

    kind: str
    who: str
    when: datetime | date | None
    number: str
    address: str
    fact: int | None


@get("/desk/reports/lines", opt=opens_to(Deed.READ_REPORTS), sync_to_thread=True)
def lines(
    request: Visit, figure: AnyFigure = "minutes", unit: AnyUnit = "", month: ReportMonth = "",
    category: AnyCategory = "", shop: AnyShop = "", volunteer: AnyVolunteer = "",
    directly: Directly = False, cursor: Cursor = "",
) -> Template:  # fmt: skip
    """What one number of a report is the sum of, a hundred lines at a time."""
    caller = caller_here(request)
    ledger, today = caller.ledger, today_of(caller)
    near, chosen = near_of(caller, unit), chosen_told(figure, category, shop, volunteer, directly)
    scope = Scope(ledger, near, month_told(month, today), today)
    found = list_of(scope, chosen, paging.position_of(ledger, cursor) or 0)
    asked = {
        "figure": figure, "unit": near or "", "month": scope.month.name, "category": category,
        "shop": shop, "volunteer": volunteer, "directly": "true" if directly else "",
    }  # fmt: skip
    number = number_of(report_of(ledger, near, scope.month, today), chosen)
    more = None if found.behind is None else ledger.cursors.seal(found.behind)
    return page(
        request, "reporting/lines.html", figure=figure_name(figure), name=name_of(caller, near),
        month=scope.month.name, lines=_told(caller, asked, chosen, found.items),
        number=None if number is None else whole(chosen.counted.measure, number),
        part=_part(caller, chosen, category), begun=bool(cursor),
        more=None if more is None else _address(asked | {"cursor": more}),
        back=f"/desk/reports?{urlencode({'unit': near or '', 'month': scope.month.name})}",
        path=_address(asked),
    )  # fmt: skip


def _told(
    caller: Caller, asked: dict[str, str], chosen: Chosen, items: Iterable[Item]
) -> list[Told]:
    items = list(items)
    people = {_who(item) for item in items if _who(item).startswith("volunteer-")}
    named = may(caller.who, Deed.READ_STATEMENT)
    names = caller.house.people.masked_names(people) if named else {}
    auditing = may(caller.who, Deed.READ_BOOK)
    told = []
    for item in items:
        line, who = item.line, _who(item)
        told.append(Told(
            kind=kind_name(item.kind), who=names.get(who) or _called(caller, who),
            when=(line.day or line.at) if line else None,
            number=whole(chosen.counted.measure, item.number),
            address=_leads_to(caller, asked, item),
            fact=line.position if line and auditing else None,
        ))  # fmt: skip
    return told


def _who(item: Item) -> str:
    line = item.line
    return item.who or (line and (line.volunteer or line.merchant or line.fund)) or ""


def _called(caller: Caller, who: str) -> str:
    """The name of a shop or a fund; a volunteer by the number people say aloud."""
    directory, kind = caller.ledger.directory, who.partition("-")[0]
    if kind == "merchant":
        shop = directory.merchant(who)
        return shop.name if shop else who
    if kind == "fund":
        fund = caller.ledger.funds.fund(who)
        return fund.name if fund else who
    person = directory.volunteer(who) if who else None
    return person.number if person else who


def _leads_to(caller: Caller, asked: dict[str, str], item: Item) -> str:
    """Where more is told of it, for those to whom that opens."""
    line, who = item.line, item.who
    if item.kind == "people":
        return _address(asked | {"figure": "sessions", "volunteer": who})
    if item.kind == "shops":
        return _address(asked | {"figure": "shop_taken", "shop": who})
    if item.kind == "before":
        before = month_before(month_told(asked["month"], today_of(caller)).first)
        return _address(asked | {"month": before.name})
    opens = may(caller.who, Deed.SEE_PEOPLE)
    if line is None:
        return f"/desk/people/{who}" if opens and who else ""
    if line.reference.startswith("attendance-") and may(caller.who, Deed.READ_ATTENDANCE):
        return f"/desk/attendances/{line.reference}"
    if line.reference.startswith("settlement-") and may(caller.who, Deed.READ_SETTLEMENTS):
        return f"/desk/settlements/{line.reference}"
    if line.reference.startswith("donation-") and may(caller.who, Deed.READ_FUNDS):
        return f"/desk/funds/{line.fund}"
    return f"/desk/people/{line.volunteer}" if opens and line.volunteer else ""


def _part(caller: Caller, chosen: Chosen, category: str) -> str:
    """Of what part of the number these are the lines."""
    parts = [
        category_name(category) if category else "",
        *(_called(caller, each) for each in (chosen.shop, chosen.volunteer) if each),
    ]
    return " · ".join(part for part in parts if part)


def _address(asked: dict[str, str]) -> str:
    return f"{LINES}?{urlencode({name: value for name, value in asked.items() if value})}"


ROUTES: list[Any] = [lines]
