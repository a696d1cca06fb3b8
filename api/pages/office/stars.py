"""Stars at the desk: what somebody's hours reach, what is granted, and what stands in the way."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.own import second
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import FormKey, Short, fresh_form_key, id_from
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.visits import Visit, page
from api.stars import stars_of
from api.v1.asking import Caller
from ledger.command import Command
from ledger.facts import ViolationKind
from ledger.stars import ProposeStar
from ledger.subjects.violations import Violations
from ledger.violations import AnnulViolation, UpholdViolation


class Granting(msgspec.Struct):
    """The star, and the number of the decision that granted it."""

    star: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    reference: Short = ""
    form_key: FormKey = ""


class Finding(msgspec.Struct):
    """What was decided, under which number."""

    kind: ViolationKind
    reference: Short = ""
    form_key: FormKey = ""


class Annulling(msgspec.Struct):
    """Which decision was wrong, and the number of the one that says so."""

    violation: Short = ""
    reference: Short = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/stars", opt=opens_to(Deed.SEE_PEOPLE), sync_to_thread=True)
def stars(request: Visit, volunteer: VolunteerId) -> Template:
    """The stars and benefits of one person."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/stars", opt=opens_to(Deed.GRANT_STAR), status_code=303,
      sync_to_thread=True)  # fmt: skip
def grant(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Granting]
) -> Response[Any]:
    """Put a star that was granted before a second person."""
    caller = caller_for(request, volunteer)
    proposal = id_from(caller, "proposal", data.form_key)
    command = ProposeStar(
        proposal=proposal, volunteer=volunteer, star=data.star,
        reference=data.reference.strip(), proposer=second(caller),
    )  # fmt: skip
    there = f"/desk/proposals/{proposal}"
    return _done(request, caller, volunteer, data.form_key, command, there)


@post("/desk/people/{volunteer:str}/violations", opt=opens_to(Deed.UPHOLD_VIOLATION),
      status_code=303, sync_to_thread=True)  # fmt: skip
def uphold(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Finding]
) -> Response[Any]:
    """Enter a decision on a violation."""
    caller = caller_for(request, volunteer)
    if not data.reference.strip():
        return _unnumbered(request, caller, volunteer)
    command = UpholdViolation(
        violation=id_from(caller, "violation", data.form_key), volunteer=volunteer,
        kind=data.kind, reference=data.reference.strip(), staff=second(caller),
    )  # fmt: skip
    return _done(request, caller, volunteer, data.form_key, command)


@post("/desk/people/{volunteer:str}/violations/annulment", opt=opens_to(Deed.UPHOLD_VIOLATION),
      status_code=303, sync_to_thread=True)  # fmt: skip
def annul(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Annulling]
) -> Response[Any]:
    """Enter the decision that takes one back; somebody else than who entered it."""
    caller = caller_for(request, volunteer)
    if not data.reference.strip():
        return _unnumbered(request, caller, volunteer)
    command = AnnulViolation(
        violation=data.violation, volunteer=volunteer, reference=data.reference.strip(),
        staff=second(caller),
    )  # fmt: skip
    return _done(request, caller, volunteer, data.form_key, command)


def _done(
    request: Visit,
    caller: Caller,
    volunteer: str,
    form_key: str,
    command: Command,
    there: str = "",
) -> Response[Any]:
    return pressed_for(
        request, caller, volunteer, form_key, command, shown=_shown,
        back=there or f"/desk/people/{volunteer}/stars",
    )  # fmt: skip


def _unnumbered(request: Visit, caller: Caller, volunteer: str) -> Template:
    said = translate("Please give the number of the decision.")
    return _shown(request, caller, volunteer, 422, said)


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    known = caller.ledger.book.look(Violations(volunteer))
    return page(
        request, "counting/stars.html", status, volunteer=volunteer, problem=problem,
        masked=caller.house.people.masked_name(volunteer),
        stars=stars_of(caller.ledger, volunteer, caller.now()),
        violations=[
            {"violation": fact.violation, "kind": fact.kind, "reference": fact.reference,
             "at": fact.at, "annulled": fact.violation in known.annulled}
            for fact in known.upheld.values()
        ],
        may_grant=may(caller.who, Deed.GRANT_STAR),
        may_judge=may(caller.who, Deed.UPHOLD_VIOLATION), form_key=fresh_form_key(),
        path=f"/desk/people/{volunteer}/stars",
    )  # fmt: skip


ROUTES: list[Any] = [stars, grant, uphold, annul]
