"""Own access: somebody who is signed in changes the password, or lets a telephone count."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.codes import SealBroken, SealExpired
from api.pages.arriving.by_name import halfway_note, opened_note
from api.pages.arriving.invited import why_not
from api.pages.arriving.second_steps import offered_step
from api.pages.arriving.welcome import home_of
from api.pages.visits import Visit, house_of, known_visitor, page
from api.problems import Stop
from api.signing_in.logins import Login
from api.signing_in.passwords import PasswordUnfit
from api.signing_in.proofs import SECOND_STEP_ROLES
from api.signing_in.sessions import SESSION_COOKIE

_Typed = Annotated[str, msgspec.Meta(max_length=1_000)]


class Change(msgspec.Struct):
    """The user name and old password once more, and the new one."""

    user_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    old: _Typed = ""
    password: _Typed = ""


class Known(msgspec.Struct):
    """The user name and password once more, before a telephone may begin to count."""

    user_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    password: _Typed = ""


class Digits(msgspec.Struct):
    """What the telephone shows, and the note that the password was right."""

    step: _Typed = ""
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""


@get("/me/password", opt=opens_to(Deed.SEE_OWN_DATA), sync_to_thread=True)
def password_page(request: Visit) -> Template:
    """Where the password is changed."""
    _login_here(request)
    return page(request, "my_password.html", problem=None, done=False)


@post("/me/password", opt=opens_to(Deed.SEE_OWN_DATA), status_code=200, sync_to_thread=True)
def change_password(request: Visit, data: URLEncodedBody[Change]) -> Template:
    """Keep a new password, and end every other session of this person."""
    login, gate = _login_here(request), house_of(request).gate
    try:
        known = gate.logins.change_password(
            login.person, data.old, data.user_name, data.password
        )
    except PasswordUnfit as unfit:
        return page(request, "my_password.html", 422, problem=why_not(unfit), done=False)
    if not known:
        return page(request, "my_password.html", 422, problem="not_known", done=False)
    gate.sessions.end_all_of(login.person, but=request.cookies.get(SESSION_COOKIE))
    return page(request, "my_password.html", problem=None, done=True)


@get("/me/second-step", opt=opens_to(Deed.SEE_OWN_DATA), sync_to_thread=True)
def step_page(request: Visit) -> Template:
    """Where a telephone begins to count, for somebody who knows the password."""
    return _asked(request)


@post("/me/second-step/begin", opt=opens_to(Deed.SEE_OWN_DATA), status_code=200,
      sync_to_thread=True)  # fmt: skip
def show_secret(request: Visit, data: URLEncodedBody[Known]) -> Template:
    """Show a telephone its secret: a browser that was left open is not enough for that."""
    login = _may_bring_one(request)
    if login is None:
        return _asked(request)
    known = house_of(request).gate.logins.check(data.user_name, data.password)
    if known is None or known.person != login.person:
        return _asked(request, 422)
    return _step_page(request, login, halfway_note(request, login.person, True), failed=False)


@post("/me/second-step", opt=opens_to(Deed.SEE_OWN_DATA), status_code=303, sync_to_thread=True)
def begin_step(request: Visit, data: URLEncodedBody[Digits]) -> Response[object]:
    """From now on this telephone is asked for at every sign-in."""
    login = _may_bring_one(request)
    try:
        told = opened_note(request, data.step)
    except (SealBroken, SealExpired):
        return _asked(request)
    if login is None or told != (login.person, True):
        return _asked(request)
    if not house_of(request).gate.logins.second_step(login.person, data.code):
        return _step_page(request, login, data.step, failed=True)
    return Redirect(home_of(known_visitor(request)), status_code=303)


def _asked(visit: Visit, status: int = 200) -> Template:
    """The page before: it asks for the password, or says why no telephone is taken here."""
    state = "password" if _may_bring_one(visit) else "invitation_needed"
    if _login_here(visit).second_step:
        state = "counts"
    return page(
        visit, "my_second_step.html", status, state=state, failed=status == 422,
        path="/me/second-step",
    )  # fmt: skip


def _may_bring_one(visit: Visit) -> Login | None:
    """The login here, when a first telephone may come by the password alone: for an officer who
    needs one it comes by invitation, for others may know the password, too."""
    login = _login_here(visit)
    roles = house_of(visit).gate.roles_of(login.person, login.ledger)
    if login.second_step or any(who.role in SECOND_STEP_ROLES for who in roles):
        return None
    return login


def _step_page(visit: Visit, login: Login, note: str, failed: bool) -> Template:
    secret = house_of(visit).gate.logins.begin_second_step(login.person)
    if secret is None:
        return _asked(visit)
    return offered_step(
        visit, secret, 422 if failed else 200, action="/me/second-step", step=note, next_path="",
        failed=failed, path="/me/second-step",
    )  # fmt: skip


def _login_here(visit: Visit) -> Login:
    """The login of whoever is signed in; raises Stop for somebody who has none."""
    person = known_visitor(visit).person
    login = house_of(visit).gate.logins.of(person) if person else None
    if login is None:
        raise Stop("not_found")
    return login


ROUTES = [password_page, change_password, step_page, show_secret, begin_step]
