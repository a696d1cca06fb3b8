"""Excuses over HTTP: by a paper less is asked of a volunteer for a while."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody, PathParameter
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body, EmptyRequest, Made
from ledger.excuses import GrantExcuse, WithdrawExcuse

_EXCUSING = opens_to(Deed.EXCUSE)
TheExcuse = Annotated[str, PathParameter(pattern="^excuse-[0-9a-hjkmnp-tv-z]{18}$")]


class ExcuseRequest(Body, kw_only=True):
    """From which to which local day how many per cent less is asked, by which paper. The reason
    stays with the paper."""

    first: date
    last: date
    percent: Annotated[int, msgspec.Meta(ge=1, le=100)]
    reference: Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^\S.*$")]


@post("/volunteers/{volunteer:str}/excuses", opt=_EXCUSING, **writes(Made))
async def grant_excuse(
    request: Call, volunteer: TheVolunteer, data: JSONBody[ExcuseRequest]
) -> ASGIResponse:
    """Lower the thresholds of evaluations for a volunteer; it never adds an hour. Nobody does it
    for themselves or their household."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = GrantExcuse(
        excuse=new_id("excuse", caller.now()), volunteer=volunteer, first=data.first,
        last=data.last, percent=data.percent, reference=data.reference,
        staff=await asyncio.to_thread(second, caller),
    )  # fmt: skip
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].excuse))


@post("/volunteers/{volunteer:str}/excuses/{excuse:str}/withdrawal", opt=_EXCUSING,
      **writes(Made))  # fmt: skip
async def withdraw_excuse(
    request: Call, volunteer: TheVolunteer, excuse: TheExcuse, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """The excuse was wrong: it lowers nothing from now on. Frozen lists stay as they are."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    staff = await asyncio.to_thread(second, caller)
    command = WithdrawExcuse(excuse=excuse, volunteer=volunteer, staff=staff)
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].excuse))


ROUTES = [grant_excuse, withdraw_excuse]
