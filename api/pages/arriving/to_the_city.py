"""To the city: the page that leads to the city's own sign-in, and the words when it leads nowhere.

A form may be answered by pages of this site alone (our own rule to browsers, `form-action`, which
holds for redirects, too). So a page stands between our button and the city, and goes on by itself.
"""

from __future__ import annotations

from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException
from litestar.response import Template

from api.guarding.origins import public_address
from api.pages.visits import Visit, house_of, page
from api.signing_in.city_journeys import LASTS_SECONDS, JourneyLost
from api.signing_in.city_provider import ProviderAway
from api.signing_in.city_sign_on import CitySignOn, Declined, NotBelieved

JOURNEY_COOKIE = "city"
BACK = "/sign-in/city/back"
NO_ARRIVAL: dict[type[Exception], tuple[int, str]] = {
    ProviderAway: (503, "away"),
    JourneyLost: (400, "lost"),
    Declined: (403, "declined"),
    NotBelieved: (403, "not_believed"),
}
"""Why nobody comes back from the city: the status of the page, and the word it knows it by."""


async def departure(
    visit: Visit, wanted: str = "", *, session: str | None = None, invitation: str | None = None
) -> Template:
    """Send this browser to the city: to sign in, or with a session or an invitation to link."""
    try:
        leaving = await city_of(visit).departure(
            public_address(visit, BACK), wanted, session=session, invitation=invitation
        )
    except ProviderAway as away:
        return told(visit, away)
    answer = page(visit, "city.html", state="leaving", address=leaving.address, path="/sign-in")
    answer.headers["Refresh"] = f"0; url={leaving.address}"
    # The city sends people back by a link from elsewhere: `strict` would leave the cookie behind.
    answer.set_cookie(
        Cookie(
            JOURNEY_COOKIE, value=leaving.cookie, path=BACK, max_age=LASTS_SECONDS,
            httponly=True, samesite="lax",
        )
    )  # fmt: skip
    return answer


def told(visit: Visit, ended: Exception) -> Template:
    """The page that says why nobody came back from the city."""
    status, state = NO_ARRIVAL[type(ended)]
    return page(visit, "city.html", status, state=state, path="/sign-in")


def city_of(visit: Visit) -> CitySignOn:
    """The way to the city; where there is none, there is no such page."""
    city = house_of(visit).city
    if city is None:
        raise NotFoundException
    return city
