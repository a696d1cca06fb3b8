"""Guardians: who agrees for somebody below the age of consent, and reads what is kept of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from litestar import Response, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.pages.office.appointing import NobodyNamed, appoint, holder_for
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    id_from,
    must_reach_here,
    policy_of,
    today_of,
)
from api.pages.office.person import VolunteerId, is_grown_up, shown
from api.pages.office.powers import roles_to_give
from api.pages.visits import Visit
from api.people.ages import of_age_on
from api.problems import Stop
from api.v1.asking import Caller
from ledger.appointments import Appoint


class Named(msgspec.Struct):
    """Who is to be the guardian."""

    named: Short = ""
    display_name: Short = ""
    form_key: FormKey = ""


@post(
    "/desk/people/{volunteer:str}/guardian", opt=opens_to(Deed.APPOINT), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def name_guardian(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Named]
) -> Response[Any]:
    """Let somebody be the guardian of a minor until the ward is of age."""
    caller = caller_here(request)
    must_reach_here(caller, volunteer)
    if Role.GUARDIAN not in roles_to_give(caller.who) or is_grown_up(caller, volunteer):
        raise Stop("forbidden")
    try:
        let_guard(caller, data.form_key, volunteer, data.named, data.display_name)
    except NobodyNamed:
        return shown(request, volunteer, 422, problem="guardian")
    return Redirect(f"/desk/people/{volunteer}", status_code=303)


def let_guard(
    caller: Caller, form_key: str, volunteer: str, named: str, display_name: str
) -> None:
    """Find or take in the guardian, and write the role down. Raises NobodyNamed and Refusal."""
    holder = holder_for(caller, form_key, named, display_name)
    if holder.person == caller.house.people.person_of(volunteer):
        raise NobodyNamed  # Nobody is their own guardian.
    command = Appoint(
        appointment=id_from(caller, "appointment", form_key), person=holder.person,
        role=Role.GUARDIAN.value, volunteer=volunteer, since=today_of(caller),
        until=_last_day(caller, volunteer),
    )  # fmt: skip
    appoint(caller, form_key, command, holder)


def _last_day(caller: Caller, volunteer: str) -> date | None:
    """The last day before the ward is of age; None where the birthday is not known."""
    born = caller.house.particulars.all_of(volunteer).get("birth_date")
    if born is None:
        return None
    return of_age_on(policy_of(caller), date.fromisoformat(born)) - timedelta(days=1)


ROUTES: list[Any] = [name_guardian]
