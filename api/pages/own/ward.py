"""Ward: what a guardian reads about the ward, and says in the ward's place."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.office.callers import caller_here, catch_up
from api.pages.office.person import is_grown_up
from api.pages.own.copies import copy_for
from api.pages.own.kept import Subject, kept_about
from api.pages.own.plans import plans_of
from api.pages.own.shifts import NEXT_SHIFTS, next_shifts
from api.pages.own.wishes import Asked, Switched, ask_us, switch
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller

_FOR_WARD = opens_to(Deed.CONSENT_FOR_WARD)


@get("/me/ward", opt=_FOR_WARD, sync_to_thread=True)
def ward(request: Visit) -> Template:
    """Everything that is kept about the ward."""
    caller, subject = _here(request)
    plans = plans_of(caller, subject.about)
    return page(
        request, "own/data.html", whose="ward", base="/me/ward", sessions=[], roles=[],
        handed=[], shifts=next_shifts(caller, subject.about, plans, NEXT_SHIFTS),
        ways=[("me", "/me/data")] if caller.who.person else [],
        **kept_about(caller, subject),
    )  # fmt: skip


@get("/me/ward.json", opt=_FOR_WARD, sync_to_thread=True)
def ward_copy(request: Visit) -> Response[bytes]:
    """The same as a file to keep."""
    caller, subject = _here(request)
    return copy_for(caller, subject, name="ward-data.json", with_roles=False)


@post("/me/ward/consents", opt=_FOR_WARD, status_code=303, sync_to_thread=True)
def ward_consent(request: Visit, data: URLEncodedBody[Switched]) -> Response[Any]:
    """Agree for the ward, or take it back."""
    caller, subject = _here(request)
    switch(caller, subject.about, data, "guardian")
    return Redirect("/me/ward", status_code=303)


@post("/me/ward/requests", opt=_FOR_WARD, status_code=303, sync_to_thread=True)
def ward_request(request: Visit, data: URLEncodedBody[Asked]) -> Response[Any]:
    """Ask for a correction of the ward's data, or for the ward to be forgotten."""
    caller, subject = _here(request)
    ask_us(caller, subject, data)
    return Redirect("/me/ward", status_code=303)


def _here(request: Visit) -> tuple[Caller, Subject]:
    """The guardian and the ward; who is of age answers for themselves (404)."""
    caller = caller_here(request)
    catch_up(caller)
    volunteer = caller.who.volunteer
    if volunteer is None or is_grown_up(caller, volunteer):
        raise Stop("not_found")
    return caller, Subject(volunteer, volunteer)


ROUTES: list[Any] = [ward, ward_copy, ward_consent, ward_request]
