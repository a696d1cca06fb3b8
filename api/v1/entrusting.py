"""Entrusting over HTTP: who may redeem for somebody who cannot come."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import own_volunteers
from api.access.reach import check, must_reach
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Body, VolunteerId
from ledger.command import Receipt
from ledger.entrusting import AuthoriseHelper, EndHelper
from ledger.subjects.entrusted import Entrusted

_ENTRUSTING = opens_to(Deed.ENTRUST)


class HelperRequest(Body, kw_only=True):
    """Who is to redeem for the volunteer, or is to do so no more."""

    helper: VolunteerId


class Authorised(msgspec.Struct, kw_only=True):
    """The helper may redeem for the volunteer since `at`, or might until then."""

    volunteer: str
    helper: str
    at: datetime


class Named(msgspec.Struct, kw_only=True):
    """Somebody who may redeem for the volunteer."""

    helper: str
    name_masked: str
    since: datetime


class AllNamed(msgspec.Struct, kw_only=True):
    """All of them, in the order in which they were authorised."""

    items: list[Named]


@post("/volunteers/{volunteer:str}/helpers", opt=_ENTRUSTING, **writes(Authorised))
async def authorise_helper(
    request: Call, volunteer: TheVolunteer, data: JSONBody[HelperRequest]
) -> ASGIResponse:
    """Let somebody redeem for a volunteer; an office does not name its own clerk."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = AuthoriseHelper(
        volunteer=volunteer, helper=data.helper,
        own_volunteers=await asyncio.to_thread(clerks_own, caller),
    )  # fmt: skip
    return await carry_out(caller, command, sender, _authorised)


@post("/volunteers/{volunteer:str}/helpers/end", opt=_ENTRUSTING, **writes(Authorised))
async def end_helper(
    request: Call, volunteer: TheVolunteer, data: JSONBody[HelperRequest]
) -> ASGIResponse:
    """Let somebody redeem for a volunteer no more; the next counter refuses them."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = EndHelper(volunteer=volunteer, helper=data.helper)
    return await carry_out(caller, command, sender, _authorised)


@get("/volunteers/{volunteer:str}/helpers", opt=_ENTRUSTING, **READS)
def helpers_of(request: Call, volunteer: TheVolunteer) -> AllNamed:
    """Who may redeem for a volunteer."""
    caller = caller_of(request)
    check(caller, volunteer)
    since = caller.ledger.book.look(Entrusted(volunteer)).since
    names = caller.house.people.masked_names(since)
    return AllNamed(
        items=[
            Named(helper=helper, name_masked=names[helper], since=at)
            for helper, at in since.items()
        ]
    )


def clerks_own(caller: Caller) -> tuple[str, ...]:
    """The volunteers whom whoever sits at a desk may not name; who names somebody for the own
    beans, or for those of the ward, names whom they like."""
    if caller.who.role in (Role.VOLUNTEER, Role.GUARDIAN):
        return ()
    return own_volunteers(caller)


def _authorised(receipt: Receipt) -> Authorised:
    fact = receipt.facts[0]
    return Authorised(volunteer=fact.volunteer, helper=fact.helper, at=fact.at)


ROUTES = [authorise_helper, end_helper, helpers_of]
