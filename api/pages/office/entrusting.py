"""Entrusting at the desk: who may redeem for somebody who cannot come."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import own_volunteers
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import carry_out, fresh_form_key
from api.pages.office.finding import find_volunteer
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.own.badge import Going, helpers_shown
from api.pages.visits import Visit, page
from api.v1.asking import Caller
from ledger.entrusting import AuthoriseHelper, EndHelper
from ledger.refusals import HelperNotAuthorised

_ENTRUSTING = opens_to(Deed.ENTRUST_FOR)


@get("/desk/people/{volunteer:str}/helpers", opt=_ENTRUSTING, sync_to_thread=True)
def helpers_of(request: Visit, volunteer: VolunteerId) -> Template:
    """Who may redeem for this person."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/helpers", opt=_ENTRUSTING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def authorise(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Going]
) -> Response[Any]:
    """Let somebody redeem for this person, who asked for it; nobody names themselves."""
    caller = caller_for(request, volunteer)
    helper = find_volunteer(caller, data.named)
    if helper is None:
        said = translate("Nobody within reach has this number. Helpers are registered first.")
        return _shown(request, caller, volunteer, 422, said)
    command = AuthoriseHelper(
        volunteer=volunteer, helper=helper, own_volunteers=own_volunteers(caller)
    )
    return pressed_for(
        request, caller, volunteer, data.form_key, command, shown=_shown,
        back=f"/desk/people/{volunteer}/helpers",
    )  # fmt: skip


@post("/desk/people/{volunteer:str}/helpers/end", opt=_ENTRUSTING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def end(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Going]) -> Response[Any]:
    """They go for this person no more; pressed twice, it is still so."""
    caller = caller_for(request, volunteer)
    try:
        carry_out(caller, data.form_key, EndHelper(volunteer=volunteer, helper=data.helper))
    except HelperNotAuthorised:
        pass  # Somebody was faster.
    return Redirect(f"/desk/people/{volunteer}/helpers", status_code=303)


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    return page(
        request, "office/entrusting.html", status, volunteer=volunteer, problem=problem,
        masked=caller.masked_name(volunteer), helpers=helpers_shown(caller, volunteer),
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/helpers",
    )  # fmt: skip


ROUTES: list[Any] = [helpers_of, authorise, end]
