"""The monthly report at the desk: chosen from lists, read on screen and paper, taken as a sheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.response import Template

from api.access.reach import reaches, unlimited
from api.access.table import Deed, may, opens_to
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.pages.language import translate
from api.pages.office.callers import caller_here, catch_up, must_reach_here, today_of
from api.pages.office.finding import unit_name
from api.pages.reporting.tables import Names, sheet_rows, tables_of
from api.pages.reporting.words import measure_name
from api.pages.visits import Visit, page
from api.reporting.asking import month_before, month_told
from api.reporting.report import Report, report_of
from api.v1.addresses import AnyUnit
from api.v1.asking import Caller
from api.v1.report_addresses import ReportMonth

MONTHS_SHOWN = 24


@get("/desk/reports", opt=opens_to(Deed.READ_REPORTS), sync_to_thread=True)
def report(request: Visit, unit: AnyUnit = "", month: ReportMonth = "") -> Template:
    """A month of a unit: every number leads to the lines it is the sum of."""
    caller = caller_here(request)
    found = report_here(caller, unit, month)
    chosen = {"unit": found.unit or "", "month": found.month.name}
    return page(
        request, "reporting/report.html", found=found, name=name_of(caller, found.unit),
        tables=tables_of(found, _names(caller, found)), chosen=chosen,
        over=found.month.last < today_of(caller), places=_places(caller, found),
        months=_months(caller, found.month.name), sheet=urlencode(chosen),
        has_desk=may(caller.who, Deed.SEE_DESK), path=f"/desk/reports?{urlencode(chosen)}",
    )  # fmt: skip


@get("/desk/reports.csv", opt=opens_to(Deed.READ_REPORTS), sync_to_thread=True)
def report_csv(request: Visit, unit: AnyUnit = "", month: ReportMonth = "") -> Response[bytes]:
    """The same numbers as a table in text."""
    found, rows = _rows(caller_here(request), unit, month)
    return attachment(f"report-{found.month.name}.csv", CSV_TYPE, csv_of(rows))


@get("/desk/reports.xlsx", opt=opens_to(Deed.READ_REPORTS), sync_to_thread=True)
def report_xlsx(request: Visit, unit: AnyUnit = "", month: ReportMonth = "") -> Response[bytes]:
    """The same numbers as a workbook."""
    found, rows = _rows(caller_here(request), unit, month)
    return attachment(f"report-{found.month.name}.xlsx", XLSX_TYPE, xlsx_of(rows))


def near_of(caller: Caller, unit: str) -> str | None:
    """The unit that is asked for, or the caller's own, None for everything; the views know all
    that there is. Raises `Stop` for what is not in reach."""
    catch_up(caller)
    near = unit or (None if unlimited(caller.who) else caller.who.unit)
    if near is not None or not unlimited(caller.who):
        must_reach_here(caller, near)
    return near


def report_here(caller: Caller, unit: str, month: str) -> Report:
    """The report as this caller may see it."""
    today = today_of(caller)
    return report_of(caller.ledger, near_of(caller, unit), month_told(month, today), today)


def name_of(caller: Caller, unit: str | None) -> str:
    """What a unit is called, or was; nothing for everything."""
    if unit is None:
        return ""
    row = caller.ledger.units.unit(unit)
    return row.name if row else unit_name(caller, unit)


def _names(caller: Caller, found: Report) -> Names:
    shops = {shop: caller.ledger.directory.merchant(shop) for shop in found.shops}
    return Names(
        units={unit: name_of(caller, unit) for unit in found.children},
        shops={shop: row.name if row else shop for shop, row in shops.items()},
        reached=frozenset(unit for unit in found.children if reaches(caller, unit)),
    )


def _places(caller: Caller, found: Report) -> list[tuple[str, str]]:
    """The unit itself, what lies in it and what it lies in, as far as that is in reach."""
    units = caller.ledger.units.now()
    above = units.path(found.unit, found.as_of)[1:] if found.unit else []
    known = [each for each in (*reversed(above), *found.children) if reaches(caller, each)]
    places = [(each, name_of(caller, each)) for each in known]
    here = (found.unit or "", name_of(caller, found.unit) or translate("everything"))
    whole = [("", translate("everything"))] if unlimited(caller.who) and found.unit else []
    return [*whole, here, *places]


def _months(caller: Caller, chosen: str) -> list[str]:
    """The present month and those before it, the newest first."""
    today = today_of(caller)
    months = [f"{today:%Y-%m}"]
    while len(months) < MONTHS_SHOWN:
        today = month_before(today).first
        months.append(f"{today:%Y-%m}")
    return months if chosen in months else [*months, chosen]


def _rows(
    caller: Caller, unit: str, month: str
) -> tuple[Report, list[tuple[str | int, ...]]]:
    """Every number in a line of its own: where it stands, what it counts, and in what."""
    found = report_here(caller, unit, month)
    told = (name_of(caller, found.unit) or translate("everything"), found.month.name)
    rows: list[tuple[str | int, ...]] = [(
        translate("Unit"), translate("Month"), translate("Part"), translate("What or who"),
        translate("Figure"), translate("How many"), translate("Counted in"),
    )]  # fmt: skip
    for part, line, figure, number, measure in sheet_rows(
        tables_of(found, _names(caller, found))
    ):
        rows.append((*told, part, line, figure, number, measure_name(measure)))
    return found, rows


ROUTES: list[Any] = [report, report_csv, report_xlsx]
