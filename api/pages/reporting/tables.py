"""Tables of a report: one for each part, a line for each place, and every number leads on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from api.pages.charts import Chart, bars
from api.pages.language import translate
from api.pages.reporting.words import category_name, figure_name, section_name, shown
from api.reporting.asking import BROUGHT_IN
from api.reporting.figures import BY_SHOP, FIGURES, SECTIONS, SERVICE, Figure
from api.reporting.report import Numbers, Report

HERE = "/desk/reports"
LINES = f"{HERE}/lines"


class Cell(NamedTuple):
    """A number of a figure, as people read it, and where its lines are."""

    figure: Figure
    number: int
    shown: str
    address: str


class Row(NamedTuple):
    """A line: what it is called, where that leads (empty: nowhere), its numbers."""

    name: str
    address: str
    cells: list[Cell]
    is_sum: bool = False


class Table(NamedTuple):
    """A table under its heading; `heads` are the names of its figures."""

    key: str
    title: str
    heads: list[str]
    rows: list[Row]
    chart: Chart | None


class Names(NamedTuple):
    """What the places and shops of a report are called, and which of the places are in reach."""

    units: dict[str, str]
    shops: dict[str, str]
    reached: frozenset[str]


def tables_of(report: Report, names: Names) -> list[Table]:
    """Service by category, then every part of the report by place, and the shops one by one."""
    tables = [_categories(report)]
    for section, figures in SECTIONS.items():
        tables.append(_by_place(report, names, section, figures))
        if section == "shops":
            tables.append(_shops(report, names))
    return [table for table in tables if table.rows]


def _categories(report: Report) -> Table:
    rows = [
        Row(category_name(code), "", _cells(report, SERVICE, numbers, category=code or BROUGHT_IN))
        for code, numbers in report.categories.items()
    ]
    title = translate("Service by category")
    return Table("categories", title, _heads(SERVICE), rows, _chart("categories", title, rows))


def _by_place(
    report: Report, names: Names, section: str, figures: tuple[Figure, ...]
) -> Table:
    rows = []
    for unit, numbers in report.children.items():
        leads = _address(HERE, unit=unit, month=report.month.name) if unit in names.reached else ""
        rows.append(Row(names.units[unit], leads, _cells(report, figures, numbers, place=unit)))
    if report.children and any(report.directly.get(each.code) for each in figures):
        cells = _cells(report, figures, report.directly, directly="true")
        rows.append(Row(translate("Directly attached"), "", cells))
    title = section_name(section)
    chart = _chart(section, title, rows) if section == "service" else None
    rows.append(Row(translate("Total"), "", _cells(report, figures, report.total), is_sum=True))
    return Table(section, title, _heads(figures), rows, chart)


def _shops(report: Report, names: Names) -> Table:
    figures = tuple(each for each in SECTIONS["shops"] if each.code in BY_SHOP)
    rows = [
        Row(names.shops[shop], "", _cells(report, figures, numbers, shop=shop))
        for shop, numbers in report.shops.items()
    ]
    return Table("by-shop", translate("Shop by shop"), _heads(figures), rows, None)


def _heads(figures: tuple[Figure, ...]) -> list[str]:
    return [figure_name(each.code) for each in figures]


def _cells(
    report: Report, figures: tuple[Figure, ...], numbers: Numbers, place: str = "", **more: str
) -> list[Cell]:
    told = {"unit": place or report.unit or "", "month": report.month.name, **more}
    cells = []
    for figure in figures:
        number = numbers.get(figure.code, 0)
        address = _address(LINES, figure=figure.code, **told)
        cells.append(Cell(figure, number, shown(figure.measure, number), address))
    return cells


def _chart(key: str, title: str, rows: list[Row]) -> Chart | None:
    """The hours of service of each line."""
    told = [
        (row.name, cell.number, cell.shown)
        for row in rows for cell in row.cells if cell.figure is FIGURES["minutes"]
    ]  # fmt: skip
    return bars(key, f"{title} · {figure_name('minutes')}", told)


def _address(page: str, **told: str) -> str:
    return f"{page}?{urlencode({name: value for name, value in told.items() if value})}"


def sheet_rows(tables: list[Table]) -> Iterator[tuple[str | int, ...]]:
    """Every number of the tables in a line of its own, as whole as it was counted."""
    for table in tables:
        for row in table.rows:
            for head, cell in zip(table.heads, row.cells, strict=True):
                yield table.title, row.name, head, cell.number, cell.figure.measure
