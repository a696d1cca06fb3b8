"""By badge: a printed code and a PIN, at a device that many share."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import OPEN_TO_ALL
from api.pages.arriving.door import Next
from api.pages.arriving.welcome import welcome
from api.pages.visits import Visit, house_of, local_path, page
from api.signing_in.badges import LONGEST_TYPED
from api.signing_in.proofs import Proof

_Typed = Annotated[str, msgspec.Meta(max_length=LONGEST_TYPED)]


class Shown(msgspec.Struct):
    """What is on the badge, what is in the head, and where to go after signing in."""

    badge: _Typed = ""
    pin: _Typed = ""
    next: str = ""


@get("/sign-in/badge", opt=OPEN_TO_ALL, sync_to_thread=False)
def badge_page(request: Visit, next_path: Next = "") -> Template:
    """The door for those who carry a badge."""
    return page(request, "by_badge.html", next_path=local_path(next_path, ""), failed=False)


@post("/sign-in/badge", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def enter_by_badge(request: Visit, data: URLEncodedBody[Shown]) -> Response[object]:
    """Let in whoever shows a badge and knows its PIN; the device is taken to be a shared one."""
    gate = house_of(request).gate
    badge, wanted = gate.badges.check(data.badge, data.pin), local_path(data.next, "")
    if badge is None:
        return page(
            request, "by_badge.html", 422, next_path=wanted, failed=True, path="/sign-in/badge"
        )
    roles = gate.roles_by_badge(badge)
    entered = welcome(request, roles, wanted, proof=Proof.BADGE, shared_device=True)
    if not gate.badges.in_force(badge.id):
        # It was withdrawn while its PIN was being looked at: what it opened is closed again.
        gate.end_what_badges_opened(badge.volunteer)
    return entered


ROUTES = [badge_page, enter_by_badge]
