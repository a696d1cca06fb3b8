"""Requests: what people ask about their own data, by which day it is due, and what we answer."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import reaches, unlimited
from api.access.table import Deed, may, opens_to
from api.pages.office.callers import Words, caller_here, catch_up, today_of
from api.pages.office.powers import standing, within_reach
from api.pages.visits import Visit, page
from api.people.requests import RightsRequest
from api.problems import Stop
from api.v1.asking import Caller

RequestId = Annotated[str, PathParameter(pattern="^request-[0-9a-z]{1,32}$")]
PAST_SHOWN = 50
"""Of those whose records are past their time, so many are shown at once."""


class Answer(msgspec.Struct):
    """What the person is told."""

    answer: Words = ""


@get("/desk/requests", opt=opens_to(Deed.ANSWER_REQUESTS), sync_to_thread=True)
def requests(request: Visit) -> Template:
    """What waits for an answer, the most urgent first."""
    return _list(request, caller_here(request))


@post(
    "/desk/requests/{asked:str}/answer", opt=opens_to(Deed.ANSWER_REQUESTS), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def answer(request: Visit, asked: RequestId, data: URLEncodedBody[Answer]) -> Response[Any]:
    """Answer in words, which the person reads on their own page; the first answer stands."""
    caller = caller_here(request)
    found = caller.house.requests.find(caller.ledger.name, asked)
    if found is None or not concerns(caller, found.volunteer):
        raise Stop("not_found")
    if not data.answer.strip():
        return _list(request, caller, 422, silent=asked)
    caller.house.requests.answer(caller.ledger.name, asked, data.answer, caller.now())
    return Redirect("/desk/requests", status_code=303)


def concerns(caller: Caller, about: str) -> bool:
    """Whether a volunteer is within reach, or a person by a role they hold there."""
    if about.startswith("volunteer-"):
        return reaches(caller, about)
    if unlimited(caller.who):
        return True
    return any(within_reach(caller, row) for row in standing(caller, about))


def _list(request: Visit, caller: Caller, status: int = 200, silent: str = "") -> Template:
    catch_up(caller)
    found = caller.house.requests.open(caller.ledger.name)
    return page(
        request, "office/requests.html", status, silent=silent, path="/desk/requests",
        requests=[_told(caller, each) for each in found if concerns(caller, each.volunteer)],
        may_erase=may(caller.who, Deed.ERASE), past_their_time=_past_their_time(caller),
    )  # fmt: skip


def _past_their_time(caller: Caller) -> list[dict[str, Any]]:
    """Some of those within reach whose records need no longer be kept; people decide."""
    gone = caller.house.retention.gone_for_long(caller.ledger)
    near = islice((each for each in gone if reaches(caller, each)), PAST_SHOWN)
    names = caller.house.people.masked_names(near)
    return [{"about": about, "masked": masked} for about, masked in names.items()]


def _told(caller: Caller, each: RightsRequest) -> dict[str, Any]:
    row = caller.ledger.directory.volunteer(each.volunteer)
    return {
        "request": each.request, "about": each.volunteer, "number": row.number if row else "",
        "masked": caller.house.people.masked_name(each.volunteer), "kind": each.kind,
        "wish": each.wish or "", "made_at": each.made_at, "due_on": each.due_on,
        "overdue": each.is_overdue(today_of(caller)),
    }  # fmt: skip


ROUTES: list[Any] = [requests, answer]
