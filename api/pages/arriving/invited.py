"""Invited: a link that was handed out shows whom it is for, and opens its door by a press."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Template

from api.access.roles import Role
from api.access.table import OPEN_TO_ALL
from api.access.who import Who
from api.pages.arriving.by_name import past_the_password
from api.pages.arriving.welcome import welcome
from api.pages.belonging import place_name
from api.pages.language import translate
from api.pages.visits import WANTED_COOKIE, Visit, house_of, local_path, page
from api.signing_in.invitations import Invitation, Purpose
from api.signing_in.logins import UserNameTaken, UserNameUnfit
from api.signing_in.passwords import PasswordUnfit, check_password
from api.signing_in.proofs import Proof


class Chosen(msgspec.Struct):
    """The user name and password that somebody has thought of; a link to come in needs none."""

    user_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    password: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


@get("/in/{token:str}", opt=OPEN_TO_ALL, sync_to_thread=True)
def invitation(request: Visit, token: FromPath[str]) -> Template:
    """Show whom the link is for, and wait for a yes; scanners and previews look, too."""
    invited = house_of(request).gate.invitations.look(token)
    return _used_up(request) if invited is None else _offer(request, token, invited)


@post("/in/{token:str}", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def enter(request: Visit, token: FromPath[str], data: URLEncodedBody[Chosen]) -> Response[object]:
    """Let in whoever said yes, or keep the password that they chose; the link is used by that."""
    invitations = house_of(request).gate.invitations
    invited = invitations.look(token)
    if invited is None:
        return _used_up(request)
    if invited.purpose is Purpose.SET_PASSWORD:
        return _set_password(request, token, invited, data)
    if invited.purpose is not Purpose.ENTER or invitations.use(token) is None:
        return _used_up(request)
    wanted = local_path(request.cookies.get(WANTED_COOKIE, ""), "")
    own = wanted if invited.who.role is Role.VOLUNTEER else ""
    entered = welcome(request, [invited.who], own, proof=Proof.LINK)
    if wanted:
        entered.delete_cookie(WANTED_COOKIE, path="/in")
    return entered


def _set_password(
    visit: Visit, token: str, invited: Invitation, chosen: Chosen
) -> Response[object]:
    gate, person = house_of(visit).gate, invited.who.person or ""
    try:
        gate.logins.may_have(person, invited.who.ledger, chosen.user_name)
        check_password(chosen.password, chosen.user_name)
        # Only what will do uses the link up; of two who send it at once, one has it.
        if gate.invitations.use(token) is None:
            return _used_up(visit)
        gate.logins.set_password(person, invited.who.ledger, chosen.user_name, chosen.password)
    except (UserNameUnfit, UserNameTaken, PasswordUnfit) as unfit:
        return _offer(visit, token, invited, 422, problem=why_not(unfit))
    gate.sessions.end_all_of(person)
    login = gate.logins.of(person)
    return _used_up(visit) if login is None else past_the_password(visit, login, invited=True)


def why_not(unfit: Exception) -> str:
    """The word for what is wrong with a name or a password, as the pages know it."""
    if isinstance(unfit, PasswordUnfit):
        return unfit.reason
    return "name_taken" if isinstance(unfit, UserNameTaken) else "name_unfit"


def _offer(
    visit: Visit, token: str, invited: Invitation, status: int = 200, problem: str | None = None
) -> Template:
    context: dict[str, Any] = {"token": token, "masked": _known_as(visit, invited.who)}
    if invited.purpose is Purpose.SET_PASSWORD:
        return page(visit, "set_password.html", status, problem=problem, **context)
    if invited.purpose is Purpose.LINK:
        return page(visit, "link_city.html", status, **context)
    return page(visit, "enter.html", status, state="offer", **context)


def _used_up(visit: Visit) -> Template:
    return page(visit, "enter.html", 410, state="too_old", path="/")


def _known_as(visit: Visit, who: Who) -> str:
    """The name by which people know whom a link is for, a volunteer's masked."""
    house = house_of(visit)
    if who.volunteer:
        return house.people.masked_name(who.volunteer)
    return place_name(house.ledgers.of(who.ledger), who) or translate("the community office")


ROUTES = [invitation, enter]
