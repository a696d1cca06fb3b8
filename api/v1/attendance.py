"""Attendance over HTTP: arriving and leaving, by one's own scan or on the organizer's word."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, may_take_in, must_reach, sure, unknown
from api.access.table import Deed, opens_to
from api.codes import CodeTooOld, CodeUnknown
from api.problems import FieldProblem, Stop
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheActivity
from api.v1.asking import Call, Caller, Declined, by, caller_of, carry_out, comes_again
from api.v1.documents import READS, writes
from api.v1.guesses import AGuess
from api.v1.words import (
    Body,
    Moment,
    ShownCode,
    VolunteerId,
    VolunteerNumber,
    implausible,
)
from ledger.attendance import CheckIn, CheckOut
from ledger.command import By, Command, Receipt
from ledger.subjects.presence import Attendance, attendance_of

_SCANNING = opens_to(Deed.SCAN)
_RECORDING = opens_to(Deed.RECORD_ATTENDANCE)


class ScanRequest(Body, kw_only=True):
    """What the volunteer scanned, or typed, from the activity's screen."""

    code: ShownCode


class PresenceRequest(Body, kw_only=True):
    """Whom the organizer sees, by id or by badge, and since (or until) when: now if not told.

    What a badge says for now is the volunteer number printed on it.
    """

    volunteer: VolunteerId | None = None
    badge: VolunteerNumber | None = None
    at: Moment | None = None


class Arrived(msgspec.Struct, kw_only=True):
    """The volunteer is there."""

    attendance: str
    activity: str
    at: datetime


class Left(msgspec.Struct, kw_only=True):
    """The volunteer has left."""

    attendance: str
    activity: str
    at: datetime
    minutes_present: int


class Presence(msgspec.Struct, kw_only=True):
    """One person at an activity; `state` is arrived, left, confirmed or revoked."""

    attendance: str
    volunteer: str
    name_masked: str
    state: str
    in_at: datetime
    out_at: datetime | None
    minutes_present: int | None
    minutes: int | None
    beans: int
    grade: str | None


class Presences(msgspec.Struct, kw_only=True):
    """Who came, in the order of arrival."""

    items: list[Presence]
    next_cursor: str | None


@post("/check-ins", opt=_SCANNING, **writes(Arrived))
async def check_in(request: Call, data: JSONBody[ScanRequest]) -> ASGIResponse:
    """I am here, says the code I have just scanned."""
    caller = caller_of(request)
    sender = by(request, data)
    async with AGuess(caller, sender, f"activity_code:{caller.who.volunteer}"):
        return await carry_out(caller, _scanned(CheckIn, caller, data.code), sender, _arrived)


@post("/check-outs", opt=_SCANNING, **writes(Left))
async def check_out(request: Call, data: JSONBody[ScanRequest]) -> ASGIResponse:
    """I am leaving, says the code I have just scanned."""
    caller = caller_of(request)
    sender = by(request, data)
    async with AGuess(caller, sender, f"activity_code:{caller.who.volunteer}"):
        return await carry_out(caller, _scanned(CheckOut, caller, data.code), sender, _left)


@post("/activities/{activity:str}/check-ins", opt=_RECORDING, **writes(Arrived))
async def enter_arrival(
    request: Call, activity: TheActivity, data: JSONBody[PresenceRequest]
) -> ASGIResponse:
    """This person is here, says the organizer; weaker evidence than the person's own scan."""
    caller = caller_of(request)
    sender = by(request, data)
    command = await _entered(CheckIn, caller, activity, data, sender)
    return await carry_out(caller, command, sender, _arrived)


@post("/activities/{activity:str}/check-outs", opt=_RECORDING, **writes(Left))
async def enter_departure(
    request: Call, activity: TheActivity, data: JSONBody[PresenceRequest]
) -> ASGIResponse:
    """This person has left, says the organizer; weaker evidence than the person's own scan."""
    caller = caller_of(request)
    sender = by(request, data)
    command = await _entered(CheckOut, caller, activity, data, sender)
    return await carry_out(caller, command, sender, _left)


@get("/activities/{activity:str}/attendances", opt=opens_to(Deed.READ_ATTENDANCE), **READS)
def attendances(
    request: Call,
    activity: TheActivity,
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Presences:
    """Who came to an activity; their attendances are what the organizer confirms."""
    caller = caller_of(request)
    board = caller.ledger.activity_board
    check(caller, activity)
    if sure(caller.ledger, lambda: board.activity(activity)) is None:
        raise unknown(activity)
    after = paging.position_of(caller.ledger, cursor) or 0
    found = caller.ledger.attendances.at(activity, limit + 1, after)
    page = paging.cut(caller.ledger, found, limit, lambda row: row.position)
    names = caller.house.people.masked_names(row.volunteer for row in page.items)
    items = [
        Presence(
            attendance=row.attendance, volunteer=row.volunteer, name_masked=names[row.volunteer],
            state=row.state, in_at=row.in_at, out_at=row.out_at,
            minutes_present=row.minutes_present, minutes=row.minutes, beans=row.beans,
            grade=row.grade,
        )
        for row in page.items
    ]  # fmt: skip
    return Presences(items=items, next_cursor=page.next_cursor)


def _scanned(step: type[CheckIn | CheckOut], caller: Caller, code: str) -> Command:
    """The step that a scanned code means; one that is too old is refused, and stays so."""
    now = caller.now()
    try:
        scanned = caller.ledger.activity_codes.read(code, now)
    except CodeTooOld:
        return Declined(refusal="code_expired")
    except CodeUnknown:
        return Declined(refusal="code_unknown")
    return step(
        activity=scanned.activity, volunteer=caller.who.volunteer, means="scan", at=now
    )


async def _entered(
    step: type[CheckIn | CheckOut],
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
    volunteer = data.volunteer or await asyncio.to_thread(_wearing, caller, data.badge)
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        leaves = step is CheckOut and await asyncio.to_thread(
            _is_there, caller, activity, volunteer
        )
        # A key that was used before is the book's to answer, whatever comes with it.
        if not leaves and not await comes_again(caller, sender):
            raise
    at = data.at.astimezone(UTC) if data.at else caller.now()
    return step(activity=activity, volunteer=volunteer, means="organizer", at=at)


def _is_there(caller: Caller, activity: str, volunteer: str) -> bool:
    """Whether somebody has arrived: by a scan, or because the office said so. Whoever is there
    may be let go by whoever organises the activity, wherever they live."""
    attendance = Attendance(attendance_of(activity, volunteer))
    return caller.ledger.book.look(attendance).arrived is not None


def _wearing(caller: Caller, badge: str) -> str:
    directory = caller.ledger.directory
    found = sure(caller.ledger, lambda: directory.volunteer_by_number(badge))
    if found is None:
        raise Stop("volunteer_unknown")
    return found.volunteer


def _arrived(receipt: Receipt) -> Arrived:
    fact = receipt.facts[0]
    return Arrived(attendance=fact.attendance, activity=fact.activity, at=fact.at)


def _left(receipt: Receipt) -> Left:
    fact = receipt.facts[0]
    return Left(
        attendance=fact.attendance, activity=fact.activity, at=fact.at,
        minutes_present=fact.minutes_present,
    )  # fmt: skip


ROUTES = [check_in, check_out, enter_arrival, enter_departure, attendances]
