"""Affiliations: to which kinds of bodies somebody belongs, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import FormKey, Short, carry_out, fresh_form_key, id_from
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.affiliations import EndAffiliation, RecordAffiliation
from ledger.command import Command
from ledger.facts import AffiliationKind
from ledger.refusals import Refusal
from ledger.subjects.affiliations import Affiliations

_SEEING = opens_to(Deed.SEE_PEOPLE)
_HERE = "/desk/people/{volunteer:str}/affiliations"
KINDS: tuple[AffiliationKind, ...] = get_args(AffiliationKind)


class Belonging(msgspec.Struct):
    """One more kind of body, with its first day and, where it is known, its last."""

    kind: Short = ""
    since: Short = ""
    until: Short = ""
    form_key: FormKey = ""


class Ending(msgspec.Struct):
    """Which of them ends, and on which day."""

    affiliation: Short = ""
    last: Short = ""
    form_key: FormKey = ""


@get(_HERE, opt=_SEEING, sync_to_thread=True)
def affiliations(request: Visit, volunteer: VolunteerId) -> Template:
    """Everything this person belongs or belonged to."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post(_HERE, opt=_SEEING, status_code=303, sync_to_thread=True)
def belong(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Belonging]
) -> Response[Any]:
    """Record one more."""
    caller = caller_for(request, volunteer)
    try:
        kind = KINDS[KINDS.index(data.kind)]
        command = RecordAffiliation(
            affiliation=id_from(caller, "affiliation", data.form_key), volunteer=volunteer,
            kind=kind, since=date.fromisoformat(data.since.strip()),
            until=date.fromisoformat(data.until.strip()) if data.until.strip() else None,
        )  # fmt: skip
    except ValueError:
        return _shown(request, caller, volunteer, 422, _unreadable())
    return _do(request, caller, volunteer, data.form_key, command)


@post(f"{_HERE}/end", opt=_SEEING, status_code=303, sync_to_thread=True)
def end(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Ending]) -> Response[Any]:
    """Say which day is the last of it."""
    caller = caller_for(request, volunteer)
    try:
        last = date.fromisoformat(data.last.strip())
    except ValueError:
        return _shown(request, caller, volunteer, 422, _unreadable())
    command = EndAffiliation(affiliation=data.affiliation, volunteer=volunteer, last=last)
    return _do(request, caller, volunteer, data.form_key, command)


def _unreadable() -> str:
    return translate("Please choose a kind, and give days such as 2026-09-01.")


def _do(
    request: Visit, caller: Caller, volunteer: str, form_key: str, command: Command
) -> Response[Any]:
    try:
        carry_out(caller, form_key, command)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal))
    return Redirect(f"/desk/people/{volunteer}/affiliations", status_code=303)


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    known = caller.ledger.book.look(Affiliations(volunteer))
    return page(
        request, "office/affiliations.html", status, volunteer=volunteer, problem=problem,
        masked=caller.masked_name(volunteer), kinds=KINDS, form_key=fresh_form_key(),
        belongs=[(each, known.ends[name]) for name, each in known.recorded.items()],
        path=f"/desk/people/{volunteer}/affiliations",
    )  # fmt: skip


ROUTES: list[Any] = [affiliations, belong, end]
