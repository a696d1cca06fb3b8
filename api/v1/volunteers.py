"""Volunteers over HTTP: a person is registered; the vault learns the name, the book an id."""

from __future__ import annotations

from datetime import date

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.registering import Applicant, register
from api.v1.asking import Call, by, caller_of, done
from api.v1.documents import writes
from api.v1.words import Body, Name, Phone, UnitId, born_implausibly


class VolunteerRequest(Body, kw_only=True):
    """Who wants to volunteer, how to call them, and where they are at home.

    Somebody who is a minor by the policy serves once a guardian has agreed at the desk.
    """

    display_name: Name
    phone: Phone
    community: UnitId
    birth_date: date | None = None


class Registered(msgspec.Struct, kw_only=True):
    """The id for programs, and the number that people say aloud."""

    id: str
    number: str


@post("/volunteers", opt=opens_to(Deed.REGISTER_VOLUNTEER), **writes(Registered))
async def register_volunteer(request: Call, data: JSONBody[VolunteerRequest]) -> ASGIResponse:
    """Register a volunteer; a telephone number belongs to one person in the ledger."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.birth_date is not None and born_implausibly(data.birth_date, caller.now()):
        raise Stop("time_implausible", [FieldProblem("nobody was born then", "/birth_date")])
    await must_reach(caller, data.community)
    applicant = Applicant(
        display_name=data.display_name, phone=data.phone, community=data.community,
        birth_date=data.birth_date,
    )  # fmt: skip
    receipt = await register(caller, applicant, sender)
    registered = receipt.facts[0]
    return done(caller, receipt, Registered(id=registered.volunteer, number=registered.number))


ROUTES = [register_volunteer]
