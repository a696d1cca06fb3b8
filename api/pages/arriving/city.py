"""The city's door: a button leads to the city's own sign-in, and whoever comes back is known."""

from __future__ import annotations

import asyncio

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import OPEN_TO_ALL
from api.pages.arriving import city_links
from api.pages.arriving.by_name import ask_for_second_step
from api.pages.arriving.to_the_city import (
    BACK,
    JOURNEY_COOKIE,
    NO_ARRIVAL,
    city_of,
    departure,
    told,
)
from api.pages.arriving.welcome import welcome
from api.pages.visits import Visit, house_of, local_path, page
from api.signing_in.city_journeys import Journey
from api.signing_in.city_words import CitySubject
from api.signing_in.proofs import SECOND_STEP_ROLES, Proof


class Wish(msgspec.Struct):
    """Where to go after signing in."""

    next: str = ""


@post("/sign-in/city", opt=OPEN_TO_ALL, status_code=200)
async def leave(request: Visit, data: URLEncodedBody[Wish]) -> Template:
    """Send somebody to the city to sign in there."""
    return await departure(request, local_path(data.next, ""))


@get(BACK, opt=OPEN_TO_ALL)
async def come_back(request: Visit) -> Response[object]:
    """The city sends somebody back: into a new session, or to the account that they linked."""
    cookie = request.cookies.get(JOURNEY_COOKIE, "")
    try:
        subject, journey = await city_of(request).arrival(cookie, request.query_params)
    except tuple(NO_ARRIVAL) as ended:
        answer: Response[object] = told(request, ended)
    else:
        answer = await asyncio.to_thread(_arrived, request, subject, journey)
    answer.delete_cookie(JOURNEY_COOKIE, path=BACK)
    return answer


def _arrived(visit: Visit, subject: CitySubject, journey: Journey) -> Response[object]:
    if journey.session:
        return city_links.linked_by_session(visit, subject, journey)
    if journey.invitation:
        refused = city_links.refused_link(visit, subject, journey.invitation)
        if refused is not None:
            return refused
    return _signed_in(visit, subject, local_path(journey.wanted, ""))


def _signed_in(visit: Visit, subject: CitySubject, wanted: str) -> Response[object]:
    """A new session for the person whom the city means.

    Where a role needs two steps and the city has seen one, our own second step is asked for.
    """
    house = house_of(visit)
    found = house.city_identities.find(subject)
    if found is None:
        return page(visit, "city.html", 403, state="unknown", path="/sign-in")
    roles = list(house.gate.roles_of(found.person, found.ledger))
    if subject.second_step_done:
        return welcome(visit, roles, wanted, proof=Proof.CITY_SECOND_STEP)
    login = house.gate.logins.of(found.person)
    due = any(who.role in SECOND_STEP_ROLES for who in roles)
    if due and login is not None and login.second_step:
        return ask_for_second_step(visit, login, wanted)
    return welcome(visit, roles, wanted, proof=Proof.CITY)


ROUTES = [leave, come_back, *city_links.ROUTES]
