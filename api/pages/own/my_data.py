"""My data: what is kept about whoever is signed in, and everything they may say to it."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.offices import as_who
from api.access.table import Deed, opens_to
from api.pages.belonging import place_name
from api.pages.office.callers import Pressed, caller_here, catch_up
from api.pages.own.copies import copy_for
from api.pages.own.kept import Subject, kept_about, oneself
from api.pages.own.wishes import Asked, Switched, ask_us, switch
from api.pages.visits import Visit, page
from api.problems import Stop
from api.signing_in.sessions import SESSION_COOKIE
from api.v1.asking import Caller

_OWN = opens_to(Deed.SEE_OWN_DATA)


@get("/me/data", opt=_OWN, sync_to_thread=True)
def my_data(request: Visit) -> Template:
    """Everything, for the person's own eyes."""
    caller = caller_here(request)
    catch_up(caller)
    subject = oneself(caller)
    if subject is None:
        return page(request, "own/nobody.html")
    return page(
        request, "own/data.html", whose="me", base="/me", shifts=[],
        sessions=_sessions(request, caller, subject), roles=_roles(caller, subject),
        handed=_handed(caller, subject), ways=_ways(caller, subject),
        **kept_about(caller, subject),
    )  # fmt: skip


@get("/me/data.json", opt=_OWN, sync_to_thread=True)
def my_copy(request: Visit) -> Response[bytes]:
    """The same as a file to keep."""
    caller, subject = _here(request)
    return copy_for(caller, subject, name="my-data.json", with_roles=True)


@post("/me/consents", opt=_OWN, status_code=303, sync_to_thread=True)
def my_consent(request: Visit, data: URLEncodedBody[Switched]) -> Response[Any]:
    """Agree to a purpose, or take it back."""
    caller, subject = _here(request)
    if subject.volunteer is None:
        raise Stop("not_found")
    switch(caller, subject.volunteer, data, "self")
    return Redirect("/me/data", status_code=303)


@post("/me/requests", opt=_OWN, status_code=303, sync_to_thread=True)
def my_request(request: Visit, data: URLEncodedBody[Asked]) -> Response[Any]:
    """Ask for a correction, or to be forgotten."""
    caller, subject = _here(request)
    ask_us(caller, subject, data)
    return Redirect("/me/data", status_code=303)


@post("/me/sessions/end", opt=_OWN, status_code=303, sync_to_thread=True)
def end_others(request: Visit, data: URLEncodedBody[Pressed]) -> Response[Any]:
    """Sign out everywhere but here; pressing again finds nothing to end."""
    caller, subject = _here(request)
    person = caller.house.people.person_of(subject.about)
    caller.house.gate.sessions.end_all_of(person, but=request.cookies.get(SESSION_COOKIE))
    return Redirect("/me/data", status_code=303)


def _here(request: Visit) -> tuple[Caller, Subject]:
    caller = caller_here(request)
    catch_up(caller)
    subject = oneself(caller)
    if subject is None:
        raise Stop("not_found")
    return caller, subject


def _sessions(request: Visit, caller: Caller, subject: Subject) -> list[dict[str, Any]]:
    sessions = caller.house.gate.sessions
    here = sessions.session(request.cookies.get(SESSION_COOKIE))
    person = caller.house.people.person_of(subject.about)
    return [
        {"proof": each.proof.value, "role": each.who.role.value, "made_at": each.made_at,
         "seen_at": each.seen_at, "shared": each.shared_device,
         "here": here is not None and each.id == here.id}
        for each in sessions.list_of(person)
    ]  # fmt: skip


def _roles(caller: Caller, subject: Subject) -> list[dict[str, Any]]:
    person = caller.house.people.person_of(subject.about)
    return [
        {"role": row.role, "place": place_name(caller.ledger, as_who(row, "")) or "",
         "since": row.since, "until": row.until, "ended_at": row.ended_at}
        for row in caller.ledger.appointments.of(person)
    ]  # fmt: skip


def _handed(caller: Caller, subject: Subject) -> list[dict[str, Any]]:
    """Which badges and links were handed out in this name, when and by whom, the latest first."""
    people, gate = caller.house.people, caller.house.gate
    badges = gate.badges.list_of(subject.volunteer) if subject.volunteer else []
    links = gate.invitations.made_for(people.person_of(subject.about))
    told = [(each.issued_at, "badge", each.issued_by, None) for each in badges]
    told += [(each.made_at, "link", each.made_by, each.used_at) for each in links]
    return [
        {"at": at, "what": what, "by": people.masked_name(by) if by else "", "used_at": used_at}
        for at, what, by, used_at in sorted(told, key=itemgetter(0), reverse=True)
    ]


def _ways(caller: Caller, subject: Subject) -> list[tuple[str, str]]:
    """Where else somebody keeps their own access in order."""
    house = caller.house
    login = house.gate.logins.of(house.people.person_of(subject.about))
    ways = [("password", "/me/password"), ("second_step", "/me/second-step")] if login else []
    return [*ways, ("city", "/me/city")] if house.city and caller.who.person else ways


ROUTES: list[Any] = [my_data, my_copy, my_consent, my_request, end_others]
