"""The handbook (工作登记手册): five record parts of one volunteer, to be read and printed.

Volunteer service regulation art. 19: basic information, service, training, awards, ratings. A
print is registered in the book, so that it carries a code like a certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.certifying import wish
from api.pages.me import account_of
from api.pages.office.callers import (
    Pressed,
    carry_out,
    catch_up,
    fresh_form_key,
    id_from,
    today_of,
)
from api.pages.office.finding import unit_name
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.own.copies import LINES_AT_MOST
from api.pages.own.whose import volunteer_or_ward
from api.pages.papers.basics import looked_up_basics, own_basics
from api.pages.papers.paper import check_of, done, standing_of
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from ledger.subjects.skills import Skills
from ledger.subjects.stars import StarsHeld
from projections.certified import Served

_OWN, _FOR = opens_to(Deed.CERTIFY), opens_to(Deed.CERTIFY_FOR)


@get("/me/handbook", opt=_OWN, sync_to_thread=True)
def my_handbook(request: Visit) -> Template:
    """My five record parts as they are today."""
    caller, volunteer = volunteer_or_ward(request)
    return _shown(request, caller, volunteer, own_basics(caller, volunteer), "/me/handbook")


@post("/me/handbook", opt=_OWN, status_code=200, sync_to_thread=True)
def my_print(request: Visit, data: URLEncodedBody[Pressed]) -> Template:
    """The same with a check code, to be printed."""
    caller, volunteer = volunteer_or_ward(request)
    paper = _registered(caller, volunteer, data.form_key)
    told = own_basics(caller, volunteer)
    return _shown(request, caller, volunteer, told, "/me/handbook", paper)


@get("/desk/people/{volunteer:str}/handbook", opt=_FOR, sync_to_thread=True)
def handbook_of(request: Visit, volunteer: VolunteerId) -> Template:
    """Somebody's record parts, under the masked name."""
    caller = caller_for(request, volunteer)
    here = f"/desk/people/{volunteer}/handbook"
    told = {"display_name": caller.masked_name(volunteer)}
    return _shown(request, caller, volunteer, told, here)


@post("/desk/people/{volunteer:str}/handbook", opt=_FOR, status_code=200, sync_to_thread=True)
def print_of(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Pressed]
) -> Template:
    """With all that is kept and a check code; the person can read that it was looked up."""
    caller = caller_for(request, volunteer)
    paper = _registered(caller, volunteer, data.form_key)
    serial = standing_of(caller, volunteer, paper).paper.serial
    told = looked_up_basics(caller, volunteer, serial)
    here = f"/desk/people/{volunteer}/handbook"
    return _shown(request, caller, volunteer, told, here, paper)


def _registered(caller: Caller, volunteer: str, form_key: str) -> str:
    """The print in the book; the same form once more is the same print."""
    paper = id_from(caller, "certificate", form_key)
    carry_out(caller, form_key, wish(caller, volunteer, paper, kind="handbook"))
    catch_up(caller)
    return paper


def _shown(
    request: Visit, caller: Caller, volunteer: str, told: dict[str, Any], here: str,
    paper: str | None = None,
) -> Template:  # fmt: skip
    ledger = caller.ledger
    row = ledger.directory.volunteer(volunteer)
    if row is None:
        raise Stop("not_found")
    guardian = caller.who.role is Role.GUARDIAN
    standing = standing_of(caller, volunteer, paper) if paper else None
    check = check_of(request, caller, paper) if paper else {}
    lines = done(ledger, ledger.certificates.served(volunteer))
    skills = ledger.book.look(Skills(volunteer))
    awards = ledger.statements.of(volunteer, LINES_AT_MOST)
    return page(
        request, "papers/handbook.html", told=told, number=row.number, here=here, path=here,
        community=unit_name(caller, row.community), registered_at=row.registered_at,
        minutes=account_of(ledger, volunteer).minutes, today=today_of(caller),
        service=[one for one in lines if one.row.minutes],
        brought=ledger.certificates.brought(volunteer),
        training=[one for one in lines if one.row.training_minutes],
        skills=sorted(skills.verified.items()),
        awards=[one for one in awards if one.kind == "granted"],
        star=ledger.book.look(StarsHeld(volunteer)).granted,
        ratings=_ratings(one.row for one in lines if one.row.minutes),
        standing=standing, form_key=fresh_form_key(),
        back="/me/ward" if guardian else here.rpartition("/")[0], **check,
    )  # fmt: skip


def _ratings(rows: Iterable[Served]) -> list[tuple[int, int, date]]:
    """Each rating, how often it was given, and for which day last."""
    found: dict[int, tuple[int, date]] = {}
    for row in rows:
        times, last = found.get(row.rating, (0, row.day))
        found[row.rating] = times + 1, max(last, row.day)
    return [(rating, *each) for rating, each in sorted(found.items())]


OWN: list[Any] = [my_handbook, my_print]
AT_THE_DESK: list[Any] = [handbook_of, print_of]
