"""Reshaping over HTTP: units are moved, merged, split and closed, from a local day on."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach, sure
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheUnit, TheVolunteer
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.units import day_or_today, heeding, must_reach_around
from api.v1.words import Body, Name, UnitId
from ledger.command import Receipt
from ledger.reshaping import CloseUnit, MergeUnits, Part, SplitUnit
from ledger.units import MoveUnit
from ledger.volunteers import MoveVolunteer

_RESHAPING = opens_to(Deed.RESHAPE_UNITS)
_Several = msgspec.Meta(min_length=2, max_length=100)


class MoveRequest(Body, kw_only=True):
    """Where the unit is to lie: in another `parent`, in a `grid`, or both.

    Without `parent` it stays where it is; moved to another one without `grid`, it is in none.
    """

    parent: UnitId | None = None
    grid: UnitId | None = None
    on: date | None = None


class MergeRequest(Body, kw_only=True):
    """Which units become one, and how it is called; it stands in `parent`, or where the first
    of them stands."""

    units: Annotated[list[UnitId], _Several]
    name: Name
    parent: UnitId | None = None
    on: date | None = None


class PartRequest(Body, kw_only=True):
    """One of the units that follow, and the children it takes along."""

    name: Name
    children: Annotated[list[UnitId], msgspec.Meta(max_length=1000)] = []


class SplitRequest(Body, kw_only=True):
    """The units that follow; `rest` counts, from 0, to the one that takes what nobody named."""

    parts: Annotated[list[PartRequest], _Several]
    rest: Annotated[int, msgspec.Meta(ge=0, le=99)]
    on: date | None = None


class CloseRequest(Body, kw_only=True):
    """From which day on the unit is no more."""

    on: date | None = None


class HomeRequest(Body, kw_only=True):
    """Where the volunteer is at home from now on."""

    community: UnitId


class AtHome(msgspec.Struct, kw_only=True):
    """The volunteer belongs to that community since `at`."""

    volunteer: str
    community: str
    at: datetime


class Moved(msgspec.Struct, kw_only=True):
    """Where the unit lies from `on` on."""

    unit: str
    parent: str | None
    grid: str | None
    on: date


class Merged(msgspec.Struct, kw_only=True):
    """The new unit and those that end on the day it begins."""

    id: str
    merged: tuple[str, ...]
    on: date


class Split(msgspec.Struct, kw_only=True):
    """The ids of the parts, in the order in which they were named."""

    unit: str
    parts: tuple[str, ...]
    rest: str
    on: date


class Closed(msgspec.Struct, kw_only=True):
    """The unit is no more from `on` on."""

    unit: str
    on: date


@post("/org-units/{unit:str}/move", opt=_RESHAPING, **writes(Moved))
async def move_unit(request: Call, unit: TheUnit, data: JSONBody[MoveRequest]) -> ASGIResponse:
    """Let a unit, with all that is below it, lie somewhere else."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.parent is None and data.grid is None:
        raise Stop("malformed", [FieldProblem("tell a parent, a grid, or both", "/parent")])
    await must_reach_around(caller, unit)
    await must_reach(caller, data.parent, data.grid)
    on = day_or_today(caller, data.on, "/on")
    parent = data.parent or await asyncio.to_thread(_parent_on, caller, unit, on)
    command = MoveUnit(unit=unit, parent=parent, grid=data.grid, on=on)

    def answer(receipt: Receipt) -> Moved:
        moved = receipt.facts[0]
        return Moved(unit=moved.unit, parent=moved.parent, grid=moved.grid, on=moved.on)

    return await carry_out(caller, command, sender, heeding(caller, answer))


@post("/org-units/mergers", opt=_RESHAPING, **writes(Merged))
async def merge_units(request: Call, data: JSONBody[MergeRequest]) -> ASGIResponse:
    """Let several units of a kind be one; what belongs to them belongs to it."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach_around(caller, *data.units)
    await must_reach(caller, data.parent)
    on = day_or_today(caller, data.on, "/on")
    parent = data.parent or await asyncio.to_thread(_parent_on, caller, data.units[0], on)
    command = MergeUnits(
        unit=new_id("unit", caller.now()), name=data.name, merged=tuple(data.units),
        parent=parent, on=on,
    )  # fmt: skip

    def answer(receipt: Receipt) -> Merged:
        _, merged = receipt.facts
        return Merged(id=merged.unit, merged=merged.merged, on=merged.on)

    return await carry_out(caller, command, sender, heeding(caller, answer))


@post("/org-units/{unit:str}/split", opt=_RESHAPING, **writes(Split))
async def split_unit(request: Call, unit: TheUnit, data: JSONBody[SplitRequest]) -> ASGIResponse:
    """Let several units follow one; each takes the children it names."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.rest >= len(data.parts):
        raise Stop("malformed", [FieldProblem("there is no such part", "/rest")])
    await must_reach_around(caller, unit)
    await must_reach(caller, *(child for part in data.parts for child in part.children))
    parts = tuple(
        Part(unit=new_id("unit", caller.now()), name=part.name, children=tuple(part.children))
        for part in data.parts
    )
    command = SplitUnit(
        unit=unit, parts=parts, rest=parts[data.rest].unit,
        on=day_or_today(caller, data.on, "/on"),
    )  # fmt: skip

    def answer(receipt: Receipt) -> Split:
        split = receipt.facts[len(parts)]
        return Split(unit=split.unit, parts=split.into, rest=split.rest, on=split.on)

    return await carry_out(caller, command, sender, heeding(caller, answer))


@post("/org-units/{unit:str}/closing", opt=_RESHAPING, **writes(Closed))
async def close_unit(request: Call, unit: TheUnit, data: JSONBody[CloseRequest]) -> ASGIResponse:
    """Let a unit with nothing below it be no more."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach_around(caller, unit)
    command = CloseUnit(unit=unit, on=day_or_today(caller, data.on, "/on"))

    def answer(receipt: Receipt) -> Closed:
        closed = receipt.facts[0]
        return Closed(unit=closed.unit, on=closed.on)

    return await carry_out(caller, command, sender, heeding(caller, answer))


@post("/volunteers/{volunteer:str}/move", opt=_RESHAPING, **writes(AtHome))
async def move_volunteer(
    request: Call, volunteer: TheVolunteer, data: JSONBody[HomeRequest]
) -> ASGIResponse:
    """Let a volunteer be at home in another community; the past stays where it was."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer, data.community)
    command = MoveVolunteer(volunteer=volunteer, community=data.community)

    def answer(receipt: Receipt) -> AtHome:
        moved = receipt.facts[0]
        return AtHome(volunteer=moved.volunteer, community=moved.community, at=moved.at)

    return await carry_out(caller, command, sender, answer)


def _parent_on(caller: Caller, unit: str, on: date) -> str | None:
    """Where a unit lies on that day; None at the top, or for a unit that nobody knows."""
    units = caller.ledger.units
    sure(caller.ledger, lambda: units.unit(unit))  # It may just have opened elsewhere.
    return units.now().shape.parent(unit, on)


ROUTES = [move_unit, merge_units, split_unit, close_unit, move_volunteer]
