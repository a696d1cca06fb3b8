"""By phone: a number is typed, a code comes, and the code opens the door."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import OPEN_TO_ALL
from api.pages.arriving.welcome import welcome
from api.pages.visits import Visit, house_of, local_path, page
from api.signing_in.one_time_codes import OneTimeCodes
from api.signing_in.proofs import Proof

_Typed = Annotated[str, msgspec.Meta(max_length=64)]


class Number(msgspec.Struct):
    """The telephone number that was typed, and where to go after signing in."""

    phone: _Typed = ""
    next: str = ""


class Answer(msgspec.Struct):
    """The code that came, and for which request."""

    request: _Typed = ""
    number: _Typed = ""
    code: _Typed = ""
    next: str = ""


@post("/sign-in/phone", opt=OPEN_TO_ALL, status_code=200, sync_to_thread=True)
def ask_code(request: Visit, data: URLEncodedBody[Number]) -> Template:
    """Send a code, if anybody has this number; the answer is the same if nobody has it."""
    asked, wanted = _codes(request).ask(data.phone), local_path(data.next, "")
    if asked is None:
        return page(
            request, "by_phone.html", 422, state="unreadable", next_path=wanted, path="/sign-in"
        )
    return page(
        request, "by_phone.html", state="sent", request_id=asked.request, number=asked.number,
        next_path=wanted, path="/sign-in",
    )  # fmt: skip


@post("/sign-in/code", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=True)
def enter_code(request: Visit, data: URLEncodedBody[Answer]) -> Response[object]:
    """Let in whoever has the code in hand."""
    owner = _codes(request).check(data.request, data.code)
    wanted = local_path(data.next, "")
    if owner is None:
        return page(
            request, "by_phone.html", 422, state="wrong", request_id=data.request,
            number=data.number, next_path=wanted, path="/sign-in",
        )  # fmt: skip
    roles = house_of(request).gate.roles_by_phone(owner)
    return welcome(request, roles, wanted, proof=Proof.CODE)


def _codes(visit: Visit) -> OneTimeCodes:
    codes = house_of(visit).gate.codes
    if codes is None:
        raise NotFoundException
    return codes


ROUTES = [ask_code, enter_code]
