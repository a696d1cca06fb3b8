"""The entrance: a key that is typed, or a link that was handed out, opens a session."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import sure
from api.access.roles import Role
from api.access.who import Who
from api.codes import SealBroken, SealExpired
from api.pages.language import translate
from api.pages.visits import WANTED_COOKIE, Visit, house_of, local_path, page
from api.signing_in.sessions import SESSION_COOKIE, Sessions

_HOME = {Role.VOLUNTEER: "/me", Role.MERCHANT: "/merchant", Role.AUDITOR: "/"}


class Knock(msgspec.Struct):
    """What is typed at the door, and where to go from there."""

    key: Annotated[str, msgspec.Meta(max_length=200)] = ""
    next: str = ""


@get("/sign-in", sync_to_thread=False)
def sign_in_page(
    request: Visit, next_path: Annotated[str, QueryParameter(name="next")] = ""
) -> Template:
    """The door."""
    return page(request, "sign_in.html", next_path=local_path(next_path, ""), failed=False)


@post("/sign-in", status_code=303, sync_to_thread=True)
def sign_in(request: Visit, data: URLEncodedBody[Knock]) -> Response[object]:
    """Let in whoever brings a key."""
    who = house_of(request).keys.check("".join(data.key.split()))
    wanted = local_path(data.next, "")
    if who is None:
        return page(request, "sign_in.html", 422, next_path=wanted, failed=True, path="/sign-in")
    return _welcome(request, who, wanted)


@post("/sign-out", status_code=303, sync_to_thread=False)
def sign_out() -> Redirect:
    """Forget who was here, as far as this browser knows."""
    farewell = Redirect("/", status_code=303)
    farewell.delete_cookie(SESSION_COOKIE)
    return farewell


@get("/in/{token:str}", sync_to_thread=True)
def invitation(request: Visit, token: FromPath[str]) -> Template:
    """What a link or a badge opens: it shows whom it would sign in, and waits for a yes."""
    try:
        who = Sessions(house_of(request)).invited(token)
    except (SealBroken, SealExpired):
        return page(request, "enter.html", 410, state="too_old")
    return page(request, "enter.html", state="offer", token=token, masked=_known_as(request, who))


@post("/in/{token:str}", status_code=303, sync_to_thread=True)
def enter(request: Visit, token: FromPath[str]) -> Response[object]:
    """Let in whoever said yes."""
    try:
        who = Sessions(house_of(request)).invited(token)
    except (SealBroken, SealExpired):
        return page(request, "enter.html", 410, state="too_old")
    wanted = local_path(request.cookies.get(WANTED_COOKIE, ""), "")
    entered = _welcome(request, who, wanted if who.role is Role.VOLUNTEER else "")
    if wanted:
        entered.delete_cookie(WANTED_COOKIE, path="/in")
    return entered


def _welcome(visit: Visit, who: Who, wanted: str = "") -> Redirect:
    value, seconds = Sessions(house_of(visit)).begin(who)
    entered = Redirect(wanted or _HOME.get(who.role, "/desk"), status_code=303)
    entered.set_cookie(
        Cookie(SESSION_COOKIE, value=value, max_age=seconds, httponly=True, samesite="lax")
    )
    return entered


def _known_as(visit: Visit, who: Who) -> str:
    """The name by which people know whom a link is for, a volunteer's masked."""
    house = house_of(visit)
    if who.volunteer:
        return house.people.masked_name(who.volunteer)
    ledger = house.ledgers.of(who.ledger)
    named = (
        (who.merchant, ledger.directory.merchant),
        (who.team, ledger.directory.team),
        (who.unit, ledger.directory.unit),
    )
    found = next((sure(ledger, partial(look, one)) for one, look in named if one), None)
    return found.name if found else translate("the community office")


ROUTES = [sign_in_page, sign_in, sign_out, invitation, enter]
