"""Supplements (补录): who was there, shown once more before it waits for a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.foreseeing import foreseen
from api.pages.office.callers import (
    caller_here,
    catch_up,
    fresh_form_key,
    id_from,
    must_reach_here,
)
from api.pages.second_looks.kept_words import with_words
from api.pages.second_looks.remembered import Told, Unfit, presences_of, rows_of
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.supplements import grown_up
from api.v1.words import ACTIVITY
from api.wording import WORDING
from ledger.counting.service_time import SessionCount, session_day
from ledger.crediting import Served, count
from ledger.facts import ActivityPublished, Presence
from ledger.refusals import ProofMissing, Refusal
from ledger.subjects.activity import Activity
from ledger.subjects.late_minutes import LateMinutes
from ledger.subjects.presence import ServiceDays, attendance_of
from ledger.subjects.purse import Purse
from ledger.supplements import ProposeSupplement

ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]
Make = Callable[[str | None], ProposeSupplement]


class Late(NamedTuple):
    """One person of a late record before it is proposed: what it would be worth, and how many
    minutes on late records the person has left in that year afterwards."""

    masked: str
    presence: Presence
    worth: SessionCount
    left_minutes: int


@get("/desk/activities/{activity:str}/supplements/new", opt=opens_to(Deed.PROPOSE),
     sync_to_thread=True)  # fmt: skip
def ask(request: Visit, activity: ActivityId) -> Template:
    """The form, with what a late record is and is not."""
    caller, plan = _here(request, activity)
    return _form(request, caller, plan, Told())


@post("/desk/activities/{activity:str}/supplements/new", opt=opens_to(Deed.PROPOSE),
      status_code=303, sync_to_thread=True)  # fmt: skip
def propose(
    request: Visit, activity: ActivityId, data: URLEncodedBody[Told]
) -> Response[Any]:
    """Read the rows and show them once more; the second press lets them wait."""
    caller, plan = _here(request, activity)
    try:
        presences = presences_of(caller, plan, data)
    except Unfit as unfit:
        return _form(request, caller, plan, data, 422, str(unfit))
    make = _maker(caller, plan, presences, data)
    about = presences[0].volunteer if len(presences) == 1 else activity
    try:
        if data.step == "send":
            with_words(
                caller, data.form_key, about, data.proof, make, [activity, presences]
            )
        else:
            _try(caller, make, data.proof)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, plan, data, status, told(refusal))
    if data.step == "send":
        waits = id_from(caller, "proposal", data.form_key)
        return Redirect(f"/desk/proposals/{waits}", status_code=303)
    seen = _late(caller, plan, presences)
    return _form(request, caller, plan, data, 200, seen=seen)


def _maker(
    caller: Caller, plan: ActivityPublished, presences: tuple[Presence, ...], data: Told
) -> Make:
    proposer, proposal = second(caller), id_from(caller, "proposal", data.form_key)
    adults = grown_up(caller, [each.volunteer for each in presences])
    return lambda note: ProposeSupplement(
        proposal=proposal, activity=plan.activity, presences=presences, proposer=proposer,
        note=note, grown_up=adults,
    )  # fmt: skip


def _try(caller: Caller, make: Make, proof: str) -> None:
    """Raise the refusal that the second press would meet."""
    if not proof.strip():
        raise ProofMissing()
    foreseen(caller, make("note-to-come"))


def _late(
    caller: Caller, plan: ActivityPublished, presences: tuple[Presence, ...]
) -> list[Late]:
    book, policy = caller.ledger.book, caller.ledger.rules.at(plan.starts_at)
    names = caller.house.people.masked_names(each.volunteer for each in presences)
    found = []
    for each in presences:
        served = Served(
            attendance=attendance_of(plan.activity, each.volunteer), volunteer=each.volunteer,
            came_at=each.came_at, left_at=each.left_at, rating=each.rating,
            break_minutes=each.break_minutes, grade="C",
        )  # fmt: skip
        days, purse = book.look(ServiceDays(each.volunteer)), book.look(Purse(each.volunteer))
        worth = count(policy, plan, served, days, purse)
        year = session_day(policy, plan.starts_at, each.came_at).year
        used = book.look(LateMinutes(each.volunteer)).used_in(year)
        used += worth.minutes + worth.pending_minutes + worth.training_minutes
        left = policy.time.supplement.max_minutes_per_year - used
        found.append(Late(names[each.volunteer], each, worth, left))
    return found


def _here(request: Visit, activity: str) -> tuple[Caller, ActivityPublished]:
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, activity)
    return caller, caller.ledger.book.look(Activity(activity)).must_exist()


def _form(
    request: Visit,
    caller: Caller,
    plan: ActivityPublished,
    data: Told,
    status: int = 200,
    problem: str = "",
    seen: list[Late] | None = None,
) -> Template:
    rule = caller.ledger.rules.at(plan.starts_at).time.supplement
    return page(
        request, "office/supplement.html", status, plan=plan, rows=rows_of(data),
        proof=data.proof, problem=problem, seen=seen, within_days=rule.within_days,
        most_minutes=rule.max_minutes_per_year, form_key=fresh_form_key(),
        path=f"/desk/activities/{plan.activity}/supplements/new",
    )  # fmt: skip


ROUTES: list[Any] = [ask, propose]
