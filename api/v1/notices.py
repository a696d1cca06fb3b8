"""Notices over HTTP: who is to be told of a change, and who knows of it."""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, must_reach, sure, unknown
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheActivity
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Body, VolunteerId
from ledger.notices import GiveNotice
from ledger.subjects.notices import Notices


class NoticeRequest(Body, kw_only=True):
    """Who knows of it; a volunteer need not say that it is about themselves. `change` is the
    number of the change they know of, None for the latest."""

    volunteer: VolunteerId | None = None
    change: int | None = None


class Noticed(msgspec.Struct, kw_only=True):
    """This person knows of the latest change."""

    activity: str
    volunteer: str
    open: bool = False


class Notice(msgspec.Struct, kw_only=True):
    """Somebody whom the latest change concerns, by a masked name: `open` until they know, then
    `seen` on their own page, or `told` in person or by telephone."""

    volunteer: str
    name_masked: str
    state: Literal["open", "seen", "told"]


class NoticeList(msgspec.Struct, kw_only=True):
    """Whom the latest change concerns. `change` is its number, 0 while nothing has changed;
    `left` counts those who are still to be told."""

    change: int
    left: int
    items: list[Notice]


@get("/activities/{activity:str}/notices", opt=opens_to(Deed.READ_SIGN_UPS), **READS)
def list_notices(request: Call, activity: TheActivity) -> NoticeList:
    """Who is to be told of the latest change, and who knows of it."""
    caller = caller_of(request)
    check(caller, activity)
    if sure(caller.ledger, lambda: caller.ledger.activity_board.activity(activity)) is None:
        raise unknown(activity)
    now = caller.ledger.book.look(Notices(activity))
    names = caller.house.people.masked_names(now.concerns)
    items = [
        Notice(volunteer=each, name_masked=names[each], state=now.state_of(each))
        for each in now.concerns
    ]
    return NoticeList(change=now.change, left=now.left, items=items)


@post(
    "/activities/{activity:str}/notices", opt=opens_to(Deed.GIVE_NOTICE), **writes(Noticed)
)  # fmt: skip
async def give_notice(
    request: Call, activity: TheActivity, data: JSONBody[NoticeRequest]
) -> ASGIResponse:
    """I have read it (or, said by the organizer: I have told this person)."""
    caller = caller_of(request)
    sender = by(request, data)
    own = caller.who.volunteer if caller.who.role is Role.VOLUNTEER else None
    if own is not None and data.volunteer not in (None, own):
        raise unknown(str(data.volunteer))
    volunteer = own or data.volunteer
    if volunteer is None:
        raise Stop("who_untold", [FieldProblem("say which `volunteer`", "/volunteer")])
    if own is None:
        await must_reach(caller, activity)
    elif own not in (await asyncio.to_thread(caller.ledger.book.look, Notices(activity))).concerns:
        raise unknown(activity)  # What does not concern them is not there.
    command = GiveNotice(
        activity=activity, volunteer=volunteer, change=data.change,
        means="in_person" if own is None else "own_page",
    )  # fmt: skip
    told = Noticed(activity=activity, volunteer=volunteer)
    return await carry_out(caller, command, sender, lambda _: told)


ROUTES = [list_notices, give_notice]
