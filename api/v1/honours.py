"""Honours over HTTP: which persons, households or buildings may be nominated, why, and who is."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, PathParameter
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import check, must_reach, unknown
from api.access.table import Deed, opens_to
from api.honouring import honours, listed
from api.ids import new_id
from api.problems import FieldProblem, Stop
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.evaluations import AtPosition, ThePeriod, TheUnit, position_at
from api.v1.words import Body, Made, UnitId
from ledger.counting.honours import Honourable, HonourCode
from ledger.counting.periods import SHAPE, read_period
from ledger.honours import ProposeHonour

SUBJECT = "^(volunteer|household|unit)-[0-9a-z]{1,32}$"
"""What a person, a household or a building is called."""

TheHonour = Annotated[HonourCode, PathParameter(description="The code that the policy has.")]


class HonoursSeen(msgspec.Struct, kw_only=True):
    """A list with what proves it, like an evaluation. `eligible` is what the book knows; a
    condition that names who confirms it waits for people, at the nomination."""

    honour: HonourCode
    unit: str
    period: str
    policy_version: str
    position: str
    digest: str
    items: list[Honourable]


@get("/evaluations/honours/{honour:str}", opt=opens_to(Deed.READ_EVALUATIONS), **READS)
def read_honours(
    request: Call, honour: TheHonour, unit: TheUnit, period: ThePeriod, at_position: AtPosition = ""
) -> HonoursSeen:
    """Who may be nominated for an honour of the policy in a unit and a period."""
    caller = caller_of(request)
    check(caller, unit)
    ledger, when = caller.ledger, read_period(period)
    at = position_at(caller, at_position)
    found = honours(ledger.eligibility, ledger.rules.on(when.last), honour, unit, when, at)
    return HonoursSeen(
        honour=honour, unit=unit, period=period, policy_version=found.policy,
        position=ledger.tokens.seal(at), digest=found.digest, items=found.items,
    )  # fmt: skip


class NominationRequest(Body, kw_only=True):
    """Who or what is nominated, from which list, under which number of a decision, if there is
    one. Whoever nominates answers for the conditions that only people can tell."""

    subject: Annotated[str, msgspec.Meta(pattern=SUBJECT)]
    unit: UnitId
    period: Annotated[str, msgspec.Meta(pattern=f"^{SHAPE}$")]
    reference: Annotated[str, msgspec.Meta(max_length=60)] = ""


@post("/evaluations/honours/{honour:str}/nominations", opt=opens_to(Deed.NOMINATE), **writes(Made))
async def nominate(
    request: Call, honour: TheHonour, data: JSONBody[NominationRequest]
) -> ASGIResponse:
    """Nominate somebody of the list of the eligible; a second person decides on the proposal."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.unit, data.subject)
    command = await asyncio.to_thread(nomination, caller, new_id("proposal", caller.now()),
                                      honour, data)  # fmt: skip
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].proposal))


def nomination(
    caller: Caller, proposal: str, honour: HonourCode, said: NominationRequest
) -> ProposeHonour:
    """The wish as the book hears it, with what the list says now; raises `Stop` (404) for a
    subject that is not on it. It asks the views, so it wants a thread."""
    ledger = caller.ledger
    if not ledger.shelf.wait_for(ledger.book.head()):
        raise Stop("view_behind")
    try:
        found = listed(ledger, honour, said.subject, said.unit, said.period)
    except ValueError as wrong:
        raise Stop("malformed", [FieldProblem(f"period: {wrong}", "")]) from None
    if found is None:
        raise unknown(said.subject)
    return ProposeHonour(
        proposal=proposal, honour=honour, subject=said.subject, unit=said.unit,
        period=said.period, reference=said.reference, listed=found, proposer=second(caller),
    )  # fmt: skip


ROUTES = [read_honours, nominate]
