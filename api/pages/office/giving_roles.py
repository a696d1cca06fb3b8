"""Giving roles: which one, to whom, bound to what, and until when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Template

from api.access.offices import as_who
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.pages.office.appointing import Holder, NobodyNamed, appoint, holder_for
from api.pages.office.callers import (
    FormKey,
    RoleInQuery,
    Short,
    caller_here,
    catch_up,
    fresh_form_key,
    id_from,
    today_of,
)
from api.pages.office.choices import Choices, choices_for, lines_within
from api.pages.office.handing_out import hand_link, may_hand_to
from api.pages.office.powers import may_bind, roles_to_give, standing, within_reach
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from ledger.appointments import Appoint

PersonInQuery = Annotated[str, QueryParameter(pattern="^(person-[0-9a-z]{1,32})?$")]


class Gift(msgspec.Struct):
    """The role, its holder by a number or as a colleague, what it is bound to, and its term."""

    role: Short = ""
    person: Short = ""
    named: Short = ""
    display_name: Short = ""
    bound: Short = ""
    line: Short = ""
    since: Short = ""
    until: Short = ""
    form_key: FormKey = ""


@get("/desk/roles/new", opt=opens_to(Deed.APPOINT), sync_to_thread=True)
def offer(request: Visit, role: RoleInQuery = "", person: PersonInQuery = "") -> Template:
    """Which role first, then everything else about it."""
    caller = caller_here(request)
    catch_up(caller)
    if person:
        _colleague(caller, person)
    return _form(request, caller, Gift(role=role, person=person))


@post("/desk/roles/new", opt=opens_to(Deed.APPOINT), status_code=200, sync_to_thread=True)
def give(request: Visit, data: URLEncodedBody[Gift]) -> Response[Any]:
    """Give it; a new officer's link to choose a password is on the answer, once."""
    caller = caller_here(request)
    catch_up(caller)
    role, choices = _role_and_choices(caller, data.role)
    if role is None or choices is None:
        raise Stop("forbidden")
    bound_to = choices.bound_to(data.bound, data.line)
    if bound_to is None or not may_bind(caller, role, bound_to):
        return _form(request, caller, data, "bound")
    term = _term(data, today_of(caller))
    if term is None:
        return _form(request, caller, data, "term")
    try:
        holder = _holder(caller, data)
    except NobodyNamed:
        return _form(request, caller, data, "nobody")
    oneself = {caller.who.person, caller.who.made_by}
    if holder.person in oneself and caller.who.role is not Role.ADMIN:
        return _form(request, caller, data, "oneself")
    command = Appoint(
        appointment=id_from(caller, "appointment", data.form_key), person=holder.person,
        role=role.value, since=term[0], until=term[1], **bound_to,
    )  # fmt: skip
    appoint(caller, data.form_key, command, holder)
    return _given(request, caller, command, data.form_key)


def _given(request: Visit, caller: Caller, command: Appoint, form_key: str) -> Template:
    catch_up(caller)
    row = caller.ledger.appointments.appointment(command.appointment)
    assert row is not None
    who = as_who(row, caller.ledger.name)
    logins = caller.house.gate.logins
    wanted = logins.of(row.person) is None and may_hand_to(caller, who)
    handed = hand_link(request, caller, who, form_key) if wanted else None
    return page(
        request, "office/role_given.html", role=row.role, path="/desk/roles",
        masked=caller.house.people.masked_name(row.person), card=handed,
    )  # fmt: skip


def _form(request: Visit, caller: Caller, gift: Gift, problem: str | None = None) -> Template:
    role, choices = _role_and_choices(caller, gift.role)
    people = caller.house.people
    return page(
        request, "office/give_role.html", 422 if problem else 200, problem=problem,
        roles=[each.value for each in roles_to_give(caller.who) if each is not Role.GUARDIAN],
        role=role.value if role else "", choices=choices, lines=lines_within(caller), entered=gift,
        colleague=people.masked_name(gift.person) if gift.person else "",
        form_key=gift.form_key or fresh_form_key(), today=today_of(caller).isoformat(),
        path="/desk/roles/new",
    )  # fmt: skip


def _role_and_choices(caller: Caller, name: str) -> tuple[Role | None, Choices | None]:
    # A guardian is named where the ward is.
    given = [role for role in roles_to_give(caller.who) if role is not Role.GUARDIAN]
    role = next((role for role in given if role.value == name), None)
    return role, choices_for(caller, role) if role else None


def _holder(caller: Caller, gift: Gift) -> Holder:
    if gift.person:
        return Holder(person=_colleague(caller, gift.person))
    return holder_for(caller, gift.form_key, gift.named, gift.display_name)


def _colleague(caller: Caller, person: str) -> str:
    """Somebody who holds a role within reach already; nobody else can be named by an id."""
    if not any(within_reach(caller, row) for row in standing(caller, person)):
        raise Stop("not_found")
    return person


def _term(gift: Gift, today: date) -> tuple[date, date | None] | None:
    try:
        since = date.fromisoformat(gift.since) if gift.since else today
        until = date.fromisoformat(gift.until) if gift.until else None
    except ValueError:
        return None
    backwards = until is not None and until < max(since, today)
    return None if backwards or not _plausible(since, today) else (since, until)


def _plausible(since: date, today: date) -> bool:
    return abs(since.year - today.year) <= 1


ROUTES: list[Any] = [offer, give]
