"""Badge scans: what the picture on a badge opens, for organizers, for counters, and for others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from litestar import get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Template

from api.access.of_age import has_come_of_age
from api.access.reach import may_take_in, must_reach, reaches
from api.access.table import OPEN_TO_ALL, Deed, may
from api.pages.clerks import clerk_of
from api.pages.office.callers import FormKey, caller_here, form_sender, fresh_form_key
from api.pages.visits import Visit, page, told, visitor
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import ACTIVITY
from api.wearing import is_there, owner_of
from api.wording import WORDING
from ledger.attendance import CheckIn, CheckOut
from ledger.facts import CheckedOut
from ledger.refusals import Refusal
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, attendance_of
from merchant_portal.by_badge import prefilled

LONGEST_ACTIVITY = timedelta(days=2)
"""How long ago an activity may have begun that is still on."""
LOOKED_AT = 2_000
"""The activities of those days in a whole district."""
MOST_SHOWN = 20
"""More activities at one moment than anybody organises; the rest is for the desk."""


class Chosen(msgspec.Struct):
    """The button that was pressed: which activity, and whether the person comes or goes."""

    activity: Annotated[str, msgspec.Meta(pattern=ACTIVITY)]
    act: Literal["check_in", "check_out"]
    form_key: FormKey = ""


@get("/b/{code:str}", opt=OPEN_TO_ALL)
async def badge_scanned(request: Visit, code: FromPath[str]) -> Template:
    """For organizers: who this is, and what is on now; for a counter, the form for the PIN."""
    caller = _organizer(request)
    if caller is None:
        return await sync_to_thread(_elsewhere, request, code)
    try:
        volunteer = await sync_to_thread(owner_of, caller, code)
        choices = await _choices(caller, volunteer)
    except Stop as stop:
        return _nobody(request, stop)
    return page(
        request, "badge_scan.html", state="offer", code=code, choices=choices,
        volunteer_masked=caller.masked_name(volunteer), form_key=fresh_form_key(),
    )  # fmt: skip


@post("/b/{code:str}", opt=OPEN_TO_ALL, status_code=200)
async def badge_pressed(
    request: Visit, code: FromPath[str], data: URLEncodedBody[Chosen]
) -> Template:
    """Check the wearer in or out; the badge is looked at once more, for it may be lost."""
    caller = _organizer(request)
    if caller is None:
        return _door(request, code, 401)
    try:
        volunteer = await sync_to_thread(owner_of, caller, code)
        await must_reach(caller, data.activity)
        await _may_enter(caller, volunteer, data)
    except Stop as stop:
        return _nobody(request, stop)
    masked = await sync_to_thread(caller.masked_name, volunteer)
    by = form_sender(caller, data.form_key, [volunteer, data.activity, data.act])
    now = caller.now()
    command = await sync_to_thread(_meant, caller, volunteer, data, now)
    try:
        receipt = await caller.ledger.book.ask(command, by, now)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return page(
            request, "badge_scan.html", status, state="refused", volunteer_masked=masked,
            refusal={"title": told(refusal)},
        )  # fmt: skip
    done = receipt.facts[0]
    plan = await sync_to_thread(caller.ledger.book.look, Activity(data.activity))
    return page(
        request, "badge_scan.html", state="done", act=data.act, at=done.at,
        minutes_present=done.minutes_present if isinstance(done, CheckedOut) else None,
        activity=plan.must_exist(), volunteer_masked=masked,
    )  # fmt: skip


def _organizer(request: Visit) -> Caller | None:
    """Whoever may say who was there; the page is open to all, so it asks by itself."""
    who = visitor(request)
    return caller_here(request) if who and may(who, Deed.RECORD_ATTENDANCE) else None


def _elsewhere(request: Visit, code: str) -> Template:
    """At a counter the badge pays; for everybody else it is a door."""
    who = visitor(request)
    if who is not None and who.merchant is not None and may(who, Deed.REDEEM):
        return prefilled(clerk_of(request), code[:64])
    return _door(request, code)


def _door(request: Visit, code: str, status: int = 200) -> Template:
    """The same for every code, so that nobody learns which badges there are."""
    return page(
        request, "by_badge.html", status, next_path="", failed=False, badge=code[:64],
        path="/sign-in/badge",
    )  # fmt: skip


def _nobody(request: Visit, stop: Stop) -> Template:
    if WORDING[stop.code].status != 404:
        raise stop
    return page(request, "badge_scan.html", 404, state="unknown")


async def _choices(caller: Caller, volunteer: str) -> list[dict[str, Any]]:
    """What the person may be checked in to or out of; raises `Stop` for somebody from elsewhere
    who is at nothing of the caller's."""
    found = await sync_to_thread(_on_now, caller, volunteer)
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        found = [choice for choice in found if choice["act"] != "check_in"]
        if not found:
            raise
    return found[:MOST_SHOWN]


def _on_now(caller: Caller, volunteer: str) -> list[dict[str, Any]]:
    """The activities on now within reach, and what comes next at each of them; those where the
    person is stand first."""
    ledger, now = caller.ledger, caller.now()
    ledger.shelf.wait_for(ledger.book.head())
    span = now - LONGEST_ACTIVITY, now + LONGEST_ACTIVITY
    begun = ledger.activity_board.between(*span, limit=LOOKED_AT)
    found = []
    for row in begun:
        if _is_on(caller, row.starts_at, row.ends_at) and reaches(caller, row.activity):
            activity = ledger.book.look(Activity(row.activity))
            act = _next(caller, activity, volunteer)
            if act is not None:
                found.append({"activity": activity.must_exist(), "act": act})
    order = ("check_out", "check_in", "already")
    return sorted(found, key=lambda choice: order.index(choice["act"]))


def _is_on(caller: Caller, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether anybody may come or go now."""
    time, now = caller.ledger.rules.at(starts_at).time, caller.now()
    opens = starts_at - timedelta(minutes=time.checkin_opens_before_minutes)
    return opens <= now <= ends_at + timedelta(minutes=time.checkout_closes_after_minutes)


def _next(
    caller: Caller, activity: Activity, volunteer: str
) -> Literal["check_in", "check_out", "already"] | None:
    plan = activity.must_exist()
    seen = caller.ledger.book.look(Attendance(attendance_of(plan.activity, volunteer)))
    if seen.arrived:
        return "already" if seen.left else "check_out"
    over = activity.cancelled or activity.revoked or plan.ends_at <= caller.now()
    return None if over else "check_in"


async def _may_enter(caller: Caller, volunteer: str, chosen: Chosen) -> None:
    try:
        await may_take_in(caller, volunteer)
    except Stop:
        there = sync_to_thread(is_there, caller, chosen.activity, volunteer)
        if chosen.act == "check_in" or not await there:
            raise


def _meant(caller: Caller, volunteer: str, chosen: Chosen, now: datetime) -> CheckIn | CheckOut:
    told: dict[str, Any] = {
        "activity": chosen.activity, "volunteer": volunteer, "means": "badge", "at": now
    }  # fmt: skip
    if chosen.act == "check_out":
        return CheckOut(**told)
    grown_up = has_come_of_age(caller.house, caller.ledger, volunteer)
    return CheckIn(**told, grown_up=grown_up)


ROUTES: list[Any] = [badge_scanned, badge_pressed]
