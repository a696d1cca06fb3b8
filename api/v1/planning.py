"""Planning over HTTP: what is planned, and what of it is moved or called off."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.near import places_near
from api.access.reach import check, must_reach, reaches, sure, unknown
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit, TheActivity
from api.v1.asking import Call, Caller, by, caller_of, carry_out, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Moment, Reason, Title, implausible
from ledger.command import Receipt
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.subjects.activity import Activity, SignUps
from projections import activity_board as board

AT_ONCE = 200
Since = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$",
        description="The first local day; today when it is not told.",
    ),
]
_BY_HOME = frozenset({Role.VOLUNTEER, Role.GUARDIAN})
"""They see what is planned near the volunteer's home: in the community, and in what it lies in."""


class Planned(msgspec.Struct, kw_only=True):
    """An activity as it is planned now; `state` is planned, cancelled or revoked."""

    id: str
    title: str
    category: str
    community: str
    team: str | None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    series: str | None
    moved: bool
    state: str
    arrived: int
    confirmed: int


class PlannedFully(Planned, kw_only=True):
    """The same with everything it asks and is, and how many have signed up."""

    domains: list[str]
    origin: str
    admission: str | None
    hazardous: bool
    insurance: str | None
    skills: list[str]
    trainings: list[str]
    teaches: str | None
    serves_minors: bool
    confirm_by: date | None
    places_taken: int
    waiting: int


class Plans(msgspec.Struct, kw_only=True):
    """What is planned, the earliest first."""

    items: list[Planned]
    next_cursor: str | None


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


@get("/activities", opt=opens_to(Deed.READ_ACTIVITIES), **READS)
def list_activities(
    request: Call,
    unit: AnyUnit = "",
    since: Since = "",
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Plans:
    """Activities within reach from a day on, the earliest first; perhaps only those of a unit."""
    caller = caller_of(request)
    ledger = caller.ledger
    if unit and caller.who.role not in _BY_HOME:
        check(caller, unit)
    near = _near(caller)
    after = _after(caller, cursor)
    begins = _midnight(caller, since) if after is None else after[0]
    found: list[board.Activity] = []
    while len(found) <= limit:
        rows = ledger.activity_board.between(begins, limit=AT_ONCE, after=after)
        found += [row for row in rows if _is_shown(caller, row, unit, near)]
        if len(rows) < AT_ONCE:
            break
        after = rows[-1].starts_at, rows[-1].activity
    page, more = found[:limit], len(found) > limit
    return Plans(
        items=[_told(row) for row in page],
        next_cursor=ledger.cursors.seal(page[-1].position) if more else None,
    )


@get("/activities/{activity:str}", opt=opens_to(Deed.READ_ACTIVITIES), **READS)
def one_activity(request: Call, activity: TheActivity) -> PlannedFully:
    """One activity, with everything there is to know before coming."""
    caller = caller_of(request)
    near = _near(caller)
    if near is None:
        check(caller, activity)
    row = sure(caller.ledger, lambda: caller.ledger.activity_board.activity(activity))
    if row is None or (near is not None and row.community not in near):
        raise unknown(activity)
    plan = caller.ledger.book.look(Activity(activity)).must_exist()
    signed = caller.ledger.book.look(SignUps(activity))
    return PlannedFully(
        **msgspec.structs.asdict(_told(row)), domains=list(plan.domains), origin=plan.origin,
        admission=plan.admission, hazardous=plan.hazardous, insurance=plan.insurance,
        skills=list(plan.skills), trainings=list(plan.trainings), teaches=plan.teaches,
        serves_minors=plan.serves_minors, confirm_by=plan.confirm_by,
        places_taken=len(signed.places), waiting=len(signed.waiting),
    )  # fmt: skip


@post("/activities/{activity:str}/move", opt=opens_to(Deed.MOVE_ACTIVITY), **writes(Moved))
async def move_activity(
    request: Call, activity: TheActivity, data: JSONBody[MoveRequest]
) -> ASGIResponse:
    """Move what has not begun; whoever has signed up reads it on their own page."""
    caller = caller_of(request)
    sender = by(request, data)
    for name in ("starts_at", "ends_at"):
        moment = getattr(data, name)
        if moment is not None and implausible(moment):
            raise Stop("time_implausible", [FieldProblem("beyond any plan", f"/{name}")])
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


@post("/activities/{activity:str}/cancellation",
      opt=opens_to(Deed.MOVE_ACTIVITY), **writes(Cancelled))  # fmt: skip
async def cancel_activity(
    request: Call, activity: TheActivity, data: JSONBody[CancelRequest]
) -> ASGIResponse:
    """Call off what has not begun; whoever has signed up reads it on their own page."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    receipt = await ask_with_words(
        caller, sender, activity, data.reason,
        lambda note: CancelActivity(activity=activity, note=note),
    )  # fmt: skip
    return done(caller, receipt, Cancelled(activity=activity))


def _midnight(caller: Caller, since: str) -> datetime:
    policy = caller.ledger.rules.current
    day = policy.local_date(caller.now())
    if since:
        try:
            day = date.fromisoformat(since)
        except ValueError:
            raise Stop("malformed", [FieldProblem("there is no such day", "")]) from None
    return datetime(day.year, day.month, day.day, tzinfo=policy.zone)


def _after(caller: Caller, cursor: str) -> tuple[datetime, str] | None:
    """The start and the id of the last one seen; a cursor hides the position of its announcing."""
    if not cursor:
        return None
    position = caller.ledger.cursors.open(cursor)
    row = None if position is None else caller.ledger.activity_board.announced_at(position)
    if row is None:
        raise Stop("cursor_malformed")
    return row.starts_at, row.activity


def _near(caller: Caller) -> set[str] | None:
    """Where activities concern the volunteer; None for those whose role says how far it reaches."""
    if caller.who.role not in _BY_HOME:
        return None
    return places_near(caller, str(caller.who.volunteer))


def _is_shown(caller: Caller, row: board.Activity, unit: str, near: set[str] | None) -> bool:
    today = caller.ledger.rules.current.local_date(caller.now())
    if unit and not caller.ledger.units.within(row.community, unit, today):
        return False
    return reaches(caller, row.activity) if near is None else row.community in near


def _told(row: board.Activity) -> Planned:
    state = "revoked" if row.withdrawn else "cancelled" if row.cancelled else "planned"
    return Planned(
        id=row.activity, title=row.title, category=row.category, community=row.community,
        team=row.organising_team, place=row.place, starts_at=row.starts_at, ends_at=row.ends_at,
        capacity=row.capacity, series=row.series, moved=row.moves > 0, state=state,
        arrived=row.arrived, confirmed=row.confirmed,
    )  # fmt: skip


ROUTES = [list_activities, one_activity, move_activity, cancel_activity]
