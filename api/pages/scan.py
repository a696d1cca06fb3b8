"""Scanning: what an activity's code opens on a volunteer's phone. GET shows, POST acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Template

from api.access.table import OPEN_TO_ALL, Deed, may
from api.access.who import Who
from api.codes import CodeTooOld, CodeUnknown, Seal, SealBroken, SealExpired
from api.pages.visits import (
    WANTED_COOKIE,
    WANTED_FOR_SECONDS,
    Visit,
    address_of,
    house_of,
    ledger_of,
    page,
    sender,
    told,
    visitor,
)
from api.problems import Stop
from api.wording import WORDING
from ledger.attendance import CheckIn, CheckOut
from ledger.facts import CheckedOut
from ledger.refusals import ActivityUnknown, AlreadyCheckedIn, AlreadyCheckedOut, Refusal
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, attendance_of

ROOM_TO_READ = timedelta(minutes=10)
"""How long a slow reader may look at the page: the time that counts is that of the scan."""


class Scan(msgspec.Struct, frozen=True):
    """This volunteer's phone read a valid code of this activity at that moment.

    `act` is told too, so that a form sent twice never checks out whom it has just checked in.
    """

    volunteer: str
    activity: str
    act: Literal["check_in", "check_out"]
    at: datetime


class Pressed(msgspec.Struct):
    """What the button sends: the sealed scan."""

    scan: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


@get("/a/{code:str}", opt=OPEN_TO_ALL, sync_to_thread=True)
def scanned(request: Visit, code: FromPath[str]) -> Template:
    """Show what the code would do; nothing happens yet, for scanners and previews fetch too."""
    who, volunteer = _whoever_scans(request)
    if who is None:
        return _to_sign_in(request)
    ledger = ledger_of(request, who)
    now = ledger.clock.now()
    attempts, guesser = house_of(request).attempts, f"activity_code:{volunteer}"
    if seconds := attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        activity = ledger.activity_codes.read(code, now).activity
    except CodeTooOld:
        return page(request, "scan.html", 422, state="too_old")
    except CodeUnknown:
        attempts.failed(guesser)
        return page(request, "scan.html", 404, state="unknown")
    finally:
        attempts.end(guesser)
    seen = ledger.book.look(Attendance(attendance_of(activity, volunteer)))
    act: Literal["check_in", "check_out"] = "check_out" if seen.arrived else "check_in"
    try:
        present = _present(request, who, activity, act)
    except ActivityUnknown:
        return page(request, "scan.html", 404, state="unknown")
    if seen.left:
        return page(request, "scan.html", state="already", **present)
    scan = Scan(volunteer=volunteer, activity=activity, act=act, at=now)
    sealed = _seal(request).seal(msgspec.json.encode(scan).decode(), now + ROOM_TO_READ)
    return page(request, "scan.html", state="offer", code=code, scan=sealed, **present)


@post("/a/{code:str}", opt=OPEN_TO_ALL, status_code=200)
async def pressed(request: Visit, code: FromPath[str], data: URLEncodedBody[Pressed]) -> Template:
    """Check in or out, as of the moment of the scan."""
    who, volunteer = _whoever_scans(request)
    if who is None:
        return _to_sign_in(request, 401)
    ledger = ledger_of(request, who)
    now = ledger.clock.now()
    try:
        scan = msgspec.json.decode(_seal(request).open(data.scan, now), type=Scan)
    except (SealBroken, SealExpired):
        return page(request, "scan.html", 422, state="too_old")
    if scan.volunteer != volunteer:
        # Somebody else signed in on this phone between the scan and the button.
        return page(request, "scan.html", 422, state="too_old")
    command = (CheckIn if scan.act == "check_in" else CheckOut)(
        activity=scan.activity, volunteer=scan.volunteer, means="scan", at=scan.at
    )
    by = sender(ledger, who, data.scan.rpartition(".")[2], command)
    try:
        receipt = await ledger.book.ask(command, by, now)
    except (AlreadyCheckedIn, AlreadyCheckedOut):
        present = await sync_to_thread(_present, request, who, scan.activity, scan.act)
        return page(request, "scan.html", state="already", **present)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return page(request, "scan.html", status, state="refused", refusal={"title": told(refusal)})
    done = receipt.facts[-1]
    minutes = done.minutes_present if isinstance(done, CheckedOut) else None
    present = await sync_to_thread(_present, request, who, scan.activity, scan.act)
    return page(request, "scan.html", state="done", at=done.at, minutes_present=minutes, **present)


def _whoever_scans(request: Visit) -> tuple[Who | None, str]:
    """Who came with their own telephone, and as which volunteer.

    The page is open to all, so it asks by itself whether they may: a guardian's volunteer is the
    ward, who must come in person, and a key may be for other deeds.
    """
    who = visitor(request)
    if who is None or who.volunteer is None or not may(who, Deed.SCAN):
        return None, ""
    return who, who.volunteer


def _to_sign_in(request: Visit, status: int = 200) -> Template:
    """The way to the door, and from there, by a key or by a link, back to this code."""
    back = address_of(request)
    sign_in_url = f"/sign-in?{urlencode({'next': back})}"
    shown = page(request, "scan.html", status, state="sign_in", sign_in_url=sign_in_url)
    shown.set_cookie(
        Cookie(
            WANTED_COOKIE, value=back, path="/in", httponly=True, samesite="lax",
            max_age=WANTED_FOR_SECONDS,
        )
    )  # fmt: skip
    return shown


def _present(request: Visit, who: Who, activity: str, act: str) -> dict[str, Any]:
    """What is told of an activity of which the book knows: what, where, when, and to whom."""
    return {
        "activity": ledger_of(request, who).book.look(Activity(activity)).must_exist(),
        "volunteer_masked": house_of(request).people.masked_name(who.volunteer or ""),
        "act": act,
    }


def _seal(request: Visit) -> Seal:
    return Seal(house_of(request).settings.derived_secret("scans"), "scan")


ROUTES = [scanned, pressed]
