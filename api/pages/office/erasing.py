"""Erasing: a page that says what will happen, and the press after which nobody knows a name."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.office.appointing import end_role
from api.pages.office.callers import (
    FormKey,
    Ticked,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
)
from api.pages.office.powers import may_end, standing
from api.pages.office.requests import concerns
from api.pages.visits import Visit, page
from api.people.erasing import InABook
from api.problems import Stop
from api.v1.asking import Caller

AboutId = Annotated[str, PathParameter(pattern="^(volunteer|person)-[0-9a-z]{1,32}$")]


class Sure(msgspec.Struct):
    """The box that says: I have read what will happen."""

    sure: Ticked = ""
    form_key: FormKey = ""


@get("/desk/people/{about:str}/erase", opt=opens_to(Deed.ERASE), sync_to_thread=True)
def ask(request: Visit, about: AboutId) -> Template:
    """Say first what will happen."""
    return _asked(request, _here(request, about), about)


@post(
    "/desk/people/{about:str}/erase", opt=opens_to(Deed.ERASE), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def erase(request: Visit, about: AboutId, data: URLEncodedBody[Sure]) -> Response[Any]:
    """Forget the person: their roles end, the key is destroyed, the numbers stay."""
    caller = _here(request, about)
    if not data.sure:
        return _asked(request, caller, about, 422, unsure=True)
    person = caller.house.people.person_of(about)
    held = list(standing(caller, person))
    if not all(may_end(caller, row) for row in held):
        return _asked(request, caller, about, 422)
    for row in held:
        end_role(caller, data.form_key, row.appointment)
    erasing = caller.house.erasing
    if about.startswith("volunteer-"):
        said = ["erase", about]
        erasing.erase(caller.ledger.name, about, form_sender(caller, data.form_key, said))
        return Redirect(f"/desk/people/{about}", status_code=303)
    try:
        erasing.erase_person(person)
    except InABook:  # They have registered this very moment.
        raise Stop("not_found") from None
    return Redirect("/desk/requests", status_code=303)


def _here(request: Visit, about: str) -> Caller:
    caller = caller_here(request)
    catch_up(caller)
    if not concerns(caller, about):
        raise Stop("not_found")
    if about.startswith("person-") and _is_volunteer(caller, about):
        raise Stop("not_found")  # Volunteers are forgotten as what they are, in the book, too.
    return caller


def _is_volunteer(caller: Caller, person: str) -> bool:
    volunteer = f"volunteer-{person.partition('-')[2]}"
    known = caller.ledger.directory.volunteer(volunteer) is not None
    return known or caller.house.erasing.is_in_a_book(person)


def _asked(
    request: Visit, caller: Caller, about: str, status: int = 200, unsure: bool = False
) -> Template:
    person = caller.house.people.person_of(about)
    row = caller.ledger.directory.volunteer(about)
    held = list(standing(caller, person))
    return page(
        request, "office/erase.html", status, about=about, unsure=unsure,
        masked=caller.house.people.masked_name(about), number=row.number if row else "",
        roles=[each.role for each in held], form_key=fresh_form_key(),
        barred=not all(may_end(caller, each) for each in held),
        path=f"/desk/people/{about}/erase",
    )  # fmt: skip


ROUTES: list[Any] = [ask, erase]
