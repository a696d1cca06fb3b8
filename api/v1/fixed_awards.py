"""Fixed awards over HTTP: beans for a deed without hours, once for each case."""

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
from api.ids import id_of_case, new_id
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, Caller, ask, by, caller_of, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Beans, Body, Title, Word
from ledger.command import By, Command, Receipt
from ledger.facts import BeansGranted, FixedAwardProposed
from ledger.fixed_awards import GiveAward, ProposeAward, needs_two
from ledger.subjects.second_person import Second

Reference = Annotated[Title, msgspec.Meta(description="of the case, as its file calls it")]


class AwardRequest(Body, kw_only=True):
    """Which deed of the policy, in which of its grades, and under which reference it is filed."""

    code: Word
    grade: Beans
    reference: Reference


class Awarded(msgspec.Struct, kw_only=True):
    """The award, and its beans; 0 while it waits for a second person as a `proposal`."""

    award: str
    beans: int
    proposal: str | None = None


@post("/volunteers/{volunteer:str}/awards", opt=opens_to(Deed.GIVE_AWARD), **writes(Awarded))
async def give_award(
    request: Call, volunteer: TheVolunteer, data: JSONBody[AwardRequest]
) -> ASGIResponse:
    """Reward a deed; the highest grade waits for a second person."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    giver = await asyncio.to_thread(second, caller)
    if needs_two(caller.ledger.rules.at(caller.now()), data.grade):
        receipt = await _propose(caller, sender, volunteer, data, giver)
    else:
        command = GiveAward(
            award=award_of(caller, data.code, data.reference), volunteer=volunteer,
            code=data.code, grade=data.grade, giver=giver,
        )  # fmt: skip
        receipt = await ask(caller, command, sender)
    return done(caller, receipt, _awarded(receipt))


async def _propose(
    caller: Caller, sender: By, volunteer: str, data: AwardRequest, proposer: Second
) -> Receipt:
    def command(note: str | None) -> Command:
        return ProposeAward(
            proposal=new_id("proposal", caller.now()), volunteer=volunteer, code=data.code,
            grade=data.grade, award=award_of(caller, data.code, data.reference),
            proposer=proposer, note=note,
        )  # fmt: skip

    # The second person must find the case; a reference may name somebody.
    return await ask_with_words(caller, sender, volunteer, data.reference, command)


def award_of(caller: Caller, code: str, reference: str) -> str:
    """The same id for the same case, however its reference is typed."""
    return id_of_case("award", caller.ledger.fingerprint_secret, code, reference)


def _awarded(receipt: Receipt) -> Awarded:
    fact = receipt.facts[0]
    if isinstance(fact, FixedAwardProposed):
        return Awarded(award=fact.award, beans=0, proposal=fact.proposal)
    assert isinstance(fact, BeansGranted)
    return Awarded(award=fact.award, beans=fact.beans)


ROUTES = [give_award]
