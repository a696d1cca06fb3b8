"""Scans over HTTP: I am here, I am leaving, says the code that a volunteer has read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.of_age import came_of_age
from api.access.table import Deed, opens_to
from api.codes import CodeTooOld, CodeUnknown
from api.problems import FieldProblem, Stop
from api.scanning import Step, device_at, step_of
from api.v1.asking import Call, Caller, Declined, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.guesses import AGuess
from api.v1.words import Body, Moment, ShownCode, implausible
from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command, Receipt

_SCANNING = opens_to(Deed.SCAN)
Telephone = Annotated[
    str,
    msgspec.Meta(
        min_length=1, max_length=64,
        description="what the telephone calls itself, always the same; kept only in a form that"
        " tells telephones apart at one activity",
    ),
]  # fmt: skip


class ScanRequest(Body, kw_only=True):
    """What the volunteer scanned, or typed, from the activity's screen or from paper.

    `scanned_at` is told for a scan that could not be sent at once, there being no network: it is
    judged against the time at which the code was on the screen, and somebody has a look at it.
    """

    code: ShownCode
    scanned_at: Moment | None = None
    device: Telephone | None = None


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


@post("/check-ins", opt=_SCANNING, **writes(Arrived))
async def check_in(request: Call, data: JSONBody[ScanRequest]) -> ASGIResponse:
    """I am here, says the code I have just scanned."""
    caller = caller_of(request)
    sender = by(request, data)
    async with AGuess(caller, sender, f"activity_code:{caller.who.volunteer}"):
        command = await _scanned(CheckIn, caller, data)
        return await carry_out(caller, command, sender, arrived)


@post("/check-outs", opt=_SCANNING, **writes(Left))
async def check_out(request: Call, data: JSONBody[ScanRequest]) -> ASGIResponse:
    """I am leaving, says the code I have just scanned."""
    caller = caller_of(request)
    sender = by(request, data)
    async with AGuess(caller, sender, f"activity_code:{caller.who.volunteer}"):
        return await carry_out(caller, await _scanned(CheckOut, caller, data), sender, left)


async def _scanned(step: Step, caller: Caller, data: ScanRequest) -> Command:
    """The step that a scanned code means; one that is too old is refused, and stays so."""
    ledger, volunteer, now = caller.ledger, caller.who.volunteer, caller.now()
    claimed = data.scanned_at
    if claimed is not None and implausible(claimed):
        raise Stop("time_implausible", [FieldProblem("beyond any activity", "/scanned_at")])
    codes = ledger.activity_codes
    try:
        scanned = (
            codes.read_as_of(data.code, claimed, now) if claimed else codes.read(data.code, now)
        )
    except CodeTooOld:
        return Declined(refusal="code_expired")
    except CodeUnknown:
        return Declined(refusal="code_unknown")
    grown_up = step is CheckIn and await came_of_age(caller.house, ledger, volunteer)
    return step_of(
        step, volunteer, scanned, now, late=claimed is not None,
        client_at=claimed.astimezone(UTC) if claimed else None,
        device=data.device and device_at(ledger, scanned.activity, data.device),
        grown_up=grown_up,
    )  # fmt: skip


def arrived(receipt: Receipt) -> Arrived:
    """What is told of an arrival, whoever entered it."""
    fact = receipt.facts[0]
    return Arrived(attendance=fact.attendance, activity=fact.activity, at=fact.at)


def left(receipt: Receipt) -> Left:
    """What is told of a departure, whoever entered it."""
    fact = receipt.facts[0]
    return Left(
        attendance=fact.attendance, activity=fact.activity, at=fact.at,
        minutes_present=fact.minutes_present,
    )  # fmt: skip


ROUTES = [check_in, check_out]
