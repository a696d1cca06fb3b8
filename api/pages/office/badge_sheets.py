"""Badge sheets: ten badges on A4 for people who have none, and the PINs apart, each shown once."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template
from markupsafe import Markup

from api.access.reach import reaches
from api.access.table import Deed, opens_to
from api.guarding.origins import public_address
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    catch_up,
    for_the_first_time,
    fresh_form_key,
)
from api.pages.office.finding import communities_within
from api.pages.office.handing_out import picture
from api.pages.office.powers import may_vouch_for
from api.pages.visits import Visit, page
from api.signing_in.badges import ADDRESS, pretty
from api.signing_in.proofs import Proof
from api.v1.asking import Caller
from projections.directory import Membership, Volunteer

ON_A_SHEET = 10
MOST_SHEETS = 5
LOOKED_AT = 2_000
"""How many members or residents are gone through for somebody without a badge."""


class Wanted(msgspec.Struct):
    """For whom badges are to be printed: a team or a community, and how many sheets of ten."""

    whose: Short = ""
    sheets: Short = "1"
    form_key: FormKey = ""


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """One badge: the picture and the code are all that is on it beside the volunteer number.

    A name is written on by hand, by whoever wears it; the PIN goes on a slip of its own.
    """

    number: str
    code: str
    pin: str
    qr_svg: Markup


@get("/desk/badges", opt=opens_to(Deed.INVITE), sync_to_thread=True)
def choose(request: Visit) -> Template:
    """For whom badges are missing."""
    caller = caller_here(request)
    catch_up(caller)
    return _choosing(request, caller)


@post("/desk/badges", opt=opens_to(Deed.INVITE), status_code=200, sync_to_thread=True)
def make(request: Visit, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Badges for those who have none; codes and PINs are on this answer, once."""
    caller = caller_here(request)
    catch_up(caller)
    sheets = int(data.sheets) if data.sheets in map(str, range(1, MOST_SHEETS + 1)) else 0
    if not sheets or data.whose not in {place for place, _, _ in _places(caller)}:
        return _choosing(request, caller, 422, problem="whose")
    without = _without_badge(caller, data.whose, sheets * ON_A_SHEET)
    if not without:
        return _choosing(request, caller, 422, problem="nobody")
    if not for_the_first_time(caller, f"{data.form_key}.badges"):
        return page(request, "office/badge_sheets.html", sheets=None, path="/desk/badges")
    made = [_issue(request, caller, row) for row in without]
    by_ten = [made[at : at + ON_A_SHEET] for at in range(0, len(made), ON_A_SHEET)]
    return page(request, "office/badge_sheets.html", sheets=by_ten, path="/desk/badges")


def _choosing(
    request: Visit, caller: Caller, status: int = 200, problem: str | None = None
) -> Template:
    return page(
        request, "office/badges_wanted.html", status, places=_places(caller), problem=problem,
        most_sheets=MOST_SHEETS, form_key=fresh_form_key(), path="/desk/badges",
    )  # fmt: skip


def _places(caller: Caller) -> list[tuple[str, str, str]]:
    """The communities and teams within reach: id, name, and the community of a team."""
    directory, found = caller.ledger.directory, []
    for community in communities_within(caller):
        found.append((community.unit, community.name, ""))
        found += [
            (team.team, team.name, community.name)
            for team in directory.teams(community.unit)
            if reaches(caller, team.team)
        ]
    return found


def _without_badge(caller: Caller, whose: str, most: int) -> list[Volunteer]:
    """The first of them, in the order in which they came, who have no badge in force and whom
    the caller may give one."""
    directory, badges = caller.ledger.directory, caller.house.gate.badges
    here: list[Membership] | list[Volunteer]
    if whose.startswith("team-"):
        here = directory.members(whose, limit=LOOKED_AT)
    else:
        here = directory.volunteers(whose, limit=LOOKED_AT)
    found: list[Volunteer] = []
    for each in here:
        volunteer = each.volunteer
        if all(badge.withdrawn_at is not None for badge in badges.list_of(volunteer)):
            person = caller.house.people.person_of(volunteer)
            row = directory.volunteer(volunteer)
            if row is not None and may_vouch_for(caller, person, Proof.BADGE):
                found.append(row)
        if len(found) == most:
            break
    return found


def _issue(request: Visit, caller: Caller, row: Volunteer) -> Printed:
    issued = caller.house.gate.issue_badge(
        row.volunteer, caller.ledger.name, None, issued_by=caller.who.actor
    )
    return Printed(
        number=row.number, code=pretty(issued.code), pin=issued.pin,
        qr_svg=picture(public_address(request, f"{ADDRESS}{issued.code}")),
    )  # fmt: skip


ROUTES: list[Any] = [choose, make]
