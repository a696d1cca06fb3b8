"""Excuses at the desk: by a paper less is asked of somebody for a while, and no hour is added."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import FormKey, Short, carry_out, fresh_form_key, id_from
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.command import Command
from ledger.excuses import GrantExcuse, WithdrawExcuse
from ledger.refusals import Refusal
from ledger.subjects.excuses import Excuses

MOST_CHARACTERS = 60
_EXCUSING = opens_to(Deed.EXCUSE)
Day = Annotated[str, msgspec.Meta(max_length=10)]


class Paper(msgspec.Struct):
    """From which to which day how many per cent less is asked, and the number of the paper; the
    reason stays with it."""

    first: Day = ""
    last: Day = ""
    percent: Annotated[str, msgspec.Meta(max_length=3)] = ""
    reference: Short = ""
    form_key: FormKey = ""


class Taken(msgspec.Struct):
    """An excuse that was wrong."""

    excuse: Short = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/excuses", opt=_EXCUSING, sync_to_thread=True)
def excuses(request: Visit, volunteer: VolunteerId) -> Template:
    """By which papers less is asked of this volunteer."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/excuses", opt=_EXCUSING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def grant(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Paper]) -> Response[Any]:
    """Enter a paper."""
    caller, reference = caller_for(request, volunteer), data.reference.strip()
    problem = ""
    try:
        first, last = date.fromisoformat(data.first), date.fromisoformat(data.last)
    except ValueError:
        problem = translate("There is no such day.")
    if not (data.percent.isascii() and data.percent.isdigit() and 1 <= int(data.percent) <= 100):
        problem = translate("It lowers by 1 to 100 per cent.")
    if not 0 < len(reference) <= MOST_CHARACTERS:
        problem = translate("Please give the number of the paper.")
    if problem:
        return _shown(request, caller, volunteer, 422, problem)
    command = GrantExcuse(
        excuse=id_from(caller, "excuse", data.form_key), volunteer=volunteer, first=first,
        last=last, percent=int(data.percent), reference=reference, staff=second(caller),
    )  # fmt: skip
    return _do(request, caller, data.form_key, volunteer, command)


@post("/desk/people/{volunteer:str}/excuses/withdrawal", opt=_EXCUSING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def withdraw(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Taken]
) -> Response[Any]:
    """It was wrong, and lowers nothing from now on."""
    caller = caller_for(request, volunteer)
    command = WithdrawExcuse(excuse=data.excuse, volunteer=volunteer, staff=second(caller))
    return _do(request, caller, data.form_key, volunteer, command)


def _do(
    request: Visit, caller: Caller, form_key: str, volunteer: str, command: Command
) -> Response[Any]:
    try:
        carry_out(caller, form_key, command)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal))
    return Redirect(f"/desk/people/{volunteer}/excuses", status_code=303)


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    known = caller.ledger.book.look(Excuses(volunteer))
    return page(
        request, "evaluating/excuses.html", status, volunteer=volunteer, problem=problem,
        masked=caller.house.people.masked_name(volunteer), most=MOST_CHARACTERS,
        excuses=[(fact, fact.excuse in known.withdrawn) for fact in known.granted.values()],
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/excuses",
    )  # fmt: skip


ROUTES: list[Any] = [excuses, grant, withdraw]
