"""Write-offs over HTTP: a debt that was our own mistake is proposed to be forgiven."""

from __future__ import annotations

import asyncio

from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, by, caller_of, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.supplements import Waits
from api.v1.words import Body, Reason
from ledger.command import Command
from ledger.write_offs import ProposeWriteOff


class WriteOffRequest(Body, kw_only=True):
    """Which mistake of ours it was."""

    reason: Reason


@post("/volunteers/{volunteer:str}/write-offs", opt=opens_to(Deed.WRITE_OFF), **writes(Waits))
async def propose_write_off(
    request: Call, volunteer: TheVolunteer, data: JSONBody[WriteOffRequest]
) -> ASGIResponse:
    """Propose to forgive what a volunteer owes; it takes a second person."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    proposer = await asyncio.to_thread(second, caller)

    def command(note: str | None) -> Command:
        return ProposeWriteOff(
            proposal=new_id("proposal", caller.now()), volunteer=volunteer, proposer=proposer,
            note=note,
        )  # fmt: skip

    receipt = await ask_with_words(caller, sender, volunteer, data.reason, command)
    return done(caller, receipt, Waits(proposal=receipt.facts[0].proposal))


ROUTES = [propose_write_off]
