"""Own access: somebody who is signed in changes the password, or lets a telephone count."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.arriving.invited import why_not
from api.pages.arriving.second_steps import offered_step
from api.pages.arriving.welcome import home_of
from api.pages.visits import Visit, house_of, known_visitor, page
from api.problems import Stop
from api.signing_in.logins import Login
from api.signing_in.passwords import PasswordUnfit
from api.signing_in.sessions import SESSION_COOKIE

_Typed = Annotated[str, msgspec.Meta(max_length=1_000)]


class Change(msgspec.Struct):
    """The user name and old password once more, and the new one."""

    user_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    old: _Typed = ""
    password: _Typed = ""


class Digits(msgspec.Struct):
    """What the telephone shows."""

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
    """Where a telephone begins to count."""
    return _step_page(request, failed=False)


@post("/me/second-step", opt=opens_to(Deed.SEE_OWN_DATA), status_code=303, sync_to_thread=True)
def begin_step(request: Visit, data: URLEncodedBody[Digits]) -> Response[object]:
    """From now on this telephone is asked for at every sign-in."""
    login = _login_here(request)
    if login.second_step or not house_of(request).gate.logins.second_step(login.person, data.code):
        return _step_page(request, failed=True)
    return Redirect(home_of(known_visitor(request)), status_code=303)


def _step_page(visit: Visit, failed: bool) -> Template:
    login = _login_here(visit)
    secret = house_of(visit).gate.logins.begin_second_step(login.person)
    if secret is None:
        return page(visit, "second_step.html", state="counts", path="/me/second-step")
    return offered_step(
        visit, secret, 422 if failed else 200, action="/me/second-step", step="", next_path="",
        failed=failed, path="/me/second-step",
    )  # fmt: skip


def _login_here(visit: Visit) -> Login:
    """The login of whoever is signed in; raises Stop for somebody who has none."""
    person = known_visitor(visit).person
    login = house_of(visit).gate.logins.of(person) if person else None
    if login is None:
        raise Stop("not_found")
    return login


ROUTES = [password_page, change_password, step_page, begin_step]
