"""City links: the page on which a person's account and the city's are linked, and parted again."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from api.access.table import OPEN_TO_ALL, Deed, opens_to
from api.access.who import Who
from api.pages.arriving.to_the_city import city_of, departure, told
from api.pages.visits import Visit, house_of, known_visitor, page, visitor
from api.problems import Stop
from api.signing_in.city_identities import AlreadyLinked
from api.signing_in.city_journeys import Journey, JourneyLost
from api.signing_in.city_words import CitySubject
from api.signing_in.invitations import Purpose
from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE


@get("/me/city", opt=opens_to(Deed.SEE_OWN_DATA), sync_to_thread=True)
def my_city(request: Visit) -> Template:
    """Whether the city's sign-in opens this account."""
    city_of(request)
    who, person = _person_here(request)
    link = house_of(request).city_identities.of(person, who.ledger)
    return page(request, "my_city.html", linked_at=link and link.linked_at)


@post("/me/city", opt=opens_to(Deed.SEE_OWN_DATA), status_code=200)
async def link(request: Visit) -> Template:
    """Send somebody who is signed in to the city, to link the account there with this one."""
    who, _ = _person_here(request)
    return await departure(request, session=who.id)


@post("/in/{token:str}/city", opt=OPEN_TO_ALL, status_code=200)
async def link_as_invited(request: Visit, token: FromPath[str]) -> Template:
    """Send somebody to the city who was invited to link the account there with the one here."""
    return await departure(request, invitation=token)


@post("/me/city/unlink", opt=opens_to(Deed.SEE_OWN_DATA), status_code=303, sync_to_thread=True)
def unlink(request: Visit) -> Redirect:
    """From now on the city opens nothing here, and what it has opened elsewhere is over."""
    who, person = _person_here(request)
    house = house_of(request)
    house.city_identities.unlink(person, who.ledger)
    for proof in (Proof.CITY, Proof.CITY_SECOND_STEP):
        house.gate.sessions.end_all_of(
            person, but=request.cookies.get(SESSION_COOKIE), proof=proof
        )
    return Redirect("/me/city", status_code=303)


def linked_by_session(visit: Visit, subject: CitySubject, journey: Journey) -> Response[object]:
    """Link the account, when the very session comes back that set out to link it."""
    who = visitor(visit)
    if who is None or who.person is None or who.id != journey.session:
        return told(visit, JourneyLost())
    if not _link(visit, subject, who):
        return page(visit, "city.html", 409, state="taken", path="/me/city")
    return Redirect("/me/city", status_code=303)


def refused_link(visit: Visit, subject: CitySubject, token: str) -> Template | None:
    """Link the account of whom an invitation is for; when that cannot be, the page to show."""
    invitations = house_of(visit).gate.invitations
    invited = invitations.look(token)
    if invited is None or invited.purpose is not Purpose.LINK:
        return page(visit, "enter.html", 410, state="too_old", path="/")
    # Of two who come with one link, only the first finds the person not linked yet.
    if not _link(visit, subject, invited.who):
        return page(visit, "city.html", 409, state="taken", path="/sign-in")
    invitations.use(token)
    return None


def _link(visit: Visit, subject: CitySubject, who: Who) -> bool:
    house = house_of(visit)
    try:
        house.city_identities.link(subject, who.person or "", who.ledger, house.clock.now())
    except AlreadyLinked:
        return False
    return True


def _person_here(visit: Visit) -> tuple[Who, str]:
    """Who is signed in and which person that is; raises NotSignedIn, or Stop for a bare key."""
    who = known_visitor(visit)
    if who.person is None:
        raise Stop("forbidden")
    return who, who.person


ROUTES = [my_city, link, link_as_invited, unlink]
