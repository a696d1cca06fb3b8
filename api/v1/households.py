"""Households over HTTP: who lives with whom, so that nobody decides for their own family."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheHousehold
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body, Made, UnitId, VolunteerId
from ledger.command import Receipt
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold, MoveHousehold

_KEEPING = opens_to(Deed.KEEP_HOUSEHOLDS)


class HouseholdRequest(Body, kw_only=True):
    """Where the household is at home; the building, where it is known."""

    community: UnitId
    building: UnitId | None = None


class HousemateRequest(Body, kw_only=True):
    """Who moves in, or out."""

    volunteer: VolunteerId


class BuildingRequest(Body, kw_only=True):
    """Where the household lives."""

    building: UnitId


class Housed(msgspec.Struct, kw_only=True):
    """A household lives in the building since `at`."""

    household: str
    building: str
    at: datetime


class Housemate(msgspec.Struct, kw_only=True):
    """A volunteer belongs to the household since `at`, or belonged to it until then."""

    household: str
    volunteer: str
    at: datetime


@post("/households", opt=_KEEPING, **writes(Made))
async def form_household(request: Call, data: JSONBody[HouseholdRequest]) -> ASGIResponse:
    """Form a household in a community; nobody is in it yet."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.community)
    command = FormHousehold(
        household=new_id("household", caller.now()), community=data.community,
        building=data.building,
    )  # fmt: skip
    return await carry_out(
        caller, command, sender, lambda receipt: Made(receipt.facts[0].household)
    )


@post("/households/{household:str}/building", opt=_KEEPING, **writes(Housed))
async def move_household(
    request: Call, household: TheHousehold, data: JSONBody[BuildingRequest]
) -> ASGIResponse:
    """Tell in which building of its community a household lives from now on; what its people did
    before the first one was told counts for that one."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, household, data.building)
    command = MoveHousehold(household=household, building=data.building)
    return await carry_out(caller, command, sender, _housed)


@post("/households/{household:str}/members", opt=_KEEPING, **writes(Housemate))
async def join_household(
    request: Call, household: TheHousehold, data: JSONBody[HousemateRequest]
) -> ASGIResponse:
    """Let a volunteer belong to the household; everybody belongs to one at most."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, household, data.volunteer)
    command = JoinHousehold(household=household, volunteer=data.volunteer)
    return await carry_out(caller, command, sender, _housemate)


@post("/households/{household:str}/members/leave", opt=_KEEPING, **writes(Housemate))
async def leave_household(
    request: Call, household: TheHousehold, data: JSONBody[HousemateRequest]
) -> ASGIResponse:
    """Let a volunteer belong to the household no more; nobody does it for their own."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, household)
    clerk = await asyncio.to_thread(second, caller)
    command = LeaveHousehold(
        household=household, volunteer=data.volunteer, own_volunteers=clerk.own_volunteers
    )
    return await carry_out(caller, command, sender, _housemate)


def _housed(receipt: Receipt) -> Housed:
    fact = receipt.facts[0]
    return Housed(household=fact.household, building=fact.building, at=fact.at)


def _housemate(receipt: Receipt) -> Housemate:
    fact = receipt.facts[0]
    return Housemate(household=fact.household, volunteer=fact.volunteer, at=fact.at)


ROUTES = [form_household, move_household, join_household, leave_household]
