"""Activities over HTTP: one is announced, and its screen shows a code that keeps changing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
from litestar import Response, get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, must_reach, sure, unknown
from api.access.table import Deed, opens_to
from api.codes import ShownCode
from api.guarding.origins import public_address
from api.ids import new_id
from api.problems import FieldProblem, Stop
from api.qr import svg
from api.v1.addresses import TheActivity
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import (
    Body,
    Moment,
    People,
    TeamId,
    Title,
    UnitId,
    Word,
    implausible,
)
from ledger.activities import PublishActivity
from ledger.command import Receipt
from ledger.counting.working_days import confirm_by

_SHOWING = opens_to(Deed.SHOW_CODE)


class ActivityRequest(Body, kw_only=True):
    """What is planned, where and when; `category` is one of the policy's."""

    title: Title
    category: Word
    community: UnitId
    team: TeamId | None = None
    place: Title
    starts_at: Moment
    ends_at: Moment
    capacity: People | None = None


class ActivityMade(msgspec.Struct, kw_only=True):
    """The new activity, and the last day to confirm it in time.

    The day is provisional while the calendar of its year is not published; it may only move later.
    """

    id: str
    confirm_by: date
    confirm_by_is_provisional: bool


class ActivityCode(msgspec.Struct, kw_only=True):
    """The code to show now, the address it opens, and when to ask for the next one."""

    code: str
    url: str
    expires_at: datetime


@post("/activities", opt=opens_to(Deed.PUBLISH_ACTIVITY), **writes(ActivityMade))
async def publish_activity(request: Call, data: JSONBody[ActivityRequest]) -> ASGIResponse:
    """Announce an activity of a community, or of a team there."""
    caller = caller_of(request)
    sender = by(request, data)
    for name in ("starts_at", "ends_at"):
        if implausible(getattr(data, name)):
            raise Stop("time_implausible", [FieldProblem("beyond any plan", f"/{name}")])
    await must_reach(caller, data.community, data.team)
    command = PublishActivity(
        activity=new_id("activity", caller.now()), title=data.title, category=data.category,
        community=data.community, team=data.team, place=data.place,
        starts_at=data.starts_at.astimezone(UTC), ends_at=data.ends_at.astimezone(UTC),
        capacity=data.capacity,
    )  # fmt: skip

    def answer(receipt: Receipt) -> ActivityMade:
        published = receipt.facts[0]
        deadline = confirm_by(caller.ledger.rules.at(published.starts_at), published.ends_at)
        return ActivityMade(
            id=published.activity, confirm_by=deadline.day,
            confirm_by_is_provisional=deadline.provisional,
        )  # fmt: skip

    return await carry_out(caller, command, sender, answer)


@get("/activities/{activity:str}/code", opt=_SHOWING, **READS)
def activity_code(request: Call, activity: TheActivity) -> Response[ActivityCode]:
    """The code that people scan to check in and out; it changes every 30 seconds."""
    shown = _shown(request, activity)
    told = ActivityCode(
        code=shown.code, url=_address(request, shown.code), expires_at=shown.expires_at
    )
    return Response(told, headers={"Cache-Control": "no-store"})


@get("/activities/{activity:str}/code.svg", opt=_SHOWING, **READS, media_type="image/svg+xml")
def activity_code_drawn(request: Call, activity: TheActivity) -> Response[str]:
    """The same code as a picture, good until the moment in `Expires`."""
    shown = _shown(request, activity)
    return Response(
        svg(_address(request, shown.code), shown.code),
        media_type="image/svg+xml",
        headers={
            "Cache-Control": "no-store",
            "Expires": shown.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        },
    )


def _shown(request: Call, activity: str) -> ShownCode:
    caller = caller_of(request)
    ledger = caller.ledger
    check(caller, activity)
    if sure(ledger, lambda: ledger.activity_board.activity(activity)) is None:
        raise unknown(activity)
    try:
        return ledger.activity_codes.show(activity, caller.now())
    except ValueError:
        raise unknown(activity) from None


def _address(request: Call, code: str) -> str:
    return public_address(request, f"/a/{code}")


ROUTES = [publish_activity, activity_code, activity_code_drawn]
