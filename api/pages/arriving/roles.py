"""Roles: somebody who is several things here says which they are just now."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.access.who import Who
from api.pages.arriving.door import Next
from api.pages.arriving.welcome import home_of, session_cookie
from api.pages.belonging import place_name
from api.pages.visits import Visit, house_of, known_visitor, ledger_of, local_path, page
from api.problems import Stop
from api.signing_in.proofs import enough_to_change
from api.signing_in.sessions import SESSION_COOKIE

AS_VOLUNTEER = "volunteer"
"""What a form says of the one role that no appointment gives."""


class Choice(msgspec.Struct):
    """The appointment that was chosen, and where to go in that role."""

    role: Annotated[str, msgspec.Meta(max_length=100)] = ""
    next: str = ""


@get("/roles", opt=opens_to(Deed.CHOOSE_ROLE), sync_to_thread=True)
def roles_page(request: Visit, next_path: Next = "") -> Template:
    """What somebody may be here today."""
    who = known_visitor(request)
    ledger = ledger_of(request, who)
    return page(
        request, "roles.html", next_path=local_path(next_path, ""),
        roles=[
            {"value": _value(each), "role": each.role.value,
             "name": place_name(ledger, each) or "", "current": _value(each) == _value(who)}
            for each in _within_reach(request, who)
        ],
    )  # fmt: skip


@post("/roles", opt=opens_to(Deed.CHOOSE_ROLE), status_code=303, sync_to_thread=True)
def choose(request: Visit, data: URLEncodedBody[Choice]) -> Response[object]:
    """A new session in that role; the old one is over."""
    who = known_visitor(request)
    mine = [each for each in _within_reach(request, who) if _value(each) == data.role]
    if not mine:
        raise Stop("forbidden")
    sessions = house_of(request).gate.sessions
    begun = sessions.change_role(request.cookies.get(SESSION_COOKIE, ""), mine[0])
    if begun is None:
        return Redirect("/sign-in", status_code=303)
    changed = Redirect(local_path(data.next, "") or home_of(mine[0]), status_code=303)
    changed.set_cookie(session_cookie(begun))
    return changed


def _within_reach(visit: Visit, who: Who) -> list[Who]:
    """The roles for which what was shown at the door is enough."""
    gate = house_of(visit).gate
    session = gate.sessions.session(visit.cookies.get(SESSION_COOKIE))
    if session is None or who.person is None:
        return []
    return [
        each
        for each in gate.roles_of(who.person, who.ledger)
        if enough_to_change(each.role, session.proof)
    ]


def _value(who: Who) -> str:
    return who.appointment or AS_VOLUNTEER


ROUTES = [roles_page, choose]
