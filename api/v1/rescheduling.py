"""Rescheduling over HTTP: what has not begun is moved, or called off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheActivity
from api.v1.asking import Call, by, caller_of, carry_out, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Moment, Reason, Title, implausible
from ledger.command import Receipt
from ledger.rescheduling import CancelActivity, MoveActivity

_MOVING = opens_to(Deed.MOVE_ACTIVITY)


class MoveRequest(Body, kw_only=True):
    """Where and when instead; what is not told stays as it is."""

    place: Title | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None


class Moved(msgspec.Struct, kw_only=True):
    """How it is planned now."""

    activity: str
    place: str
    starts_at: datetime
    ends_at: datetime
    confirm_by: date


class CancelRequest(Body, kw_only=True):
    """Why; kept apart from the book."""

    reason: Reason


class Cancelled(msgspec.Struct, kw_only=True):
    """It will not take place."""

    activity: str
    state: str = "cancelled"


@post("/activities/{activity:str}/move", opt=_MOVING, **writes(Moved))
async def move_activity(
    request: Call, activity: TheActivity, data: JSONBody[MoveRequest]
) -> ASGIResponse:
    """Move what has not begun; whoever has signed up reads it on their own page, or is told."""
    caller = caller_of(request)
    sender = by(request, data)
    for name in ("starts_at", "ends_at"):
        moment = getattr(data, name)
        if moment is not None and implausible(moment):
            raise Stop("time_implausible", [FieldProblem("beyond any plan", f"/{name}")])
    if data.place is None and data.starts_at is None and data.ends_at is None:
        raise Stop("malformed", [FieldProblem("say where or when instead", "")])
    await must_reach(caller, activity)
    command = MoveActivity(
        activity=activity, place=data.place,
        starts_at=data.starts_at and data.starts_at.astimezone(UTC),
        ends_at=data.ends_at and data.ends_at.astimezone(UTC),
    )  # fmt: skip

    def answer(receipt: Receipt) -> Moved:
        fact = receipt.facts[0]
        return Moved(
            activity=fact.activity, place=fact.place, starts_at=fact.starts_at,
            ends_at=fact.ends_at, confirm_by=fact.confirm_by,
        )  # fmt: skip

    return await carry_out(caller, command, sender, answer)


@post("/activities/{activity:str}/cancellation", opt=_MOVING, **writes(Cancelled))
async def cancel_activity(
    request: Call, activity: TheActivity, data: JSONBody[CancelRequest]
) -> ASGIResponse:
    """Call off what has not begun; whoever has signed up reads it on their own page, or is told."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    receipt = await ask_with_words(
        caller, sender, activity, data.reason,
        lambda note: CancelActivity(activity=activity, note=note),
    )  # fmt: skip
    return done(caller, receipt, Cancelled(activity=activity))


ROUTES = [move_activity, cancel_activity]
