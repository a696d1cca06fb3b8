"""Objecting: a volunteer says in their own words that a line of the record is wrong."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Words,
    carry_out,
    fresh_form_key,
    id_from,
    policy_of,
    today_of,
)
from api.pages.own.lines import Read, read_lines, with_objections
from api.pages.own.whose import volunteer_or_ward
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import OBJECTABLE
from api.wording import WORDING
from ledger.counting.working_days import working_day_after
from ledger.objections import RaiseObjection
from ledger.refusals import AlreadyObjected, Refusal

LOOKED_THROUGH = 500
"""More lines than anybody gets in the time in which an objection may be raised."""

Reference = Annotated[str, PathParameter(pattern=OBJECTABLE)]
_OBJECTING = opens_to(Deed.OBJECT)


class Objected(msgspec.Struct):
    """What is wrong, in the person's own words."""

    words: Words = ""
    form_key: FormKey = ""


@get("/me/record/{reference:str}/objection", opt=_OBJECTING, sync_to_thread=True)
def ask_what_is_wrong(request: Visit, reference: Reference) -> Template:
    """The form, with the line it is about and what happens next."""
    caller, volunteer = volunteer_or_ward(request)
    return _form(request, caller, _line(caller, volunteer, reference))


@post("/me/record/{reference:str}/objection", opt=_OBJECTING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def object_to(
    request: Visit, reference: Reference, data: URLEncodedBody[Objected]
) -> Response[Any]:
    """Open the case; the same form opens one, however often it is sent."""
    caller, volunteer = volunteer_or_ward(request)
    line, words = _line(caller, volunteer, reference), data.words.strip()
    if not words:
        wanted = translate("Please say what is wrong.")
        return _form(request, caller, line, 422, problem=wanted)
    try:
        _raise(caller, volunteer, reference, data.form_key, words)
    except AlreadyObjected:
        pass  # The record shows the one that waits.
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, line, status, words=words, problem=told(refusal))
    return Redirect("/me/record", status_code=303)


def _raise(caller: Caller, volunteer: str, reference: str, form_key: str, words: str) -> None:
    """Keep the words apart, and let the book know of them; what is refused leaves none behind."""
    note, notes = id_from(caller, "note", form_key), caller.house.notes
    if notes.text(note) is None:
        notes.keep(note, caller.ledger.name, volunteer, caller.who.actor, words, caller.now())
    command = RaiseObjection(
        objection=id_from(caller, "objection", form_key), volunteer=volunteer,
        reference=reference, note=note,
    )  # fmt: skip
    try:
        carry_out(caller, form_key, command)
    except Refusal:
        notes.forget(note)
        raise


def _line(caller: Caller, volunteer: str, reference: str) -> Read:
    """The newest line about it; what is not on the person's own statement is not there."""
    found = read_lines(caller, volunteer, LOOKED_THROUGH).lines
    about = [line for line in found if line.reference == reference][:1]
    if not about:
        raise Stop("not_found")
    return with_objections(caller, volunteer, about)[0]


def _form(
    request: Visit, caller: Caller, line: Read, status: int = 200, *, words: str = "",
    problem: str = "",
) -> Template:  # fmt: skip
    policy = policy_of(caller)
    due = working_day_after(today_of(caller), policy.evidence.objection_answer_working_days)
    return page(
        request, "own/objection.html", status, line=line, words=words, problem=problem,
        due_on=due.day, days=policy.time.correction_request_days, form_key=fresh_form_key(),
        path=f"/me/record/{line.reference}/objection",
    )  # fmt: skip


ROUTES: list[Any] = [ask_what_is_wrong, object_to]
