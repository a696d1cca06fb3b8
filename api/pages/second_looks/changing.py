"""Changing: a record is corrected or taken back, or a whole activity is; each in two presses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Short,
    Words,
    caller_here,
    catch_up,
    must_reach_here,
)
from api.pages.planning.moments import clock_time, moment_near
from api.pages.second_looks.attendance import AttendanceId, record_here, shown
from api.pages.second_looks.rippling import Change, rippled
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.words import ACTIVITY
from api.wording import WORDING
from ledger.corrections import CorrectService
from ledger.facts import ActivityPublished
from ledger.refusals import Refusal
from ledger.revocations import RevokeActivity, RevokeAttendance
from ledger.subjects.activity import Activity

ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]
LONGEST_BREAK = 1_440


class Taking(msgspec.Struct):
    """Why something is taken back; `step` and `seen` say which press this is."""

    words: Words = ""
    step: Short = ""
    seen: Short = ""
    form_key: FormKey = ""


class Correcting(msgspec.Struct):
    """How it was; what stays empty was right."""

    came: Short = ""
    left: Short = ""
    rest: Short = ""
    rating: Short = ""
    words: Words = ""
    step: Short = ""
    seen: Short = ""
    form_key: FormKey = ""


class _Unreadable(ValueError):
    """Something was typed that is neither a time nor a number of minutes."""


@post("/desk/attendances/{attendance:str}/correction", opt=opens_to(Deed.CORRECT),
      status_code=200, sync_to_thread=True)  # fmt: skip
def correct(
    request: Visit, attendance: AttendanceId, data: URLEncodedBody[Correcting]
) -> Template:
    """Make a record anew: first whom it touches, then exactly that."""
    caller, row, plan = record_here(request, attendance)
    try:
        how = _how(caller, plan, data)
    except _Unreadable:
        said = translate("Please give a time such as 14:30, and the break in minutes.")
        return shown(request, caller, row, 422, said)
    who = second(caller)
    change = Change(
        kind="correction", subject=attendance, title=plan.title,
        action=f"/desk/attendances/{attendance}/correction", words=data.words,
        back=f"/desk/attendances/{attendance}",
        typed={"came": data.came, "left": data.left, "rest": data.rest, "rating": data.rating},
        make=lambda note: CorrectService(
            attendance=attendance, corrected_by=who, note=note, **how
        ),
    )  # fmt: skip
    try:
        return rippled(
            request, caller, change, form_key=data.form_key, step=data.step, seen=data.seen
        )
    except Refusal as refusal:
        return shown(request, caller, row, WORDING[refusal.code].status, told(refusal))


@post("/desk/attendances/{attendance:str}/revocation", opt=opens_to(Deed.REVOKE),
      status_code=200, sync_to_thread=True)  # fmt: skip
def take_back(
    request: Visit, attendance: AttendanceId, data: URLEncodedBody[Taking]
) -> Template:
    """Take one record back: first what it touches, then exactly that."""
    caller, row, plan = record_here(request, attendance)
    change = Change(
        kind="revocation", subject=attendance, title=plan.title, typed={}, words=data.words,
        action=f"/desk/attendances/{attendance}/revocation",
        back=f"/desk/attendances/{attendance}",
        make=lambda note: RevokeAttendance(attendance=attendance, note=note),
    )  # fmt: skip
    try:
        return rippled(
            request, caller, change, form_key=data.form_key, step=data.step, seen=data.seen
        )
    except Refusal as refusal:
        return shown(request, caller, row, WORDING[refusal.code].status, told(refusal))


@get("/desk/activities/{activity:str}/revocation", opt=opens_to(Deed.REVOKE),
     sync_to_thread=True)  # fmt: skip
def ask_to_take_all_back(request: Visit, activity: ActivityId) -> Template:
    """What it means to take a whole activity back, and the reason for it."""
    _, plan = _activity_here(request, activity)
    return _asked(request, plan)


@post("/desk/activities/{activity:str}/revocation", opt=opens_to(Deed.REVOKE),
      status_code=200, sync_to_thread=True)  # fmt: skip
def take_all_back(
    request: Visit, activity: ActivityId, data: URLEncodedBody[Taking]
) -> Template:
    """Take every record of an activity back: first all whom it touches, then exactly that."""
    caller, plan = _activity_here(request, activity)
    here = f"/desk/activities/{activity}"
    change = Change(
        kind="activity_revocation", subject=activity, title=plan.title, typed={},
        words=data.words, action=f"{here}/revocation", back=f"{here}/revocation",
        make=lambda note: RevokeActivity(activity=activity, note=note),
    )  # fmt: skip
    try:
        return rippled(
            request, caller, change, form_key=data.form_key, step=data.step, seen=data.seen
        )
    except Refusal as refusal:
        return _asked(request, plan, WORDING[refusal.code].status, told(refusal))


def _activity_here(request: Visit, activity: str) -> tuple[Caller, ActivityPublished]:
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, activity)
    return caller, caller.ledger.book.look(Activity(activity)).must_exist()


def _asked(
    request: Visit, plan: ActivityPublished, status: int = 200, problem: str = ""
) -> Template:
    return page(
        request, "office/take_all_back.html", status, plan=plan, problem=problem,
        path=f"/desk/activities/{plan.activity}/revocation",
    )  # fmt: skip


def _how(caller: Caller, plan: ActivityPublished, data: Correcting) -> dict[str, Any]:
    """What was typed, as the command says it; None for what was right."""
    return {
        "came_at": _moment(caller, plan, data.came), "left_at": _moment(caller, plan, data.left),
        "break_minutes": whole_number(data.rest, 0, LONGEST_BREAK),
        "rating": whole_number(data.rating, 1, 5),
    }  # fmt: skip


def _moment(caller: Caller, plan: ActivityPublished, typed: str) -> datetime | None:
    if not typed.strip():
        return None
    at = clock_time(typed)
    if at is None:
        raise _Unreadable
    zone = caller.ledger.rules.at(plan.starts_at).zone
    return moment_near(plan.starts_at, plan.ends_at, at, zone).astimezone(UTC)


def whole_number(typed: str, least: int, most: int) -> int | None:
    """The number that was typed, None for nothing; ValueError for anything else."""
    text = typed.strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > len(str(most)) or not least <= int(text) <= most:
        raise _Unreadable
    return int(text)


ROUTES: list[Any] = [correct, take_back, ask_to_take_all_back, take_all_back]
