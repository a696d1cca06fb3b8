"""Batches over HTTP: more than one person may vouch for is proposed to a second one."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheActivity
from api.v1.asking import Call, by, caller_of, done
from api.v1.confirmations import RatedRequest
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.supplements import Waits
from api.v1.words import Body, Reason
from ledger.batches import ProposeConfirmation
from ledger.command import Command
from ledger.facts import Rated


class ConfirmTogetherRequest(Body, kw_only=True):
    """These served, and why nobody else stands behind it."""

    attendances: Annotated[list[RatedRequest], msgspec.Meta(min_length=1, max_length=200)]
    reason: Reason


@post("/activities/{activity:str}/confirmations/proposal", opt=opens_to(Deed.PROPOSE),
      **writes(Waits))  # fmt: skip
async def propose_confirmation(
    request: Call, activity: TheActivity, data: JSONBody[ConfirmTogetherRequest]
) -> ASGIResponse:
    """Ask a second person to confirm these: too many for one, or too few adults were there."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    rated = tuple(
        Rated(attendance=each.attendance, rating=each.rating, break_minutes=each.break_minutes)
        for each in data.attendances
    )
    proposer = await asyncio.to_thread(second, caller)

    def command(note: str | None) -> Command:
        return ProposeConfirmation(
            proposal=new_id("proposal", caller.now()), activity=activity, rated=rated,
            proposer=proposer, note=note,
        )  # fmt: skip

    about = rated[0].attendance if len(rated) == 1 else activity
    receipt = await ask_with_words(caller, sender, about, data.reason, command)
    return done(caller, receipt, Waits(proposal=receipt.facts[0].proposal))


ROUTES = [propose_confirmation]
