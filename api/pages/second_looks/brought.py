"""Brought in: one record of another book, who answers for it, and what can be done about it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Template

from api.access.own import second
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Short,
    Words,
    caller_here,
    catch_up,
    fresh_form_key,
    must_reach_here,
)
from api.pages.second_looks.changing import Taking, whole_number
from api.pages.second_looks.outcomes import name_of
from api.pages.second_looks.rippling import Change, rippled
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import IMPORTED
from api.wording import WORDING
from ledger.import_corrections import CorrectImport, RevokeImport
from ledger.refusals import Refusal
from projections.certified import Brought

ImportedId = Annotated[str, PathParameter(pattern=IMPORTED)]
MINUTES_OF_A_DAY = 1_440


class Shortening(msgspec.Struct):
    """How it was; what stays empty was right."""

    day: Short = ""
    minutes: Short = ""
    training: Short = ""
    words: Words = ""
    step: Short = ""
    seen: Short = ""
    form_key: FormKey = ""


@get("/desk/records/{imported:str}", opt=opens_to(Deed.SEE_PEOPLE), sync_to_thread=True)
def brought(request: Visit, imported: ImportedId) -> Template:
    """What another book says, who brought it in and who agreed."""
    caller, row = _here(request, imported)
    return _shown(request, caller, row)


@post("/desk/records/{imported:str}/correction", opt=opens_to(Deed.CORRECT),
      status_code=200, sync_to_thread=True)  # fmt: skip
def shorten(
    request: Visit, imported: ImportedId, data: URLEncodedBody[Shortening]
) -> Template:
    """Make it shorter, or put it on another day: first whom it touches, then exactly that."""
    caller, row = _here(request, imported)
    try:
        how = {
            "service_day": date.fromisoformat(data.day.strip()) if data.day.strip() else None,
            "minutes": whole_number(data.minutes, 0, MINUTES_OF_A_DAY),
            "training_minutes": whole_number(data.training, 0, MINUTES_OF_A_DAY),
        }
    except ValueError:
        said = translate("Please give a day such as 2026-03-08, and whole minutes.")
        return _shown(request, caller, row, 422, said)
    who = second(caller)
    typed = {"day": data.day, "minutes": data.minutes, "training": data.training}
    change = Change(
        kind="correction", subject=row.volunteer, title=row.title, typed=typed, words=data.words,
        action=f"/desk/records/{imported}/correction", back=f"/desk/records/{imported}",
        make=lambda note: CorrectImport(imported=imported, corrected_by=who, note=note, **how),
    )  # fmt: skip
    return _carried_out(request, caller, row, change, data)


@post("/desk/records/{imported:str}/revocation", opt=opens_to(Deed.REVOKE),
      status_code=200, sync_to_thread=True)  # fmt: skip
def take_out(request: Visit, imported: ImportedId, data: URLEncodedBody[Taking]) -> Template:
    """Take it back: first what it touches, then exactly that."""
    caller, row = _here(request, imported)
    change = Change(
        kind="revocation", subject=row.volunteer, title=row.title, typed={}, words=data.words,
        action=f"/desk/records/{imported}/revocation", back=f"/desk/records/{imported}",
        make=lambda note: RevokeImport(imported=imported, note=note),
    )  # fmt: skip
    return _carried_out(request, caller, row, change, data)


def _carried_out(
    request: Visit, caller: Caller, row: Brought, change: Change, data: Shortening | Taking
) -> Template:
    pressed = {"form_key": data.form_key, "step": data.step, "seen": data.seen}
    try:
        return rippled(request, caller, change, **pressed)
    except Refusal as refusal:
        return _shown(request, caller, row, WORDING[refusal.code].status, told(refusal))


def _here(request: Visit, imported: str) -> tuple[Caller, Brought]:
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, imported)
    row = caller.ledger.certificates.brought_record(imported)
    if row is None:
        raise Stop("not_found")
    return caller, row


def _shown(
    request: Visit, caller: Caller, row: Brought, status: int = 200, problem: str = ""
) -> Template:
    return page(
        request, "office/brought.html", status, row=row, problem=problem,
        masked=caller.masked_name(row.volunteer), actor=name_of(caller, row.actor),
        approver=name_of(caller, row.approved_by), form_key=fresh_form_key(),
        may={deed.value for deed in Deed if may(caller.who, deed)},
        path=f"/desk/records/{row.imported}",
    )  # fmt: skip


ROUTES: list[Any] = [brought, shorten, take_out]
