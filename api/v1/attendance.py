"""Attendance over HTTP: arriving and leaving as the organizer sees it, and who came."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.of_age import has_come_of_age
from api.access.reach import check, may_take_in, must_reach, sure, unknown
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.scanning import Step
from api.signing_in.badges import reads_as_badge
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheActivity
from api.v1.asking import Call, Caller, Declined, by, caller_of, carry_out, comes_again
from api.v1.documents import READS, writes
from api.v1.scans import Arrived, Left, arrived, left
from api.v1.words import Body, Moment, VolunteerId, implausible
from api.wearing import is_there, wearing
from ledger.attendance import CheckIn, CheckOut, Means
from ledger.command import By, Command

_RECORDING = opens_to(Deed.RECORD_ATTENDANCE)
_BADGE = r"(?:[!-~]*/b/)?[Gg][Bb][Bb][ 0-9A-Za-z-]{20,40}(?:\?[!-~]*)?"
Shown = Annotated[str, msgspec.Meta(max_length=200, pattern=rf"^ *(?:[1-9][0-9]{{9}}|{_BADGE}) *$")]
OnlyIn = Annotated[
    str,
    QueryParameter(
        name="state", pattern="^(arrived|left|confirmed|revoked)?$",
        description="Only attendances in this state; all when it is not told.",
    ),
]  # fmt: skip


class PresenceRequest(Body, kw_only=True):
    """Whom the organizer sees, by id or by badge, and since (or until) when: now if not told.

    A badge is shown as the code on it (GBB…), the address that the code opens, or the volunteer
    number; a scan of the code is evidence of its moment, so another time is the organizer's word.
    """

    volunteer: VolunteerId | None = None
    badge: Shown | None = None
    at: Moment | None = None


class Flag(msgspec.Struct, kw_only=True):
    """Something about a scan that wants a second look; `beside` is the other attendance that it
    is about, `outcome` None until somebody had that look."""

    reason: str
    beside: str | None
    outcome: str | None


class Presence(msgspec.Struct, kw_only=True):
    """One person at an activity; `state` is arrived, left, confirmed or revoked.

    `in_means` and `out_means` tell how it is known: scan, printed, late_scan, badge, organizer
    or supplement. `reminded_at` is when the clock noticed a missing check-out.
    """

    attendance: str
    volunteer: str
    name_masked: str
    state: str
    in_at: datetime
    in_means: str
    out_at: datetime | None
    out_means: str | None
    minutes_present: int | None
    minutes: int | None
    beans: int
    grade: str | None
    reminded_at: datetime | None
    flags: list[Flag]


class Presences(msgspec.Struct, kw_only=True):
    """Who came, in the order of arrival."""

    items: list[Presence]
    next_cursor: str | None


@post("/activities/{activity:str}/check-ins", opt=_RECORDING, **writes(Arrived))
async def enter_arrival(
    request: Call, activity: TheActivity, data: JSONBody[PresenceRequest]
) -> ASGIResponse:
    """This person is here, says the organizer; weaker evidence than the person's own scan."""
    caller = caller_of(request)
    sender = by(request, data)
    command = await _entered(CheckIn, caller, activity, data, sender)
    return await carry_out(caller, command, sender, arrived)


@post("/activities/{activity:str}/check-outs", opt=_RECORDING, **writes(Left))
async def enter_departure(
    request: Call, activity: TheActivity, data: JSONBody[PresenceRequest]
) -> ASGIResponse:
    """This person has left, says the organizer; weaker evidence than the person's own scan."""
    caller = caller_of(request)
    sender = by(request, data)
    command = await _entered(CheckOut, caller, activity, data, sender)
    return await carry_out(caller, command, sender, left)


@get("/activities/{activity:str}/attendances", opt=opens_to(Deed.READ_ATTENDANCE), **READS)
def attendances(
    request: Call,
    activity: TheActivity,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    only: OnlyIn = "",
) -> Presences:
    """Who came to an activity; their attendances are what the organizer confirms. Those in the
    state `arrived` are still there, or forgot to check out."""
    caller = caller_of(request)
    board = caller.ledger.activity_board
    check(caller, activity)
    if sure(caller.ledger, lambda: board.activity(activity)) is None:
        raise unknown(activity)
    after = paging.position_of(caller.ledger, cursor) or 0
    found = caller.ledger.attendances.at(activity, limit + 1, after, only)
    page = paging.cut(caller.ledger, found, limit, lambda row: row.position)
    names = caller.house.people.masked_names(row.volunteer for row in page.items)
    flags = caller.ledger.attendances.flags_at(activity)
    items = [
        Presence(
            attendance=row.attendance, volunteer=row.volunteer, name_masked=names[row.volunteer],
            state=row.state, in_at=row.in_at, in_means=row.in_means, out_at=row.out_at,
            out_means=row.out_means, minutes_present=row.minutes_present, minutes=row.minutes,
            beans=row.beans, grade=row.grade, reminded_at=row.reminded_at,
            flags=[
                Flag(reason=flag.reason, beside=flag.beside, outcome=flag.outcome)
                for flag in flags.get(row.attendance, ())
            ],
        )
        for row in page.items
    ]  # fmt: skip
    return Presences(items=items, next_cursor=page.next_cursor)


async def _entered(
    step: Step,
    caller: Caller,
    activity: str,
    data: PresenceRequest,
    sender: By,
) -> Command:
    if (data.volunteer is None) == (data.badge is None):
        raise Stop("who_untold", [FieldProblem("give either `volunteer` or `badge`", "")])
    if data.at is not None and implausible(data.at):
        raise Stop("time_implausible", [FieldProblem("beyond any activity", "/at")])
    await must_reach(caller, activity)
    try:
        volunteer = data.volunteer or await asyncio.to_thread(wearing, caller, data.badge)
        await _may_enter(step, caller, activity, volunteer)
    except Stop as stop:
        # A key that was used before is the book's to answer, whatever became of the badge.
        if not await comes_again(caller, sender):
            raise
        return Declined(refusal=stop.code)
    means: Means = "badge" if data.at is None and reads_as_badge(data.badge) else "organizer"
    at = data.at.astimezone(UTC) if data.at else caller.now()
    told = {"activity": activity, "volunteer": volunteer, "means": means, "at": at}
    if step is CheckOut:
        return CheckOut(**told)
    of_age = caller.house, caller.ledger, volunteer
    return CheckIn(**told, grown_up=await asyncio.to_thread(has_come_of_age, *of_age))


async def _may_enter(step: Step, caller: Caller, activity: str, volunteer: str) -> None:
    """Raise `Stop` for somebody from elsewhere; whoever is there may be let go."""
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        if step is CheckIn or not await asyncio.to_thread(is_there, caller, activity, volunteer):
            raise


ROUTES = [enter_arrival, enter_departure, attendances]
