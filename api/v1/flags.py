"""Flags over HTTP: somebody has looked at a scan that wanted a second look."""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import own_volunteers
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.v1.addresses import TheAttendance
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body
from ledger.command import Receipt
from ledger.facts import FlagReason
from ledger.flags import ReviewFlag

Outcome = Literal["harmless", "upheld"]


class FlagRequest(Body, kw_only=True):
    """Which flag was looked at, and what it turned out to be."""

    reason: FlagReason
    outcome: Outcome


class FlagSeen(msgspec.Struct, kw_only=True):
    """What is known of the flag now."""

    attendance: str
    reason: FlagReason
    outcome: Outcome


@post("/attendances/{attendance:str}/flags", opt=opens_to(Deed.REVIEW_FLAG), **writes(FlagSeen))
async def review_flag(
    request: Call, attendance: TheAttendance, data: JSONBody[FlagRequest]
) -> ASGIResponse:
    """I have looked at this flag; nobody looks at their own."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, attendance)
    own = await asyncio.to_thread(own_volunteers, caller)
    command = ReviewFlag(
        attendance=attendance, reason=data.reason, outcome=data.outcome, own_volunteers=own
    )
    return await carry_out(caller, command, sender, _seen)


def _seen(receipt: Receipt) -> FlagSeen:
    fact = receipt.facts[0]
    return FlagSeen(attendance=fact.attendance, reason=fact.reason, outcome=fact.outcome)


ROUTES = [review_flag]
