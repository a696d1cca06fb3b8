"""Activities over HTTP: one is announced, and its screen shows a code that keeps changing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

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
from api.v1.asking import Call, Caller, by, caller_of, carry_out
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
from api.weekly import MOST_SHIFTS, Repeat, spans_of
from ledger.activities import PublishActivity, PublishShifts, Shift
from ledger.command import Command, Receipt
from ledger.counting.working_days import confirm_by
from ledger.facts import Origin

_SHOWING = opens_to(Deed.SHOW_CODE)
Words = Annotated[list[Word], msgspec.Meta(max_length=20)]


class ActivityRequest(Body, kw_only=True):
    """What is planned, where and when; `category` and `domains` are those of the policy.

    A department's task names the `admission` under which it was admitted, hazardous service its
    `insurance`. Whoever comes has the `skills` verified and the `trainings` completed; a training
    `teaches` one. With `repeat` it takes place every week on those days, at the same local times.
    """

    title: Title
    category: Word
    community: UnitId
    team: TeamId | None = None
    place: Title
    starts_at: Moment
    ends_at: Moment
    capacity: People | None = None
    domains: Words = []
    origin: Origin = "community"
    admission: Title | None = None
    hazardous: bool = False
    insurance: Title | None = None
    skills: Words = []
    trainings: Words = []
    teaches: Word | None = None
    serves_minors: bool = False
    repeat: Repeat | None = None


class ShiftMade(msgspec.Struct, kw_only=True):
    """One of the shifts that were announced together."""

    id: str
    starts_at: datetime
    ends_at: datetime
    confirm_by: date


class ActivityMade(msgspec.Struct, kw_only=True):
    """The new activity (the first of a series), and the last day to confirm it in time.

    The day is provisional while the calendar of its year is not published; it may only move later.
    """

    id: str
    confirm_by: date
    confirm_by_is_provisional: bool
    series: str | None
    shifts: list[ShiftMade]


class ActivityCode(msgspec.Struct, kw_only=True):
    """The code to show now, the address it opens, and when to ask for the next one."""

    code: str
    url: str
    expires_at: datetime


@post("/activities", opt=opens_to(Deed.PUBLISH_ACTIVITY), **writes(ActivityMade))
async def publish_activity(request: Call, data: JSONBody[ActivityRequest]) -> ASGIResponse:
    """Announce an activity of a community, or of a team there; perhaps every week."""
    caller = caller_of(request)
    sender = by(request, data)
    for name in ("starts_at", "ends_at"):
        if implausible(getattr(data, name)):
            raise Stop("time_implausible", [FieldProblem("beyond any plan", f"/{name}")])
    await must_reach(caller, data.community, data.team)
    command = _announcement(caller, data)
    return await carry_out(caller, command, sender, lambda receipt: _made(caller, receipt))


def _announcement(caller: Caller, data: ActivityRequest) -> Command:
    plan: dict[str, Any] = {
        "title": data.title, "category": data.category, "community": data.community,
        "team": data.team, "place": data.place, "capacity": data.capacity,
        "domains": tuple(data.domains), "origin": data.origin, "admission": data.admission,
        "hazardous": data.hazardous, "insurance": data.insurance, "skills": tuple(data.skills),
        "trainings": tuple(data.trainings), "teaches": data.teaches,
        "serves_minors": data.serves_minors,
    }  # fmt: skip
    starts, ends = data.starts_at.astimezone(UTC), data.ends_at.astimezone(UTC)
    if data.repeat is None:
        activity = new_id("activity", caller.now())
        return PublishActivity(activity=activity, starts_at=starts, ends_at=ends, **plan)
    zone = caller.ledger.rules.at(data.starts_at).zone
    spans = spans_of(data.repeat, starts.astimezone(zone), ends - starts)
    if not 0 < len(spans) <= MOST_SHIFTS:
        told = FieldProblem(f"between 1 and {MOST_SHIFTS} shifts at once", "/repeat")
        raise Stop("malformed", [told])
    shifts = tuple(
        Shift(new_id("activity", caller.now()), begin.astimezone(UTC), end.astimezone(UTC))
        for begin, end in spans
    )
    return PublishShifts(series=new_id("series", caller.now()), shifts=shifts, **plan)


def _made(caller: Caller, receipt: Receipt) -> ActivityMade:
    first, rules = receipt.facts[0], caller.ledger.rules
    deadline = confirm_by(rules.at(first.starts_at), first.ends_at, first.confirm_by)
    shifts = [
        ShiftMade(
            id=each.activity, starts_at=each.starts_at, ends_at=each.ends_at,
            confirm_by=each.confirm_by,
        )
        for each in receipt.facts
    ]  # fmt: skip
    return ActivityMade(
        id=first.activity, confirm_by=deadline.day, series=first.series, shifts=shifts,
        confirm_by_is_provisional=deadline.provisional,
    )  # fmt: skip


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
