"""Hours at the desk: from the district down to a person, on screen, on paper and as a sheet."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

from litestar import Response, get
from litestar.response import Template
from sqlalchemy import func, select

from api.access.reach import reaches, unlimited
from api.access.table import Deed, may, opens_to
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.hours import WITHIN_A_COMMUNITY, By, Hours
from api.pages.language import translate
from api.pages.office.callers import caller_here, catch_up, must_reach_here
from api.pages.office.finding import unit_name
from api.pages.visits import Visit, page
from api.v1.addresses import AnyUnit
from api.v1.asking import Caller
from api.v1.hours import OF_PEOPLE, AnyPeriod, ByWhat, hours_for
from ledger.counting.periods import Period
from projections.hours_sums import Sums
from projections.service_hours import PLANS


class Line(NamedTuple):
    """One line of the table: what it is called, where it leads (empty: nowhere), its sums."""

    name: str
    address: str
    sums: Sums


@get("/desk/hours", opt=opens_to(Deed.READ_HOURS), sync_to_thread=True)
def hours(
    request: Visit, by: ByWhat = "unit", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Template:
    """What was served in a unit and a period, in parts that add up to the total."""
    caller = caller_here(request)
    found = _found(caller, by, unit, period)
    chosen = {"by": by, "unit": found.unit or "", "period": found.period.name}
    return page(
        request, "counting/hours.html", found=found, lines=_lines(caller, found),
        name=_name_of_unit(caller, found.unit), ways=_ways(caller, found), chosen=chosen,
        above=_above(caller, found), periods=_periods(found.period),
        sheet=urlencode(chosen), path=f"/desk/hours?{urlencode(chosen)}",
    )  # fmt: skip


@get("/desk/hours.csv", opt=opens_to(Deed.READ_HOURS), sync_to_thread=True)
def hours_csv(
    request: Visit, by: ByWhat = "unit", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Response[bytes]:
    """The same as a table in text."""
    found, rows = _rows(caller_here(request), by, unit, period)
    return attachment(f"hours-{found.period.name}.csv", CSV_TYPE, csv_of(rows))


@get("/desk/hours.xlsx", opt=opens_to(Deed.READ_HOURS), sync_to_thread=True)
def hours_xlsx(
    request: Visit, by: ByWhat = "unit", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Response[bytes]:
    """The same as a workbook."""
    found, rows = _rows(caller_here(request), by, unit, period)
    return attachment(f"hours-{found.period.name}.xlsx", XLSX_TYPE, xlsx_of(rows))


def _found(caller: Caller, by: str, unit: str, period: str) -> Hours:
    catch_up(caller)
    near = unit or (None if unlimited(caller.who) else caller.who.unit or _of_team(caller))
    if near is not None:
        must_reach_here(caller, near)
    return hours_for(caller, by, near, period)


def _of_team(caller: Caller) -> str | None:
    """Where the team of whoever is here is at home."""
    return caller.ledger.directory.community_of(caller.who.team or "")


def _rows(
    caller: Caller, by: str, unit: str, period: str
) -> tuple[Hours, list[tuple[str | int, ...]]]:
    """A line for each part, one for what is directly attached, and the total, in minutes."""
    found = _found(caller, by, unit, period)
    titles = (
        translate("What or who"), translate("Minutes of service"), translate("Minutes of training"),
        translate("Sessions"),
    )  # fmt: skip
    rows: list[tuple[str | int, ...]] = [titles]
    rows += [(line.name, *line.sums) for line in _lines(caller, found)]
    if any(found.directly):
        rows.append((translate("Directly attached"), *found.directly))
    return found, [*rows, (translate("Total"), *found.total)]


def _lines(caller: Caller, found: Hours) -> list[Line]:
    names: dict[str, str] = {}
    if found.by == "person":
        names = caller.house.people.masked_names(part.of for part in found.parts)
    elif found.by == "programme":
        names = _titles(caller, [part.of for part in found.parts])
    numbered = iter(range(1, len(found.parts) + 1))
    lines = []
    for part in found.parts:
        if not part.of:
            name = translate("None of these")
        elif found.by == "household":  # A household has no name but that of its people.
            name = translate("Household %(number)s") % {"number": next(numbered)}
        else:
            name = names.get(part.of) or _name(caller, found.by, part.of)
        lines.append(Line(name, _leads_to(caller, found, part.of), part.sums))
    return lines


def _name(caller: Caller, by: By, of: str) -> str:
    if by in ("unit", "grid"):
        return _name_of_unit(caller, of)
    if by == "team":
        team = caller.ledger.directory.team(of)
        return team.name if team else of
    return of


def _titles(caller: Caller, programmes: list[str]) -> dict[str, str]:
    """What each series of shifts is called: as one of them is."""
    c = PLANS.c
    question = select(c.programme, func.min(c.activity)).where(c.programme.in_(programmes))
    found = caller.ledger.shelf.rows(question.group_by(c.programme), lambda *row: row)
    shifts = {series: caller.ledger.activity_board.activity(shift) for series, shift in found}
    return {series: shift.title for series, shift in shifts.items() if shift is not None}


def _name_of_unit(caller: Caller, unit: str | None) -> str:
    if unit is None:
        return ""
    row = caller.ledger.units.unit(unit)  # As it was called then, though it may have ended since.
    return row.name if row else unit_name(caller, unit)


def _leads_to(caller: Caller, found: Hours, of: str) -> str:
    """Down into a unit, and from a community to the people in it, for those who may see them."""
    if found.by == "person":
        return f"/desk/people/{of}" if may(caller.who, Deed.SEE_PEOPLE) else ""
    if found.by in ("unit", "grid") and of and reaches(caller, of):
        return f"/desk/hours?{urlencode({'unit': of, 'period': found.period.name})}"
    return ""


def _above(caller: Caller, found: Hours) -> tuple[str, str] | None:
    """The name and the id of the unit around this one, where it is in reach; all for the top."""
    if found.unit is None:
        return None
    parent = caller.ledger.units.now().shape.parent(found.unit, found.as_of)
    if parent is None:
        return ("", "") if unlimited(caller.who) else None
    return (_name_of_unit(caller, parent), parent) if reaches(caller, parent) else None


def _ways(caller: Caller, found: Hours) -> list[str]:
    """By what these hours may be looked at here."""
    shape = caller.ledger.units.now().shape
    inside = found.unit is not None and shape.community(found.unit, found.as_of) is not None
    people = may(caller.who, Deed.READ_STATEMENT)
    return [
        by
        for by in get_args(By)
        if (inside or by not in WITHIN_A_COMMUNITY) and (people or by not in OF_PEOPLE)
    ]


def _periods(period: Period) -> list[str]:
    """The day, week, month, quarter, half-year and year in which the period ends."""
    last = period.last
    year, week, _ = last.isocalendar()
    quarter, half = (last.month + 2) // 3, (last.month + 5) // 6
    return [
        last.isoformat(), f"{year}-W{week:02}", f"{last:%Y-%m}", f"{last.year}-Q{quarter}",
        f"{last.year}-H{half}", f"{last.year}",
    ]  # fmt: skip


ROUTES: list[Any] = [hours, hours_csv, hours_xlsx]
