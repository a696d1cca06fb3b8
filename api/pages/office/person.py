"""A person: what the office sees of one volunteer, masked until somebody says what for."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get
from litestar.params import PathParameter
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, may, opens_to
from api.pages.office.callers import (
    caller_here,
    catch_up,
    fresh_form_key,
    must_reach_here,
    today_of,
)
from api.pages.office.finding import unit_name
from api.pages.office.powers import may_vouch_for
from api.pages.office.record import agreements, care_of, record_of
from api.pages.visits import Visit, page
from api.people.ages import Care
from api.problems import Stop
from api.signing_in.proofs import Proof
from api.v1.asking import Caller
from api.v1.words import VOLUNTEER

VolunteerId = Annotated[str, PathParameter(pattern=VOLUNTEER)]


@get("/desk/people/{volunteer:str}", opt=opens_to(Deed.SEE_PEOPLE), sync_to_thread=True)
def person(request: Visit, volunteer: VolunteerId) -> Template:
    """One person, within reach."""
    return shown(request, volunteer)


def shown(request: Visit, volunteer: str, status: int = 200, **more: Any) -> Template:
    """The page of a volunteer; `more` is what a form on it has just brought."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, volunteer)
    row = caller.ledger.directory.volunteer(volunteer)
    if row is None:
        raise Stop("not_found")
    house, record = caller.house, record_of(caller, volunteer)
    context: dict[str, Any] = {"looked_up": None, "problem": None, **more}
    return page(
        request, "office/person.html", status, volunteer=volunteer, number=row.number,
        masked=house.people.masked_name(volunteer), community=unit_name(caller, row.community),
        registered_at=row.registered_at, erased_at=record.erased_at,
        care=care_of(caller, record).value, agreements=agreements(record),
        guardians=guardians_of(caller, volunteer),
        badges=[badge for badge in house.gate.badges.list_of(volunteer) if not badge.withdrawn_at],
        requests=house.requests.of(volunteer), form_key=fresh_form_key(),
        may={deed.value for deed in Deed if may(caller.who, deed)},
        may_invite=_may_invite(caller, volunteer), path=f"/desk/people/{volunteer}", **context,
    )  # fmt: skip


def guardians_of(caller: Caller, volunteer: str) -> list[dict[str, Any]]:
    """Who may agree in the place of a minor, today or soon."""
    rows = [
        row
        for row in caller.ledger.appointments.bound_to("volunteer", volunteer)
        if row.role == Role.GUARDIAN.value and row.ended_at is None
    ]
    names = caller.house.people.masked_names(row.person for row in rows)
    return [
        {"appointment": row.appointment, "masked": names[row.person], "until": row.until}
        for row in rows
        if row.until is None or row.until >= today_of(caller)
    ]


def _may_invite(caller: Caller, volunteer: str) -> bool:
    theirs = caller.house.people.person_of(volunteer)
    return may_vouch_for(caller, theirs, Proof.LINK)


def is_grown_up(caller: Caller, volunteer: str) -> bool:
    """Whether the person may agree for themselves today."""
    return care_of(caller, record_of(caller, volunteer)) is Care.ADULT


ROUTES: list[Any] = [person]
