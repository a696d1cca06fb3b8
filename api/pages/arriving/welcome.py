"""Arrivals: whoever has shown who they are gets a session, and comes to where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from api.access.roles import Role
from api.access.table import Deed, may
from api.access.who import Who
from api.house import House
from api.pages.preferences import remembered
from api.pages.text_size import TEXT_SIZE_COOKIE
from api.pages.visits import Visit, house_of, page
from api.people.ages import age_on
from api.signing_in.proofs import Proof, enough
from api.signing_in.sessions import SESSION_COOKIE, Begun

_AT_A_COUNTER = frozenset({Role.MERCHANT, Role.CLERK})


def welcome(
    visit: Visit,
    roles: Sequence[Who],
    wanted: str = "",
    *,
    proof: Proof,
    shared_device: bool = False,
) -> Response[object]:
    """A new session in the first of these roles for which `proof` is enough; of several, people
    choose one on the next page. Whoever has none is told so."""
    usable = [who for who in roles if enough(who.role, proof)]
    if not usable:
        state = "no_role" if not roles else "more_needed"
        return page(visit, "not_in.html", 403, state=state, path="/sign-in")
    begun = house_of(visit).gate.sessions.begin(
        usable[0], proof, visit.cookies.get(SESSION_COOKIE), shared_device
    )
    there = wanted or home_of(usable[0])
    if len(usable) > 1:
        there = f"/roles?{urlencode({'next': wanted})}" if wanted else "/roles"
    entered = Redirect(there, status_code=303)
    entered.set_cookie(session_cookie(begun))
    if _reads_large(visit, usable[0]):
        entered.set_cookie(remembered(TEXT_SIZE_COOKIE, "large"))
    return entered


def session_cookie(begun: Begun) -> Cookie:
    """What the browser keeps; it is out of reach for scripts and for other sites."""
    return Cookie(
        SESSION_COOKIE, value=begun.cookie, max_age=begun.seconds, httponly=True, samesite="lax"
    )


def home_of(who: Who) -> str:
    """The page on which somebody begins in their role."""
    if who.role is Role.VOLUNTEER:
        return "/me"
    if who.role in _AT_A_COUNTER:
        return "/merchant"
    if who.role is Role.GUARDIAN:
        return "/me/ward"
    if may(who, Deed.SEE_DESK):
        return "/desk"
    if may(who, Deed.CHECK_BOOK):
        return "/desk/books"
    return "/desk/funds" if may(who, Deed.READ_FUNDS) else "/"


def _reads_large(visit: Visit, who: Who) -> bool:
    """Whether large letters are for this reader, who has not chosen any yet (policy,
    elder_mode_default_age)."""
    if who.volunteer is None or who.role is not Role.VOLUNTEER:
        return False
    return TEXT_SIZE_COOKIE not in visit.cookies and _is_elder(house_of(visit), who)


def _is_elder(house: House, who: Who) -> bool:
    born = house.particulars.all_of(who.volunteer or "").get("birth_date")
    if born is None:
        return False
    ledger = house.ledgers.of(who.ledger)
    policy = ledger.rules.current
    age = age_on(date.fromisoformat(born), policy.local_date(ledger.clock.now()))
    return age >= policy.people.elder_mode_default_age
