"""The documents of a unit, one kind at a time, those frozen last first."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.reach import reaches, unlimited
from api.access.table import Deed, opens_to
from api.pages.office.callers import caller_here, catch_up, must_reach_here, today_of
from api.pages.visits import Visit, page
from api.v1.addresses import AnyUnit, Cursor
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from projections.supervision import Document
from projections.supervision_sums import KINDS

SHOWN = 31
"""A month of day checks on a page."""
Kind = Annotated[str, QueryParameter(pattern="^(day|week|month|quarter|half|year)$")]


class Near(NamedTuple):
    """A unit to go on to."""

    unit: str
    name: str


@get("/desk/supervision", opt=opens_to(Deed.READ_DOCUMENTS), sync_to_thread=True)
def documents(
    request: Visit, unit: AnyUnit = "", kind: Kind = "day", cursor: Cursor = ""
) -> Template:
    """The documents of one kind of the unit that is named, else of the own one."""
    caller = caller_here(request)
    catch_up(caller)
    ledger, near = caller.ledger, _unit(caller, unit)
    rows: list[Document] = []
    if near is not None:
        before = position_of(ledger, cursor)
        rows = list(ledger.supervision.of(near, kind, SHOWN + 1, before))
    shown = cut(ledger, rows, SHOWN, lambda row: row.position)
    return page(
        request, "supervising/documents.html", unit=near or "", kind=kind,
        name=ledger.units.name_of(near) if near else "", documents=shown.items,
        next_cursor=shown.next_cursor, above=above(caller, near), below=_below(caller, near),
        path=f"/desk/supervision?{urlencode({'unit': near or '', 'kind': kind})}",
    )  # fmt: skip


def _unit(caller: Caller, unit: str) -> str | None:
    """The unit that is meant; whoever reaches everything begins at the top, where one alone
    stands."""
    if unit or not unlimited(caller.who):
        return must_reach_here(caller, unit or caller.who.unit)
    tops = _below(caller, None)
    return tops[0].unit if len(tops) == 1 else None


def above(caller: Caller, unit: str | None) -> Near | None:
    """The unit around this one, where it is in reach."""
    if unit is None:
        return None
    units = caller.ledger.units
    parent = units.now().shape.parent(unit, today_of(caller))
    if parent is None or not reaches(caller, parent):
        return None
    return Near(parent, units.name_of(parent))


def _below(caller: Caller, unit: str | None) -> list[Near]:
    """The units directly below that have documents, in the order in which they were opened."""
    known = caller.ledger.units.now()
    rows = known.units(unit, today_of(caller), limit=len(known.rows))
    return [Near(row.unit, row.name) for row in rows if row.kind in KINDS]


ROUTES: list[Any] = [documents]
