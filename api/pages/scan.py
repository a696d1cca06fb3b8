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

from api.access.of_age import has_come_of_age
from api.access.table import OPEN_TO_ALL, Deed, may
from api.access.who import Who
from api.codes import CodeTooOld, CodeUnknown, ScannedCode, Seal, SealBroken, SealExpired
from api.ledgers import Ledger
from api.pages.telephone import remember, telephone_of
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
from api.scanning import device_at, step_of
from api.wording import WORDING
from ledger.attendance import CheckIn, CheckOut
from ledger.facts import CheckedOut
from ledger.refusals import ActivityUnknown, AlreadyCheckedIn, AlreadyCheckedOut, Refusal
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, attendance_of

ROOM_TO_READ = timedelta(minutes=10)
"""How long a slow reader may look at the page: the time that counts is that of the scan."""


class Scan(msgspec.Struct, frozen=True):
    """This volunteer's phone read a code of this activity at that moment.

    `act` is told too, so that a form sent twice never checks out whom it has just checked in.
    `shown_at` is when the code appeared, None for a printed one; of a code that had run out the
    scan is `late`, and counts as of the time at which it was shown.
    """

    volunteer: str
    activity: str
    act: Literal["check_in", "check_out"]
    at: datetime
    device: str
    shown_at: datetime | None
    late: bool


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
    try:
        found, late = _read(request, ledger, code, volunteer)
        seen = ledger.book.look(Attendance(attendance_of(found.activity, volunteer)))
        act: Literal["check_in", "check_out"] = "check_out" if seen.arrived else "check_in"
        present = _present(request, who, found.activity, act)
    except (CodeUnknown, ActivityUnknown):
        return page(request, "scan.html", 404, state="unknown")
    if seen.left:
        return page(request, "scan.html", state="already", **present)
    now, telephone = ledger.clock.now(), telephone_of(request)
    scan = Scan(
        volunteer=volunteer, activity=found.activity, act=act, at=now,
        device=device_at(ledger, found.activity, telephone), shown_at=found.shown_from, late=late,
    )  # fmt: skip
    sealed = _seal(request).seal(msgspec.json.encode(scan).decode(), now + ROOM_TO_READ)
    state, status = ("too_old", 422) if late else ("offer", 200)
    shown = page(request, "scan.html", status, state=state, code=code, scan=sealed, **present)
    remember(shown, telephone)
    return shown


def _read(request: Visit, ledger: Ledger, code: str, volunteer: str) -> tuple[ScannedCode, bool]:
    """What the code says, and whether it had run out; raises CodeUnknown, and Stop for whoever
    has tried too many."""
    attempts, guesser = house_of(request).attempts, f"activity_code:{volunteer}"
    if seconds := attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        return ledger.activity_codes.read(code, ledger.clock.now()), False
    except CodeTooOld as old:
        return ScannedCode(old.activity, old.shown_from), True
    except CodeUnknown:
        attempts.failed(guesser)
        raise
    finally:
        attempts.end(guesser)


@post("/a/{code:str}", opt=OPEN_TO_ALL, status_code=200)
async def pressed(request: Visit, code: FromPath[str], data: URLEncodedBody[Pressed]) -> Template:
    """Check in or out, as of the moment of the scan; of a late one, as the server judges it."""
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
    command = await sync_to_thread(_meant, request, ledger, scan)
    by = sender(ledger, who, data.scan.rpartition(".")[2], command)
    try:
        receipt = await ledger.book.ask(command, by, now)
    except (AlreadyCheckedIn, AlreadyCheckedOut):
        present = await sync_to_thread(_present, request, who, scan.activity, scan.act)
        return page(request, "scan.html", state="already", **present)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return page(request, "scan.html", status, state="refused", refusal={"title": told(refusal)})
    done = receipt.facts[0]
    minutes = done.minutes_present if isinstance(done, CheckedOut) else None
    present = await sync_to_thread(_present, request, who, scan.activity, scan.act)
    return page(
        request, "scan.html", state="done", at=done.at, minutes_present=minutes, late=scan.late,
        **present,
    )  # fmt: skip


def _meant(request: Visit, ledger: Ledger, scan: Scan) -> CheckIn | CheckOut:
    """The command that the sealed scan amounts to."""
    step = CheckIn if scan.act == "check_in" else CheckOut
    grown_up = step is CheckIn and has_come_of_age(house_of(request), ledger, scan.volunteer)
    return step_of(
        step, scan.volunteer, ScannedCode(scan.activity, scan.shown_at), scan.at, late=scan.late,
        device=scan.device, grown_up=grown_up,
    )  # fmt: skip


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
