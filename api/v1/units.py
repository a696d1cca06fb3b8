"""Units over HTTP: districts, streets, communities, groups, buildings and grids."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, home_of, must_reach, reaches, sure, unknown, unlimited
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.problems import FieldProblem, Stop
from api.v1 import paging
from api.v1.addresses import USUAL, AnyUnit, AsOf, Cursor, Limit, TheUnit
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Body, Made, Name, UnitId, day_implausible
from ledger.command import Receipt
from ledger.facts import UnitKind
from ledger.units import OpenUnit
from projections.tree import KnownUnits, Unit

_READING = opens_to(Deed.READ_UNITS)


class UnitRequest(Body, kw_only=True):
    """A unit within a larger one, from a local day on; without a parent it stands at the top."""

    kind: UnitKind
    name: Name
    parent: UnitId | None = None
    grid: UnitId | None = None
    from_: date | None = msgspec.field(default=None, name="from")


class UnitItem(msgspec.Struct, kw_only=True):
    """A unit, where it lay on the day asked for, and what followed it once it had ended."""

    id: str
    kind: UnitKind
    name: str
    parent: str | None
    grid: str | None
    valid_from: date
    valid_until: date | None
    successors: list[str]


class Units(msgspec.Struct, kw_only=True):
    """Units in the order in which they were opened."""

    as_of: date
    items: list[UnitItem]
    next_cursor: str | None


class UnitThen(UnitItem, kw_only=True):
    """A unit, and the way from whatever stands for it on that day up to the top."""

    as_of: date
    path: list[str]


@post("/org-units", opt=opens_to(Deed.OPEN_UNIT), **writes(Made))
async def open_unit(request: Call, data: JSONBody[UnitRequest]) -> ASGIResponse:
    """Open a unit; staff of a unit open further ones within it."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.parent is None and not unlimited(caller.who):
        raise Stop("forbidden")
    await must_reach(caller, data.parent, data.grid)
    command = OpenUnit(
        unit=new_id("unit", caller.now()), kind=data.kind, name=data.name, parent=data.parent,
        grid=data.grid, opens_on=day_or_today(caller, data.from_, "/from"),
    )  # fmt: skip
    answer = heeding(caller, lambda receipt: Made(receipt.facts[0].unit))
    return await carry_out(caller, command, sender, answer)


@get("/org-units", opt=_READING, **READS)
def list_units(
    request: Call,
    parent: AnyUnit = "",
    as_of: AsOf = "",
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Units:
    """The units directly within another one, or without `parent` the topmost within reach."""
    caller = caller_of(request)
    ledger, day = caller.ledger, _day_of(caller, as_of)
    if parent:
        _must_see(caller, parent)
    known = ledger.units.now()
    found = known.units(parent, day, limit=len(known.rows)) if parent else _topmost(caller, day)
    near = [row for row in found if reaches(caller, row.unit)]
    behind = paging.position_of(ledger, cursor) or 0
    rest = [row for row in near if row.position > behind]
    page = paging.cut(ledger, rest[: limit + 1], limit, lambda row: row.position)
    items = [_item(known, row, day) for row in page.items]
    return Units(as_of=day, items=items, next_cursor=page.next_cursor)


@get("/org-units/{unit:str}", opt=_READING, **READS)
def read_unit(request: Call, unit: TheUnit, as_of: AsOf = "") -> UnitThen:
    """A unit, standing or ended, as it lay on a day."""
    caller = caller_of(request)
    row, day = _must_see(caller, unit), _day_of(caller, as_of)
    known = caller.ledger.units.now()
    item = msgspec.structs.asdict(_item(known, row, day))
    return UnitThen(**item, as_of=day, path=known.path(unit, day))


def _must_see(caller: Caller, unit: str) -> Unit:
    """The unit, or `Stop` (404) when there is none or it is out of reach."""
    check(caller, unit)
    row = sure(caller.ledger, lambda: caller.ledger.units.unit(unit))
    if row is None:
        raise unknown(unit)
    return row


def _topmost(caller: Caller, day: date) -> list[Unit]:
    """What stood that day and belongs to the caller today, less what lay within other such."""
    units, who = caller.ledger.units.now(), caller.who
    if unlimited(who):
        return units.units(None, day, limit=len(units.rows))
    own = who.unit or (home_of(caller.ledger, who.team) if who.team else None)
    near = units.belonging(own, today_of(caller)) if own else set()
    return [
        row
        for row in units.standing(day)
        if row.unit in near and units.shape.parent(row.unit, day) not in near
    ]


def _item(known: KnownUnits, row: Unit, day: date) -> UnitItem:
    shape = known.shape
    return UnitItem(
        id=row.unit, kind=row.kind, name=row.name, parent=shape.parent(row.unit, day),
        grid=shape.grid(row.unit, day), valid_from=row.valid_from,
        valid_until=row.valid_until, successors=row.successors,
    )  # fmt: skip


def _day_of(caller: Caller, as_of: str) -> date:
    try:
        return date.fromisoformat(as_of) if as_of else today_of(caller)
    except ValueError:
        raise Stop("malformed", [FieldProblem("as_of: there is no such day", "")]) from None


def today_of(caller: Caller) -> date:
    """The local day."""
    return caller.ledger.rules.current.local_date(caller.now())


def day_or_today(caller: Caller, day: date | None, pointer: str) -> date:
    """The local day on which something is to happen; today when none is told."""
    if day is not None and day_implausible(day):
        raise Stop("time_implausible", [FieldProblem("too far away", pointer)])
    return day or today_of(caller)


def heeding(caller: Caller, answer: Callable[[Receipt], Any]) -> Callable[[Receipt], Any]:
    """The same answer; and permission in this process follows the changed tree from now on."""

    def told(receipt: Receipt) -> Any:
        caller.ledger.units.heed(receipt.position)
        return answer(receipt)

    return told


async def must_reach_around(caller: Caller, *units: str) -> None:
    """Raise `Stop` unless each unit and the one it lies in are within the caller's reach: who
    reshapes something answers for what is around it."""
    await must_reach(caller, *units)
    if unlimited(caller.who):
        return
    around = await asyncio.to_thread(_around, caller, units)
    if None in around:
        raise Stop("forbidden")
    await must_reach(caller, *around)


def _around(caller: Caller, units: tuple[str, ...]) -> list[str | None]:
    shape, today = caller.ledger.units.now().shape, today_of(caller)
    return [shape.parent(unit, today) for unit in units]


ROUTES = [open_unit, list_units, read_unit]
