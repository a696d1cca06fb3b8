"""The entrance: which ways in there are, a key that is typed, and the way out."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.key_texts import well_formed
from api.access.table import OPEN_TO_ALL
from api.access.who import Who
from api.house import House
from api.pages.arriving.welcome import welcome
from api.pages.visits import Visit, house_of, local_path, page
from api.problems import Stop
from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE

BEGINNING_CHARACTERS = 8
"""How much of a key somebody may have seen over a shoulder who then tries out the rest."""
Next = Annotated[str, QueryParameter(name="next")]
"""Where somebody wanted to go who had to sign in first."""


class Knock(msgspec.Struct):
    """What is typed at the door, and where to go from there."""

    key: Annotated[str, msgspec.Meta(max_length=200)] = ""
    next: str = ""


@get("/sign-in", opt=OPEN_TO_ALL, sync_to_thread=False)
def sign_in_page(request: Visit, next_path: Next = "") -> Template:
    """The door, with every way in."""
    return _door(request, local_path(next_path, ""))


@post("/sign-in", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def sign_in(request: Visit, data: URLEncodedBody[Knock]) -> Response[object]:
    """Let in whoever brings a key."""
    who = _holder(house_of(request), "".join(data.key.split()))
    wanted = local_path(data.next, "")
    if who is None:
        return _door(request, wanted, 422, failed=True)
    return welcome(request, [who], wanted, proof=Proof.KEY)


@post("/sign-out", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def sign_out(request: Visit) -> Redirect:
    """End the session, in this browser and in the house."""
    house_of(request).gate.sessions.end(request.cookies.get(SESSION_COOKIE))
    farewell = Redirect("/", status_code=303)
    farewell.delete_cookie(SESSION_COOKIE)
    return farewell


def _holder(house: House, key_text: str) -> Who | None:
    """Whose key that is; raises Stop for whoever has tried too many that begin alike."""
    if not well_formed(key_text):
        return None  # A slip of the pen, and nothing that could ever open.
    guesser = f"key:{key_text[:BEGINNING_CHARACTERS]}"
    if seconds := house.attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        who = house.keys.check(key_text)
        if who is None:
            house.attempts.failed(guesser)
    finally:
        house.attempts.end(guesser)
    return who


def _door(visit: Visit, wanted: str, status: int = 200, **more: Any) -> Template:
    house = house_of(visit)
    return page(
        visit, "sign_in.html", status, next_path=wanted, failed=more.get("failed", False),
        phone_offered=house.gate.codes is not None, city_offered=house.city is not None,
        path="/sign-in",
    )  # fmt: skip


ROUTES = [sign_in_page, sign_in, sign_out]
