"""Write-offs: a debt that was our own mistake is put before a second person."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Words,
    fresh_form_key,
    id_from,
)
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.refusals import Refusal
from ledger.subjects.purse import Purse
from ledger.write_offs import ProposeWriteOff

_FORGIVING = opens_to(Deed.WRITE_OFF)


class Mistake(msgspec.Struct):
    """What went wrong, on our side."""

    words: Words = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/write-off", opt=_FORGIVING, sync_to_thread=True)
def ask(request: Visit, volunteer: VolunteerId) -> Template:
    """What is owed, and what forgiving it would mean."""
    return _form(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/write-off", opt=_FORGIVING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def propose(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Mistake]
) -> Response[Any]:
    """Let a second person decide; until then the debt stands."""
    caller = caller_for(request, volunteer)
    if not data.words.strip():
        said = translate("Please say what went wrong.")
        return _form(request, caller, volunteer, 422, said)
    proposal, who = id_from(caller, "proposal", data.form_key), second(caller)
    try:
        with_words(
            caller, data.form_key, volunteer, data.words,
            lambda note: ProposeWriteOff(
                proposal=proposal, volunteer=volunteer, proposer=who, note=note
            ),
        )  # fmt: skip
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, volunteer, status, told(refusal))
    return Redirect(f"/desk/proposals/{proposal}", status_code=303)


def _form(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    return page(
        request, "office/write_off.html", status, volunteer=volunteer, problem=problem,
        masked=caller.house.people.masked_name(volunteer),
        debt=caller.ledger.book.look(Purse(volunteer)).debt, form_key=fresh_form_key(),
        path=f"/desk/people/{volunteer}/write-off",
    )  # fmt: skip


ROUTES: list[Any] = [ask, propose]
