"""Planning over HTTP: what is planned, near somebody or within reach."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access.near import places_near
from api.access.reach import check, home_of, reaches, sure, unknown
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit, TheActivity
from api.v1.asking import Call, Caller, caller_of
from api.v1.documents import READS
from ledger.subjects.activity import Activity, SignUps
from projections import activity_board as board

AT_ONCE = 200
_A_DAY = "^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$"
Since = Annotated[
    str,
    QueryParameter(pattern=_A_DAY, description="The first local day; today when it is not told."),
]
Until = Annotated[
    str,
    QueryParameter(pattern=_A_DAY, description="The last local day; open when it is not told."),
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


@get("/activities", opt=opens_to(Deed.READ_ACTIVITIES), **READS)
def list_activities(
    request: Call,
    unit: AnyUnit = "",
    since: Since = "",
    until: Until = "",
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
    ends = _midnight(caller, until) + timedelta(days=1) if until else None
    places = _places(caller, unit, near)
    found: list[board.Activity] = []
    while len(found) <= limit:
        rows = ledger.activity_board.between(
            begins, ends, places=places, limit=AT_ONCE, after=after
        )
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


def _places(caller: Caller, unit: str, near: set[str] | None) -> board.Places | None:
    """Where to look at all, so that a small place does not read through a whole district; None:
    everywhere. What is found there is still asked whether it may be shown."""
    ledger, who = caller.ledger, caller.who
    if near is not None:
        return board.Places(near)
    team = None if unit else who.team
    around = home_of(ledger, team) if team else unit or who.unit
    return board.Places(_communities_in(caller, around), team) if around else None


def _communities_in(caller: Caller, unit: str) -> set[str]:
    units, today = caller.ledger.units.now(), caller.ledger.rules.current.local_date(caller.now())
    return {
        each
        for each, row in units.rows.items()
        if row.kind == "community" and units.within(each, unit, today)
    }


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


ROUTES = [list_activities, one_activity]
