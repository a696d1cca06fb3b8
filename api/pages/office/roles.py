"""Roles: who holds which within reach, and how one is laid down."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.offices import as_who
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.pages.belonging import place_name
from api.pages.office.appointing import end_role, sign_out_everywhere
from api.pages.office.callers import Pressed, caller_here, catch_up, fresh_form_key, today_of
from api.pages.office.handing_out import BY_A_LINK, hand_link, links_of, may_hand_to
from api.pages.office.people import After
from api.pages.office.powers import may_end, may_vouch_for, roles_to_give, within_reach
from api.pages.office.rolls import roll_within
from api.pages.visits import Visit, page
from api.problems import Stop
from api.signing_in.proofs import Proof
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from projections.appointments import Appointment

ROLES_A_PAGE = 30

AppointmentId = Annotated[str, PathParameter(pattern="^appointment-[0-9a-z-]{1,64}$")]


@get("/desk/roles", opt=opens_to(Deed.APPOINT), sync_to_thread=True)
def roles(request: Visit, after: After = "") -> Template:
    """Everybody who holds a role within reach, some at a time."""
    caller = caller_here(request)
    catch_up(caller)
    found = roll_within(caller, position_of(caller.ledger, after) or 0, ROLES_A_PAGE + 1)
    rows = cut(caller.ledger, found, ROLES_A_PAGE, lambda row: row.position)
    return page(
        request, "office/roles.html", next_cursor=rows.next_cursor,
        roles=[_told(caller, row) for row in rows.items],
        may_give=[role.value for role in roles_to_give(caller.who)],
    )  # fmt: skip


@get("/desk/roles/{appointment:str}", opt=opens_to(Deed.APPOINT), sync_to_thread=True)
def one_role(request: Visit, appointment: AppointmentId) -> Template:
    """One role, and what can be done about it; ending it is asked for first."""
    caller, row = _here(request, appointment)
    login = caller.house.gate.logins.of(row.person)
    return page(
        request, "office/role.html", one=_told(caller, row), form_key=fresh_form_key(),
        may_end=may_end(caller, row), may_hand=may_hand_to(caller, as_who(row, caller.ledger.name)),
        by_a_link=Role(row.role) in BY_A_LINK, has_login=login is not None,
        has_step=login is not None and login.second_step,
    )  # fmt: skip


@post(
    "/desk/roles/{appointment:str}/end", opt=opens_to(Deed.APPOINT), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def end(request: Visit, appointment: AppointmentId, data: URLEncodedBody[Pressed]) -> Response[Any]:
    """Let it end now, everywhere."""
    caller, row = _here(request, appointment, ended_too=True)
    if not may_end(caller, row):
        raise Stop("forbidden")
    end_role(caller, data.form_key, appointment)
    return Redirect("/desk/roles", status_code=303)


@post(
    "/desk/roles/{appointment:str}/invitation", opt=opens_to(Deed.INVITE), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def invite_holder(
    request: Visit, appointment: AppointmentId, data: URLEncodedBody[Pressed]
) -> Template:
    """A link for the holder: to choose a password, or for a guardian to come in."""
    caller, row = _here(request, appointment)
    who = as_who(row, caller.ledger.name)
    if not may_hand_to(caller, who):
        raise Stop("forbidden")
    handed = hand_link(request, caller, who, data.form_key)
    path = f"/desk/roles/{appointment}"
    return page(request, "office/sheet.html", path=path, back=path, **links_of([handed]))


@post(
    "/desk/roles/{appointment:str}/second-step", opt=opens_to(Deed.INVITE), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def drop_second_step(
    request: Visit, appointment: AppointmentId, data: URLEncodedBody[Pressed]
) -> Response[Any]:
    """The holder's telephone is lost: the next sign-in asks for a new one."""
    caller, row = _here(request, appointment)
    if not may_vouch_for(caller, row.person, Proof.SECOND_STEP):
        raise Stop("forbidden")
    caller.house.gate.logins.drop_second_step(row.person)
    sign_out_everywhere(caller, row.person)
    return Redirect(f"/desk/roles/{appointment}", status_code=303)


def _here(
    request: Visit, appointment: str, ended_too: bool = False
) -> tuple[Caller, Appointment]:
    caller = caller_here(request)
    catch_up(caller)
    row = caller.ledger.appointments.appointment(appointment)
    if row is None or not within_reach(caller, row):
        raise Stop("not_found")
    if row.ended_at is not None and not ended_too:
        raise Stop("not_found")
    return caller, row


def _told(caller: Caller, row: Appointment) -> dict[str, Any]:
    who = as_who(row, caller.ledger.name)
    people = caller.house.people
    return {
        "appointment": row.appointment, "person": row.person, "role": row.role,
        "masked": people.masked_name(row.person), "line": row.line,
        "place": place_name(caller.ledger, who) or "",
        "ward": people.masked_name(row.volunteer) if row.role == Role.GUARDIAN else "",
        "since": row.since, "until": row.until, "coming": row.since > today_of(caller),
    }  # fmt: skip


ROUTES: list[Any] = [roles, one_role, end, invite_holder, drop_second_step]
