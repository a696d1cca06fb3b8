"""A document as a table: each figure as it was frozen, as it is today, and for every unit below."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2.environment import TemplateModule
from litestar import Response, get
from msgspec.structs import asdict

from api.access.table import Deed, opens_to
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.pages.language import environment, translate
from api.pages.supervising.document import GROUPS, parts_of, reading_here
from api.pages.visits import Visit
from api.v1.addresses import TheUnit
from api.v1.supervision import ThePeriod

_READ: dict[str, Any] = {"opt": opens_to(Deed.READ_DOCUMENTS), "sync_to_thread": True}


@get("/desk/supervision/{unit:str}/{period:str}/document.csv", **_READ)
def document_csv(request: Visit, unit: TheUnit, period: ThePeriod) -> Response[bytes]:
    """The document as a table in text."""
    rows = _rows(request, unit, period)
    return attachment(f"document-{period}.csv", CSV_TYPE, csv_of(rows))


@get("/desk/supervision/{unit:str}/{period:str}/document.xlsx", **_READ)
def document_xlsx(request: Visit, unit: TheUnit, period: ThePeriod) -> Response[bytes]:
    """The document as a workbook."""
    rows = _rows(request, unit, period)
    return attachment(f"document-{period}.xlsx", XLSX_TYPE, xlsx_of(rows))


def _rows(request: Visit, unit: str, period: str) -> list[tuple[str | int, ...]]:
    """Times stand here in minutes, which can be added up."""
    caller, found = reading_here(request, unit, period)
    parts = parts_of(caller, found)
    names = [part.name or translate("Directly attached") for part in parts]
    rows: list[tuple[str | int, ...]] = [
        (translate("What was counted"), translate("Frozen"), translate("Today"), *names)
    ]
    frozen = asdict(found.document.figures)
    now = asdict(found.now) if found.now else {}
    columns = [asdict(part.figures) for part in parts]
    for figure in (each for figures in GROUPS.values() for each in figures):
        row = frozen[figure], now.get(figure, ""), *(column[figure] for column in columns)
        rows.append((_name(figure), *row))
    return rows


def _name(figure: str) -> str:
    """What a figure is called here; the page shows hours where the table has minutes."""
    match figure:
        case "service_minutes":
            return translate("Minutes of service")
        case "training_minutes":
            return translate("Minutes of training")
    return str(_words().figure_name(figure)).strip()


@cache
def _words() -> TemplateModule:
    return environment().get_template("supervising/figure_words.html").module


ROUTES: list[Any] = [document_csv, document_xlsx]
