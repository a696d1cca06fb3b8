"""The public notice: what everybody may read of the last month, without signing in and no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import get
from litestar.response import Template

from api.access.table import OPEN_TO_ALL
from api.ledgers import FIRST, Ledger
from api.pages.charts import bars
from api.pages.language import translate
from api.pages.reading import beans, hours, yuan
from api.pages.reporting.tables import Cell, Row, Table
from api.pages.reporting.words import category_name, figure_name
from api.pages.visits import Visit, house_of, page, visitor
from api.problems import Stop
from api.reporting.figures import FIGURES
from api.reporting.given import given_in
from api.reporting.published import (
    ANSWERED,
    DEEDS,
    REDEEMED,
    Published,
    Shared,
    latest,
    published_month,
)
from api.reporting.withholding import FEWEST_PEOPLE, Place
from api.supply import cover_of
from api.v1.addresses import AnyUnit
from api.v1.report_addresses import ReportMonth
from ledger.counting.periods import Period

HERE = "/notice"
_SHOWN_KINDS = ("district", "street", "community")
_HEADS = ("people", "sessions", "minutes", "beans")


class Fact(NamedTuple):
    """A line of the notice that stands by itself; no value where few people are behind it."""

    name: str
    value: str | None


@get("/notice", opt=OPEN_TO_ALL, sync_to_thread=True)
def notice(request: Visit, unit: AnyUnit = "", month: ReportMonth = "") -> Template:
    """What a community, or everything in a place, did in a month that is over."""
    who = visitor(request)
    ledger = house_of(request).ledgers.of(who.ledger if who else FIRST)
    now = ledger.clock.now()
    rules = ledger.rules.at(now)
    months = latest(rules.local_date(now), ledger)
    chosen = next((each for each in months if month in ("", each.name)), None)
    near = _place(ledger, unit, chosen)
    if chosen is None:
        raise Stop("not_found")
    found = published_month(ledger, chosen)
    _, others = found.of(near)
    asked = {name: value for name, value in (("unit", near), ("month", chosen.name)) if value}
    return page(
        request, "reporting/notice.html", name=_name(ledger, near), month=chosen,
        on=found.on, tables=tables_of_notice(ledger.units.name_of, found, near),
        facts=[*_facts(others), *_money(ledger, near, chosen)], cover=_cover(ledger, near, now),
        least=FEWEST_PEOPLE, rules=rules, places=_places(ledger, near, chosen),
        days=rules.evidence.objection_answer_working_days,
        months=[(each.name, _address(near, each)) for each in months if each != chosen],
        path=f"{HERE}?{urlencode(asked)}",
    )  # fmt: skip


def _place(ledger: Ledger, unit: str, month: Period | None) -> str | None:
    """The place that is meant: None for everything. Raises `Stop` for what is none of these."""
    row = ledger.units.unit(unit) if unit else None
    if unit and (row is None or row.kind not in _SHOWN_KINDS):
        raise Stop("not_found")
    return unit or None


def _name(ledger: Ledger, unit: str | None) -> str:
    return ledger.units.name_of(unit) if unit else ""


def tables_of_notice(
    name_of: Callable[[str], str], found: Published, unit: str | None
) -> list[Table]:
    """The service of a place by category, and by what lies in it; published cells alone."""
    by_category: dict[str, Shared] = defaultdict(Shared)
    by_place: dict[str, Shared] = defaultdict(Shared)
    for place, shared in found.of(unit)[0].items():
        by_category[place.deed] = by_category[place.deed].plus(shared)
        below = _below(found.paths[place.community], unit)
        if below is not None:
            by_place[below] = by_place[below].plus(shared)
    kinds = [(category_name(code), "", each) for code, each in sorted(by_category.items())]
    places = [
        (name_of(each), _address(each, found.month), shared)
        for each, shared in sorted(by_place.items())
    ]
    tables = [_table("categories", translate("Service by category"), kinds, _HEADS),
              _table("places", translate("Place by place"), places, _HEADS[1:])]  # fmt: skip
    return [table for table in tables if len(table.rows) > 1]


def _table(
    key: str, title: str, lines: list[tuple[str, str, Shared]], heads: tuple[str, ...]
) -> Table:
    rows = [Row(name, address, _cells(each, heads)) for name, address, each in lines]
    together = Shared()
    for _, _, each in lines:
        together = together.plus(each)
    hours_of = [(name, each.minutes // 60 * 60, _hours(each)) for name, _, each in lines]
    chart = bars(key, f"{title} · {figure_name('minutes')}", hours_of)
    # Somebody of two categories would be two people in a sum.
    total = [cell._replace(shown="—") if cell.figure.code == "people" else cell
             for cell in _cells(together, heads)]  # fmt: skip
    rows.append(Row(translate("Total"), "", total, is_sum=True))
    return Table(key, title, [figure_name(code) for code in heads], rows, chart)


def _cells(each: Shared, heads: tuple[str, ...]) -> list[Cell]:
    """People in whole fives and hours in whole hours, both rounded down."""
    shown = {
        "people": translate("%(num)s or more") % {"num": beans(each.people)},
        "sessions": beans(each.sessions), "minutes": _hours(each), "beans": beans(each.beans),
    }  # fmt: skip
    return [Cell(FIGURES[code], getattr(each, code), shown[code], "") for code in heads]


def _hours(each: Shared) -> str:
    return hours(each.minutes // 60 * 60)


def _below(path: list[str], unit: str | None) -> str | None:
    """In which part of a place a community lies, None when it is that place itself."""
    if unit is None:
        return path[-1]
    below = path.index(unit)
    return path[below - 1] if below else None


def _facts(others: dict[Place, Shared]) -> list[Fact]:
    sums: dict[str, Shared] = {}
    for place, shared in others.items():
        sums[place.deed] = sums.get(place.deed, Shared()).plus(shared)
    redeemed, deeds, answered = (sums.get(deed) for deed in (REDEEMED, DEEDS, ANSWERED))
    return [
        Fact(translate("Beans for deeds"), deeds and beans(deeds.beans)),
        Fact(translate("Beans redeemed"), redeemed and beans(redeemed.beans)),
        Fact(translate("What the fund owes for them"), redeemed and yuan(redeemed.fen)),
        Fact(translate("Objections answered"), answered and beans(answered.times)),
    ]


def _money(ledger: Ledger, unit: str | None, month: Period) -> list[Fact]:
    given = given_in(ledger, unit, month)
    return [
        Fact(translate("Money received"), yuan(given.fen)),
        Fact(translate("Goods received (worth)"), yuan(given.goods_fen)),
        Fact(translate("Shops that take beans"), beans(given.shops)),
    ]


def _cover(ledger: Ledger, unit: str | None, now: datetime) -> str:
    """Whether the money is enough; how much of it there is would tell of single redemptions."""
    return cover_of(ledger, unit, now).state


def _places(ledger: Ledger, unit: str | None, month: Period) -> list[tuple[str, str]]:
    """What lies in a place and what it lies in, by name and address."""
    units = ledger.units.now()
    above: Iterable[str] = units.path(unit, month.last)[1:] if unit else ()
    below = units.shape.children(unit, month.last)
    near = [each for each in (*above, *below) if units.rows[each].kind in _SHOWN_KINDS]
    whole = [(translate("everything"), _address(None, month))] if unit else []
    return [*whole, *((_name(ledger, each), _address(each, month)) for each in near)]


def _address(unit: str | None, month: Period) -> str:
    told = {"unit": unit, "month": month.name} if unit else {"month": month.name}
    return f"{HERE}?{urlencode(told)}"


ROUTES: list[Any] = [notice]
