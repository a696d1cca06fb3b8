"""Skills over HTTP: a certificate was seen, or is not vouched for any more."""

from __future__ import annotations

from datetime import date

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body, Word, day_implausible
from ledger.skills import EndSkill, VerifySkill

_VERIFYING = opens_to(Deed.VERIFY_SKILL)


class VerifyRequest(Body, kw_only=True):
    """Which skill, and to which day the certificate is good; None: for good."""

    skill: Word
    until: date | None = None


class EndRequest(Body, kw_only=True):
    """Which skill."""

    skill: Word


class Vouched(msgspec.Struct, kw_only=True):
    """Whether the skill is vouched for now, and to which day."""

    volunteer: str
    skill: str
    verified: bool
    until: date | None = None


@post("/volunteers/{volunteer:str}/skills", opt=_VERIFYING, **writes(Vouched))
async def verify_skill(
    request: Call, volunteer: TheVolunteer, data: JSONBody[VerifyRequest]
) -> ASGIResponse:
    """Somebody of the office has seen the certificate."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.until is not None and day_implausible(data.until):
        raise Stop("time_implausible", [FieldProblem("beyond any certificate", "/until")])
    await must_reach(caller, volunteer)
    command = VerifySkill(volunteer=volunteer, skill=data.skill, until=data.until)
    told = Vouched(volunteer=volunteer, skill=data.skill, verified=True, until=data.until)
    return await carry_out(caller, command, sender, lambda _: told)


@post("/volunteers/{volunteer:str}/skills/end", opt=_VERIFYING, **writes(Vouched))
async def end_skill(
    request: Call, volunteer: TheVolunteer, data: JSONBody[EndRequest]
) -> ASGIResponse:
    """It is not vouched for any more."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = EndSkill(volunteer=volunteer, skill=data.skill)
    told = Vouched(volunteer=volunteer, skill=data.skill, verified=False)
    return await carry_out(caller, command, sender, lambda _: told)


ROUTES = [verify_skill, end_skill]
