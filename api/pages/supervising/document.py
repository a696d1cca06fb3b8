"""One document as it was frozen, readable and on A4; what has changed since stands beside it."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from litestar import get
from litestar.response import Template
from msgspec.structs import asdict

from api.access.table import Deed, may, opens_to
from api.pages.office.callers import caller_here, catch_up, must_reach_here
from api.pages.supervising.listing import above
from api.pages.visits import Visit, page
from api.problems import Stop
from api.supervision import Reading, reading
from api.v1.addresses import TheUnit
from api.v1.asking import Caller
from api.v1.supervision import ThePeriod, must_be_period
from ledger.facts import Figures

GROUPS = {
    "activities": (
        "activities_held", "activities_cancelled", "arrivals", "people_not_confirmed",
        "activities_overdue", "no_shows",
    ),
    "service": (
        "sessions", "service_minutes", "training_minutes", "sessions_of_grade_a",
        "sessions_of_grade_b", "sessions_of_grade_c", "sessions_of_grade_d",
    ),
    "beans": (
        "awarded_beans", "granted_beans", "clawed_back_beans", "redemptions", "redeemed_beans",
        "returned_beans",
    ),
    "corrections": ("corrections", "revocations", "objections_raised", "objections_open"),
}  # fmt: skip
"""The figures as people look at them; each of them once."""


class Line(NamedTuple):
    """A figure as it was frozen and as it is today, and where it comes from (empty: not for
    whoever is here)."""

    figure: str
    frozen: int
    now: int
    address: str


class Part(NamedTuple):
    """A unit below, what it had, and where its own document is (empty: it has none, or it is what
    is directly attached)."""

    name: str
    address: str
    figures: Figures


@get(
    "/desk/supervision/{unit:str}/{period:str}", opt=opens_to(Deed.READ_DOCUMENTS),
    sync_to_thread=True,
)  # fmt: skip
def document(request: Visit, unit: TheUnit, period: ThePeriod) -> Template:
    """The document of a unit and a period."""
    caller, found = reading_here(request, unit, period)
    units = caller.ledger.units
    return page(
        request, "supervising/document.html", row=found.document, period=found.period,
        name=units.name_of(unit), kind_of_unit=units.now().shape.life(unit).kind,
        groups=_groups(caller, found), parts=parts_of(caller, found), known=found.now is not None,
        above=above(caller, unit), path=address_of(unit, period),
    )  # fmt: skip


def reading_here(request: Visit, unit: str, period: str) -> tuple[Caller, Reading]:
    """Who reads, and what; raises `Stop` (404) where there is no such document within reach."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, unit)
    must_be_period(period)
    found = reading(caller.ledger, unit, period)
    if found is None:
        raise Stop("not_found")
    return caller, found


def address_of(unit: str, period: str) -> str:
    """Where a document is read."""
    return f"/desk/supervision/{quote(unit)}/{quote(period)}"


def _groups(caller: Caller, found: Reading) -> dict[str, list[Line]]:
    frozen = asdict(found.document.figures)
    now = asdict(found.now or found.document.figures)
    return {
        group: [
            Line(figure, frozen[figure], now[figure], _source(caller, found, figure))
            for figure in figures
        ]
        for group, figures in GROUPS.items()
    }


def _source(caller: Caller, found: Reading, figure: str) -> str:
    """Where a figure comes from, for those who may look there."""
    unit, period = found.document.unit, found.period.name
    if figure in GROUPS["service"]:
        there = urlencode({"unit": unit, "period": period})
        return f"/desk/hours?{there}" if may(caller.who, Deed.READ_HOURS) else ""
    if figure.startswith("objections_"):
        return "/desk/objections" if may(caller.who, Deed.READ_OBJECTIONS) else ""
    return f"{address_of(unit, period)}/{figure}"


def parts_of(caller: Caller, found: Reading) -> list[Part]:
    """The units below in the order of the tree, which ranks nobody, and what belongs to none."""
    units, period = caller.ledger.units, found.period
    rows = sorted(units.now().rows.values(), key=lambda row: row.position)
    parts = [
        Part(row.name, address_of(row.unit, period.name), found.parts[row.unit].figures)
        for row in rows
        if row.unit in found.parts
    ]
    if parts and any(asdict(found.directly).values()):
        parts.append(Part("", "", found.directly))
    return parts


ROUTES: list[Any] = [document]
