"""Presence: the organizer says who came or left, and names the end that somebody forgot."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, URLEncodedBody

from api.access.of_age import has_come_of_age
from api.access.reach import may_take_in
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import FormKey, Short, caller_here, carry_out
from api.pages.office.finding import find_volunteer
from api.pages.organizing.activity import plan_of, shown
from api.pages.planning.moments import clock_time, moment_near
from api.pages.visits import Visit
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import VOLUNTEER
from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command
from ledger.facts import ActivityPublished
from ledger.refusals import Refusal
from ledger.subjects.presence import Attendance, attendance_of


class Said(msgspec.Struct):
    """Who it is, by number or telephone or by the row that was pressed, and when."""

    act: Literal["check_in", "check_out"]
    named: Short = ""
    volunteer: Annotated[str, msgspec.Meta(pattern=f"^$|{VOLUNTEER}")] = ""
    at: Short = ""
    form_key: FormKey = ""


@post("/desk/activities/{activity:str}/presence", opt=opens_to(Deed.RECORD_ATTENDANCE),
      status_code=200)  # fmt: skip
async def say(request: Visit, activity: FromPath[str], data: URLEncodedBody[Said]) -> Response[Any]:
    """This person came, or left; weaker evidence than a scan of their own."""
    caller = caller_here(request)
    volunteer = await sync_to_thread(_who, caller, activity, data)
    if volunteer is None:
        return await sync_to_thread(shown, request, caller, activity, nobody=True)
    there = await sync_to_thread(_is_there, caller, activity, volunteer)
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        if not there:
            return await sync_to_thread(shown, request, caller, activity, nobody=True)
    return await sync_to_thread(_carry_out, request, caller, activity, volunteer, data)


def _carry_out(
    request: Visit, caller: Caller, activity: str, volunteer: str, said: Said
) -> Response[Any]:
    at = _moment(caller, plan_of(caller, activity), said)
    if at is None:
        problem = translate("Please type the time, like 10:45.")
        return shown(request, caller, activity, problem=problem)
    told: dict[str, Any] = {
        "activity": activity, "volunteer": volunteer, "means": "organizer", "at": at
    }  # fmt: skip
    command: Command
    if said.act == "check_in":
        grown_up = has_come_of_age(caller.house, caller.ledger, volunteer)
        command = CheckIn(**told, grown_up=grown_up)
    else:
        command = CheckOut(**told)
    try:
        carry_out(caller, said.form_key, command)
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    return shown(request, caller, activity)


def _who(caller: Caller, activity: str, said: Said) -> str | None:
    plan_of(caller, activity)
    return said.volunteer or find_volunteer(caller, said.named)


def _is_there(caller: Caller, activity: str, volunteer: str) -> bool:
    attendance = Attendance(attendance_of(activity, volunteer))
    return caller.ledger.book.look(attendance).arrived is not None


def _moment(caller: Caller, plan: ActivityPublished, said: Said) -> datetime | None:
    """When it was; now where nothing was typed and the activity is still on. Afterwards nothing
    but a typed time is an end, and what cannot be read is none: None."""
    if not said.at.strip():
        return caller.now() if caller.now() < plan.ends_at else None
    typed = clock_time(said.at)
    zone = caller.ledger.rules.at(plan.starts_at).zone
    return moment_near(plan.starts_at, plan.ends_at, typed, zone) if typed else None


ROUTES: list[Any] = [say]
