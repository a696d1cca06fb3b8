"""Violations over HTTP: decisions that a volunteer broke the rules, entered, read and annulled."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import check, must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheViolation, TheVolunteer
from api.v1.asking import Call, ask, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.stars import Number
from api.v1.words import Body
from ledger.facts import ViolationKind
from ledger.subjects.violations import Violations
from ledger.violations import AnnulViolation, UpholdViolation


class ViolationRequest(Body, kw_only=True):
    """What was decided, and the number of the decision; its words stay with the body."""

    kind: ViolationKind
    reference: Number


class AnnulmentRequest(Body, kw_only=True):
    """The number of the decision that takes it back."""

    reference: Number


class ViolationSeen(msgspec.Struct, kw_only=True):
    """A decision that stands, or was annulled."""

    id: str
    kind: ViolationKind
    reference: str
    at: datetime
    annulled: bool


class ViolationsSeen(msgspec.Struct, kw_only=True):
    """All that was ever decided about a volunteer, the first one first."""

    items: list[ViolationSeen]


_ENTERING = opens_to(Deed.UPHOLD_VIOLATION)


@get("/volunteers/{volunteer:str}/violations", opt=opens_to(Deed.READ_VIOLATIONS), **READS)
def list_violations(request: Call, volunteer: TheVolunteer) -> ViolationsSeen:
    """What was decided about a volunteer, who may read it as well."""
    caller = caller_of(request)
    check(caller, volunteer)
    known = caller.ledger.book.look(Violations(volunteer))
    return ViolationsSeen(
        items=[
            ViolationSeen(
                id=fact.violation, kind=fact.kind, reference=fact.reference, at=fact.at,
                annulled=fact.violation in known.annulled,
            )
            for fact in known.upheld.values()
        ]
    )  # fmt: skip


@post("/volunteers/{volunteer:str}/violations", opt=_ENTERING, **writes(ViolationSeen))
async def uphold_violation(
    request: Call, volunteer: TheVolunteer, data: JSONBody[ViolationRequest]
) -> ASGIResponse:
    """Enter a decision; no minute and no bean changes by it."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = UpholdViolation(
        violation=new_id("violation", caller.now()), volunteer=volunteer, kind=data.kind,
        reference=data.reference, staff=await asyncio.to_thread(second, caller),
    )  # fmt: skip
    receipt = await ask(caller, command, sender)
    fact = receipt.facts[0]
    seen = ViolationSeen(
        id=fact.violation, kind=fact.kind, reference=fact.reference, at=fact.at, annulled=False
    )
    return done(caller, receipt, seen)


@post(
    "/volunteers/{volunteer:str}/violations/{violation:str}/annulment",
    opt=_ENTERING, **writes(ViolationSeen),
)  # fmt: skip
async def annul_violation(
    request: Call,
    volunteer: TheVolunteer,
    violation: TheViolation,
    data: JSONBody[AnnulmentRequest],
) -> ASGIResponse:
    """Enter the decision that takes it back; whoever entered it does not do so."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = AnnulViolation(
        violation=violation, volunteer=volunteer, reference=data.reference,
        staff=await asyncio.to_thread(second, caller),
    )  # fmt: skip
    receipt = await ask(caller, command, sender)
    fact = caller.ledger.book.look(Violations(volunteer)).upheld[violation]
    seen = ViolationSeen(
        id=violation, kind=fact.kind, reference=fact.reference, at=fact.at, annulled=True
    )
    return done(caller, receipt, seen)


ROUTES = [list_violations, uphold_violation, annul_violation]
