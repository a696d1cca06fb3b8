"""Replanning: what has not begun comes to another place or time, or is called off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.office.callers import (
    FormKey,
    Short,
    Words,
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    must_reach_here,
)
from api.pages.planning.moments import clock_time
from api.pages.planning.wanted import Unfit, title_from
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.words import ACTIVITY, day_implausible
from api.wording import WORDING
from ledger.facts import ActivityPublished
from ledger.refusals import Refusal
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.subjects.activity import Activity

ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]
_MOVING = opens_to(Deed.MOVE_ACTIVITY)
_PLAN = "/desk/activities/{activity:str}/plan"


class Instead(msgspec.Struct):
    """Where and when it takes place instead."""

    place: str = ""
    day: Short = ""
    begins: Short = ""
    ends: Short = ""
    form_key: FormKey = ""


class Off(msgspec.Struct):
    """Why it is called off."""

    words: Words = ""
    form_key: FormKey = ""


@get(_PLAN, opt=_MOVING, sync_to_thread=True)
def plan(request: Visit, activity: ActivityId) -> Template:
    """What is planned, to be changed."""
    return _shown(request, *_here(request, activity))


@post(f"{_PLAN}/move", opt=_MOVING, status_code=303, sync_to_thread=True)
def move(request: Visit, activity: ActivityId, data: URLEncodedBody[Instead]) -> Response[Any]:
    """It is there and then instead; whoever has signed up reads it on their own page."""
    caller, known = _here(request, activity)
    try:
        command = _moved(caller, known.must_exist(), data)
        carry_out(caller, data.form_key, command)
    except Unfit as unfit:
        return _shown(request, caller, known, 422, problem=unfit.field)
    except Refusal as refusal:
        return _refused(request, caller, known, refusal)
    return Redirect(f"/desk/activities/{activity}/plan", status_code=303)


@post(f"{_PLAN}/cancellation", opt=_MOVING, status_code=303, sync_to_thread=True)
def cancel(request: Visit, activity: ActivityId, data: URLEncodedBody[Off]) -> Response[Any]:
    """It does not take place, and a reason is said."""
    caller, known = _here(request, activity)
    if not data.words.strip():
        return _shown(request, caller, known, 422, problem="words")
    try:
        with_words(
            caller, data.form_key, activity, data.words,
            lambda note: CancelActivity(activity=activity, note=note),
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, caller, known, refusal)
    return Redirect(f"/desk/activities/{activity}/plan", status_code=303)


def _here(request: Visit, activity: str) -> tuple[Caller, Activity]:
    caller = caller_here(request)
    catch_up(caller)
    known = caller.ledger.book.look(Activity(activity))
    must_reach_here(caller, activity if known.published else None)
    return caller, known


def _moved(caller: Caller, before: ActivityPublished, instead: Instead) -> MoveActivity:
    zone = caller.ledger.rules.at(before.starts_at).zone
    begins, ends = clock_time(instead.begins), clock_time(instead.ends)
    if begins is None or ends is None:
        raise Unfit("begins" if begins is None else "ends")
    try:
        day = date.fromisoformat(instead.day.strip())
    except ValueError:
        raise Unfit("day") from None
    if day_implausible(day):
        raise Unfit("day")
    last = day + timedelta(days=ends < begins)
    return MoveActivity(
        activity=before.activity, place=title_from(instead.place, "place"),
        starts_at=datetime.combine(day, begins, zone).astimezone(UTC),
        ends_at=datetime.combine(last, ends, zone).astimezone(UTC),
    )  # fmt: skip


def _refused(request: Visit, caller: Caller, known: Activity, refusal: Refusal) -> Template:
    status = WORDING[refusal.code].status
    return _shown(request, caller, known, status, refused=told(refusal))


def _shown(
    request: Visit, caller: Caller, known: Activity, status: int = 200, *,
    problem: str | None = None, refused: str | None = None,
) -> Template:  # fmt: skip
    now_planned = known.must_exist()
    zone = caller.ledger.rules.at(now_planned.starts_at).zone
    off = known.cancelled or known.revoked
    return page(
        request, "planning/plan.html", status, plan=now_planned, off=off,
        begun=caller.now() >= now_planned.starts_at, problem=problem, refused=refused,
        starts=now_planned.starts_at.astimezone(zone), ends=now_planned.ends_at.astimezone(zone),
        form_key=fresh_form_key(), path=f"/desk/activities/{now_planned.activity}/plan",
    )  # fmt: skip


ROUTES: list[Any] = [plan, move, cancel]
