"""My badge: it is lost, or somebody else is to go to the shop with it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import sure
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.ids import is_volunteer_number, straightened
from api.pages.language import translate
from api.pages.office.callers import FormKey, Pressed, Short, carry_out, fresh_form_key
from api.pages.own.whose import volunteer_or_ward
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.entrusting import AuthoriseHelper, EndHelper
from ledger.refusals import HelperNotAuthorised, Refusal
from ledger.subjects.entrusted import Entrusted

HERE = "/me/badge"
_ENTRUSTING = opens_to(Deed.ENTRUST)


class Going(msgspec.Struct):
    """Who is to go, by volunteer number, or goes no more, by id."""

    named: Short = ""
    helper: Short = ""
    form_key: FormKey = ""


@get(HERE, opt=_ENTRUSTING, sync_to_thread=True)
def my_badge(request: Visit) -> Template:
    """The badge in force, and who may redeem with it."""
    caller, volunteer = volunteer_or_ward(request)
    return _shown(request, caller, volunteer)


@post(f"{HERE}/lost", opt=_ENTRUSTING, status_code=303, sync_to_thread=True)
def badge_lost(request: Visit, data: URLEncodedBody[Pressed]) -> Response[Any]:
    """It opens nothing and pays nothing any more, anywhere; the beans stay. A second press finds
    nothing to do."""
    caller, volunteer = volunteer_or_ward(request)
    caller.house.gate.withdraw_badge(volunteer)
    return Redirect(HERE, status_code=303)


@post(f"{HERE}/helpers", opt=_ENTRUSTING, status_code=303, sync_to_thread=True)
def authorise(request: Visit, data: URLEncodedBody[Going]) -> Response[Any]:
    """Let somebody redeem in my place, or my ward's."""
    caller, volunteer = volunteer_or_ward(request)
    helper = _by_number(caller, data.named)
    if helper is None:
        said = translate("Nobody has this volunteer number. It stands on their badge.")
        return _shown(request, caller, volunteer, 422, said)
    command = AuthoriseHelper(volunteer=volunteer, helper=helper)
    try:
        carry_out(caller, data.form_key, command)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal))
    return Redirect(HERE, status_code=303)


@post(f"{HERE}/helpers/end", opt=_ENTRUSTING, status_code=303, sync_to_thread=True)
def end(request: Visit, data: URLEncodedBody[Going]) -> Response[Any]:
    """They go for me no more; pressed twice, it is still so."""
    caller, volunteer = volunteer_or_ward(request)
    try:
        carry_out(caller, data.form_key, EndHelper(volunteer=volunteer, helper=data.helper))
    except HelperNotAuthorised:
        pass  # Somebody was faster.
    return Redirect(HERE, status_code=303)


def _by_number(caller: Caller, typed: str) -> str | None:
    """Whose volunteer number that is; whoever tries out numbers must wait (`Stop`)."""
    attempts, guesser = caller.house.attempts, f"badge_code:{caller.who.actor}"
    if seconds := attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        number, directory = straightened(typed), caller.ledger.directory
        if not is_volunteer_number(number):
            return None  # A slip of the finger is no guess.
        row = sure(caller.ledger, lambda: directory.volunteer_by_number(number))
        if row is None:
            attempts.failed(guesser)
        return row.volunteer if row else None
    finally:
        attempts.end(guesser)


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    badges = caller.house.gate.badges.list_of(volunteer)
    return page(
        request, "own/badge.html", status, problem=problem, form_key=fresh_form_key(), path=HERE,
        mine=caller.who.role is not Role.GUARDIAN,
        since=next((one.issued_at for one in badges if one.withdrawn_at is None), None),
        helpers=helpers_shown(caller, volunteer),
    )  # fmt: skip


def helpers_shown(caller: Caller, volunteer: str) -> list[dict[str, Any]]:
    """Who may redeem for somebody, by masked name, and since when."""
    since = caller.ledger.book.look(Entrusted(volunteer)).since
    names = caller.house.people.masked_names(since)
    return [
        {"helper": helper, "masked": names[helper], "since": at} for helper, at in since.items()
    ]


ROUTES: list[Any] = [my_badge, badge_lost, authorise, end]
