"""Of what a figure is made: the activities, the shops or the people that it is the sum of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from litestar import get
from litestar.params import PathParameter
from litestar.response import Template
from msgspec.structs import asdict

from api.access.table import Deed, may, opens_to
from api.pages.office.callers import caller_here, catch_up, must_reach_here
from api.pages.supervising.document import GROUPS, address_of
from api.pages.visits import Visit, page
from api.problems import Stop
from api.supervision import sources
from api.v1.addresses import TheUnit
from api.v1.asking import Caller
from api.v1.supervision import ThePeriod, must_be_period

FIGURES = frozenset(
    figure
    for group in ("activities", "beans", "corrections")
    for figure in GROUPS[group]
    if not figure.startswith("objections_")
)
"""The figures that have a page of their own; the others are told by pages that there were."""
SHOWN = 200
Figure = Annotated[str, PathParameter(pattern="^[a-z_]{1,40}$")]


class Part(NamedTuple):
    """What it is called, where it is looked at (empty: not for whoever is here), its part."""

    name: str
    address: str
    number: int


@get(
    "/desk/supervision/{unit:str}/{period:str}/{figure:str}", opt=opens_to(Deed.READ_DOCUMENTS),
    sync_to_thread=True,
)  # fmt: skip
def figure_sources(request: Visit, unit: TheUnit, period: ThePeriod, figure: Figure) -> Template:
    """One figure of a document, as it is today, in its parts; the largest first."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, unit)
    when, row = must_be_period(period), caller.ledger.supervision.document(unit, period)
    if row is None or figure not in FIGURES:
        raise Stop("not_found")
    found = sources(caller.ledger, unit, when, figure)
    names = _people(caller, {each.source for each in found[:SHOWN]})
    return page(
        request, "supervising/sources.html", figure=figure, period=when, row=row,
        name=caller.ledger.units.name_of(unit), total=sum(each.number for each in found),
        frozen=asdict(row.figures)[figure], more=max(0, len(found) - SHOWN),
        parts=[
            Part(*_told(caller, each.source, f"{when.first:%Y-%m}", names), each.number)
            for each in found[:SHOWN]
        ],
        back=address_of(unit, period), path=f"{address_of(unit, period)}/{figure}",
    )  # fmt: skip


def _people(caller: Caller, ids: Collection[str]) -> dict[str, str]:
    return caller.house.people.masked_names(each for each in ids if each.startswith("volunteer-"))


def _told(caller: Caller, source: str, month: str, names: dict[str, str]) -> tuple[str, str]:
    """What a source is called, and where it is looked at."""
    ledger, who = caller.ledger, caller.who
    match source.partition("-")[0]:
        case "activity":
            activity = ledger.activity_board.activity(source)
            there = f"/desk/activities/{quote(source)}"
            title = activity.title if activity else source
            return title, there if may(who, Deed.READ_ATTENDANCE) else ""
        case "merchant":
            shop = ledger.directory.merchant(source)
            there = f"/desk/settlements?month={month}"
            name = shop.name if shop else source
            return name, there if may(who, Deed.READ_SETTLEMENTS) else ""
    there = f"/desk/people/{quote(source)}"
    return names.get(source, source), there if may(who, Deed.SEE_PEOPLE) else ""


ROUTES: list[Any] = [figure_sources]
