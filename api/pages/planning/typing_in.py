"""Typing in: a sheet that was signed on a day without network, ten rows at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, NamedTuple

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Template

from api.access.of_age import has_come_of_age
from api.access.reach import may_take_in
from api.access.table import Deed, opens_to
from api.pages.office.callers import (
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    must_reach_here,
)
from api.pages.planning.moments import clock_time, moment_near
from api.pages.visits import LONGEST_FORM_KEY, Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import ACTIVITY
from api.wearing import is_there, wearing
from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command
from ledger.facts import ActivityPublished
from ledger.refusals import Refusal
from ledger.subjects.activity import Activity

ROWS = 10
LONGEST_TYPED = 64
_STEPS = len(".10.check_out")
ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]
_RECORDING = opens_to(Deed.RECORD_ATTENDANCE)
_ENTRY = "/desk/activities/{activity:str}/sheet-entry"


class Signed(NamedTuple):
    """A row of the sheet as it was typed: who, and when they came and left."""

    number: str = ""
    came: str = ""
    left: str = ""


class Outcome(NamedTuple):
    """What became of a row: `done` are the steps that stand, `problem` names what was typed wrong
    (`who`, `time` or `elsewhere`), `refusals` are sentences of the book."""

    signed: Signed
    masked: str = ""
    done: tuple[str, ...] = ()
    problem: str | None = None
    refusals: tuple[str, ...] = ()


@get(_ENTRY, opt=_RECORDING, sync_to_thread=True)
def begin(request: Visit, activity: ActivityId) -> Template:
    """Ten empty rows."""
    _, plan = _here(request, activity)
    return _shown(request, plan, [], [])


@post(_ENTRY, opt=_RECORDING, status_code=200)
async def enter(
    request: Visit, activity: ActivityId, data: URLEncodedBody[dict[str, str]]
) -> Response[Any]:
    """Enter them row by row: one that cannot be stops none of the others."""
    caller, plan = await sync_to_thread(_here, request, activity)
    form_key = data.get("form_key", "")
    if len(form_key) > LONGEST_FORM_KEY - _STEPS:
        raise Stop("malformed")
    outcomes = []
    for number in range(ROWS):
        signed = Signed(*(data.get(f"{name}.{number}", "")[:LONGEST_TYPED].strip()
                          for name in Signed._fields))  # fmt: skip
        if any(signed):
            outcomes.append(await _entered(caller, plan, signed, f"{form_key}.{number}"))
    again = [each.signed for each in outcomes if each.problem or each.refusals]
    return await sync_to_thread(_shown, request, plan, outcomes, again)


async def _entered(caller: Caller, plan: ActivityPublished, signed: Signed, key: str) -> Outcome:
    came, left = clock_time(signed.came), clock_time(signed.left)
    mistyped = (signed.came and came is None) or (signed.left and left is None)
    if mistyped or (came is None and left is None):
        return Outcome(signed, problem="time")
    volunteer = await sync_to_thread(_whom, caller, signed.number)
    if volunteer is None:
        return Outcome(signed, problem="who")
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        # Somebody from elsewhere who is there already may be let go.
        there = await sync_to_thread(is_there, caller, plan.activity, volunteer)
        if not there or came is not None:
            return Outcome(signed, problem="who")
    return await sync_to_thread(_carried_out, caller, plan, volunteer, signed, key)


def _carried_out(
    caller: Caller, plan: ActivityPublished, volunteer: str, signed: Signed, key: str
) -> Outcome:
    zone = caller.ledger.rules.at(plan.starts_at).zone
    done, refusals = [], []
    for step, typed in (("check_in", signed.came), ("check_out", signed.left)):
        at = clock_time(typed)
        if at is None:
            continue
        moment = moment_near(plan.starts_at, plan.ends_at, at, zone)
        try:
            carry_out(caller, key, _step(caller, plan, volunteer, step, moment), f".{step}")
            done.append(step)
        except Refusal as refusal:
            refusals.append(told(refusal))
            if step == "check_in" and refusal.code != "already_checked_in":
                break
    masked = caller.house.people.masked_name(volunteer)
    return Outcome(signed, masked, tuple(done), None, tuple(refusals))


def _step(
    caller: Caller, plan: ActivityPublished, volunteer: str, step: str, at: datetime
) -> Command:
    word: dict[str, Any] = {
        "activity": plan.activity, "volunteer": volunteer, "means": "organizer", "at": at
    }  # fmt: skip
    if step == "check_out":
        return CheckOut(**word)
    grown_up = has_come_of_age(caller.house, caller.ledger, volunteer)
    return CheckIn(**word, grown_up=grown_up)


def _whom(caller: Caller, typed: str) -> str | None:
    """The volunteer of that number, or else of that telephone."""
    plain = "".join(typed.split())
    if plain.isascii() and plain.isdigit() and len(plain) == 10 and plain[0] != "0":
        try:
            return wearing(caller, plain)
        except Stop:
            return None
    return caller.house.people.by_phone(caller.ledger.name, typed)


def _here(request: Visit, activity: str) -> tuple[Caller, ActivityPublished]:
    caller = caller_here(request)
    catch_up(caller)
    known = caller.ledger.book.look(Activity(activity))
    must_reach_here(caller, activity if known.published else None)
    return caller, known.must_exist()


def _shown(
    request: Visit, plan: ActivityPublished, outcomes: list[Outcome], again: list[Signed]
) -> Template:
    rows = again + [Signed()] * (ROWS - len(again))
    return page(
        request, "planning/sheet_entry.html", plan=plan, outcomes=outcomes, rows=rows,
        form_key=fresh_form_key(), path=f"/desk/activities/{plan.activity}/sheet-entry",
    )  # fmt: skip


ROUTES: list[Any] = [begin, enter]
