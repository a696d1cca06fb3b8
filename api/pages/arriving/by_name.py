"""By name: a user name and a password, and where much is at stake a second step."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import OPEN_TO_ALL
from api.access.who import Who
from api.codes import Seal, SealBroken, SealExpired
from api.pages.arriving.door import Next
from api.pages.arriving.second_steps import asked_for_step, offered_step
from api.pages.arriving.welcome import welcome
from api.pages.visits import Visit, house_of, local_path, page
from api.signing_in.logins import Login
from api.signing_in.proofs import SECOND_STEP_ROLES, Proof, enough

HALFWAY_IN = timedelta(minutes=5)
"""How long somebody may look for the telephone, once the password was right."""

_INVITED = "invited"
_Typed = Annotated[str, msgspec.Meta(max_length=200)]


class Named(msgspec.Struct):
    """Name, password, and where to go after signing in."""

    user_name: _Typed = ""
    password: _Typed = ""
    next: str = ""


class Stepped(msgspec.Struct):
    """The digits on the telephone, and the note that says whose password was right."""

    step: Annotated[str, msgspec.Meta(max_length=1_000)] = ""
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""
    next: str = ""


@get("/sign-in/name", opt=OPEN_TO_ALL, sync_to_thread=False)
def name_page(request: Visit, next_path: Next = "") -> Template:
    """The door for those who have a user name."""
    return page(request, "by_name.html", next_path=local_path(next_path, ""), failed=False)


@post("/sign-in/name", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def enter_by_name(request: Visit, data: URLEncodedBody[Named]) -> Response[object]:
    """Let in whoever knows name and password, or ask them for the second step."""
    login = house_of(request).gate.logins.check(data.user_name, data.password)
    wanted = local_path(data.next, "")
    if login is None:
        return page(
            request, "by_name.html", 422, next_path=wanted, failed=True, path="/sign-in/name"
        )
    return past_the_password(request, login, wanted)


@post("/sign-in/second-step", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def enter_second_step(request: Visit, data: URLEncodedBody[Stepped]) -> Response[object]:
    """Let in whoever shows the telephone, too; by invitation this makes the telephone count."""
    house, wanted = house_of(request), local_path(data.next, "")
    try:
        person, invited = opened_note(request, data.step)
    except (SealBroken, SealExpired):
        return _too_late(request, wanted)
    login = house.gate.logins.of(person)
    if login is None or not (login.second_step or invited):
        # The telephone was dropped meanwhile: a password alone brings no new one.
        return _too_late(request, wanted)
    if not house.gate.logins.second_step(person, data.code):
        return _step_page(request, person, data.step, wanted, failed=True)
    return welcome(request, _roles(request, login), wanted, proof=Proof.SECOND_STEP)


def past_the_password(
    visit: Visit, login: Login, wanted: str = "", invited: bool = False
) -> Response[object]:
    """What comes after a right password: the second step where it is due, else the session.

    A first telephone is taken only from somebody who was `invited` to choose the password just
    now: whoever merely knows the password of an officer must not bring a telephone of their own.
    """
    roles = _roles(visit, login)
    due = any(who.role in SECOND_STEP_ROLES for who in roles)
    if login.second_step or (due and invited):
        return ask_for_second_step(visit, login, wanted, invited)
    if due and not any(enough(who.role, Proof.PASSWORD) for who in roles):
        return page(visit, "not_in.html", 403, state="invitation_needed", path="/sign-in")
    return welcome(visit, roles, wanted, proof=Proof.PASSWORD)


def ask_for_second_step(
    visit: Visit, login: Login, wanted: str = "", invited: bool = False
) -> Template:
    """The page for somebody who has just shown the first step, by password or by the city."""
    return _step_page(visit, login.person, halfway_note(visit, login.person, invited), wanted)


def halfway_note(visit: Visit, person: str, invited: bool) -> str:
    """What a page carries of somebody whose first step was right; `invited` lets them bring a
    telephone."""
    words = f"{person} {_INVITED}" if invited else person
    return _seal(visit).seal(words, house_of(visit).clock.now() + HALFWAY_IN)


def opened_note(visit: Visit, note: str) -> tuple[str, bool]:
    """Whose note it is, and whether they were invited; raises SealBroken and SealExpired."""
    person, _, more = _seal(visit).open(note, house_of(visit).clock.now()).partition(" ")
    return person, more == _INVITED


def _roles(visit: Visit, login: Login) -> list[Who]:
    return list(house_of(visit).gate.roles_of(login.person, login.ledger))


def _too_late(visit: Visit, wanted: str) -> Template:
    return page(visit, "by_name.html", 410, next_path=wanted, failed=True, late=True,
                path="/sign-in/name")  # fmt: skip


def _step_page(
    visit: Visit, person: str, note: str, wanted: str, failed: bool = False
) -> Template:
    """Ask for the digits; somebody without a telephone that counts is shown a new secret."""
    secret = house_of(visit).gate.logins.begin_second_step(person)
    context = {"action": "/sign-in/second-step", "step": note, "next_path": wanted,
               "failed": failed, "path": "/sign-in/name"}  # fmt: skip
    status = 422 if failed else 200
    if secret is None:
        return asked_for_step(visit, status, **context)
    return offered_step(visit, secret, status, **context)


def _seal(visit: Visit) -> Seal:
    return Seal(house_of(visit).settings.derived_secret("halfway in"), "second step")


ROUTES = [name_page, enter_by_name, enter_second_step]
