"""Pages: every page there is, its address filled in with what is at home on the lane."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from httpx import Response

from api.access.who import Who, person_of
from api.pages import routes
from api.pages.clerks import clerk_of
from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE
from merchant_portal.portal import portal
from tests.access.town import Town

_ID = re.compile(r"\{(\w+):\w+\}")


def pages() -> Iterator[tuple[str, str | None]]:
    """Every page by method and address, and the deed it is for; None for everybody's."""
    for page in routes.pages(portal(clerk_of)).routes:
        for handler in page.route_handlers:
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                address = _ID.sub(r"{\1}", page.path)
                yield f"{method} {address}", handler.opt["deed"]


def person_behind(who: Who, number: int) -> Who:
    """The same somebody, come in by the door for people."""
    person = person_of(who.volunteer or f"volunteer-{number:018d}")
    return msgspec.structs.replace(who, id="session", person=person)


def addressed(address: str, town: Town) -> str:
    """The address with the ids of the town."""
    known = {
        "volunteer": town.wang.who.volunteer, "activity": town.activity,
        "redemption": town.redemption, "code": "0" * 26, "token": "x" * 43,
        **town.at_the_desk,
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: str(known[found[1]]), address)


def visit(town: Town, who: Who | None, page: str, **headers: str) -> Response:
    """Open or press a page, with a session of its own and a form that is empty but ours."""
    method, _, address = page.partition(" ")
    browser = town.home.client
    browser.cookies.clear()
    if who is not None:
        begun = town.home.house.gate.sessions.begin(who, Proof.SECOND_STEP)
        browser.cookies.set(SESSION_COOKIE, begun.cookie)
    if method == "POST":
        browser.cookies.set("csrftoken", town.forms_token)
        headers = {"x-csrftoken": town.forms_token, **headers}
    answer = browser.request(
        method, addressed(address, town), follow_redirects=False, headers=headers,
        data={} if method == "POST" else None,
    )  # fmt: skip
    browser.cookies.clear()
    return answer
