"""Invitations: the links that are out, and new ones for volunteers, on a sheet to cut up."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import reaches, unlimited
from api.access.table import Deed, opens_to
from api.access.who import Who
from api.pages.belonging import place_name
from api.pages.office.callers import (
    FormKey,
    Pressed,
    caller_here,
    catch_up,
    for_the_first_time,
    fresh_form_key,
    must_reach_here,
)
from api.pages.office.finding import find_volunteer
from api.pages.office.handing_out import (
    Handed,
    as_volunteer,
    hand_link,
    links_of,
    may_hand_to,
)
from api.pages.office.person import VolunteerId
from api.pages.office.powers import BINDINGS
from api.pages.visits import Visit, page
from api.problems import Stop
from api.signing_in.invitations import Invitation
from api.v1.asking import Caller

MOST_ON_A_SHEET = 40
SHOWN = 200

InvitationId = Annotated[str, PathParameter(pattern="^invitation-[0-9a-z]{1,32}$")]


class Guests(msgspec.Struct):
    """Numbers of volunteers, telephone or their own, one a line."""

    numbers: Annotated[str, msgspec.Meta(max_length=4_000)] = ""
    form_key: FormKey = ""


@get("/desk/invitations", opt=opens_to(Deed.INVITE), sync_to_thread=True)
def invitations(request: Visit) -> Template:
    """The links within reach that can still be used."""
    return _list(request, caller_here(request))


@post("/desk/invitations", opt=opens_to(Deed.INVITE), status_code=200, sync_to_thread=True)
def invite(request: Visit, data: URLEncodedBody[Guests]) -> Template:
    """A sheet with a link for each of these volunteers, shown once."""
    caller = caller_here(request)
    catch_up(caller)
    lines = [line for line in map(str.strip, data.numbers.splitlines()) if line]
    found = {line: find_volunteer(caller, line) for line in lines}
    missed = [place for place, line in enumerate(lines, 1) if found[line] is None]
    if missed or not 0 < len(lines) <= MOST_ON_A_SHEET:
        return _list(request, caller, 422, missed=missed, entered=data.numbers)
    guests = [as_volunteer(caller, one) for one in dict.fromkeys(found.values()) if one]
    if not all(may_hand_to(caller, guest) for guest in guests):
        return _list(request, caller, 422, refused=True, entered=data.numbers)
    made = [_handed(request, caller, guest, data.form_key) for guest in guests]
    back = "/desk/invitations"
    return page(request, "office/sheet.html", path=back, back=back, **links_of(made))


@post(
    "/desk/people/{volunteer:str}/invitation", opt=opens_to(Deed.INVITE), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def invite_one(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Pressed]) -> Template:
    """A link for one person's own telephone, shown once."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, volunteer)
    guest = as_volunteer(caller, volunteer)
    if not may_hand_to(caller, guest):
        raise Stop("forbidden")
    made, back = _handed(request, caller, guest, data.form_key), f"/desk/people/{volunteer}"
    return page(request, "office/sheet.html", path=back, back=back, **links_of([made]))


@post(
    "/desk/invitations/{invitation:str}/withdraw", opt=opens_to(Deed.INVITE), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def withdraw(
    request: Visit, invitation: InvitationId, data: URLEncodedBody[Pressed]
) -> Response[Any]:
    """The link is worth nothing any more; pressing again changes nothing."""
    caller = caller_here(request)
    if invitation not in {each.id for each in _open(caller)}:
        if not data.form_key or for_the_first_time(caller, f"{data.form_key}.{invitation}"):
            raise Stop("not_found")
    elif for_the_first_time(caller, f"{data.form_key}.{invitation}"):
        caller.house.gate.invitations.withdraw(invitation)
    return Redirect("/desk/invitations", status_code=303)


def _list(request: Visit, caller: Caller, status: int = 200, **more: Any) -> Template:
    catch_up(caller)
    context: dict[str, Any] = {"missed": [], "refused": False, "entered": "", **more}
    return page(
        request, "office/invitations.html", status, path="/desk/invitations",
        invitations=[_told(caller, each) for each in _open(caller)[:SHOWN]],
        most=MOST_ON_A_SHEET, form_key=fresh_form_key(), **context,
    )  # fmt: skip


def _open(caller: Caller) -> list[Invitation]:
    found = caller.house.gate.invitations.open_in(caller.ledger.name)
    return [each for each in found if _within(caller, each.who)]


def _within(caller: Caller, who: Who) -> bool:
    if unlimited(caller.who):
        return True
    places = [place for name in BINDINGS if (place := getattr(who, name))]
    return bool(places) and all(reaches(caller, place) for place in places)


def _told(caller: Caller, each: Invitation) -> dict[str, Any]:
    people, who = caller.house.people, each.who
    return {
        "id": each.id, "role": who.role.value, "place": place_name(caller.ledger, who) or "",
        "masked": people.masked_name(who.person or who.volunteer or ""),
        "made_by": people.masked_name(each.made_by), "by_program": each.made_by[:4] == "key-",
        "expires_at": each.expires_at, "purpose": each.purpose.value,
    }  # fmt: skip


def _handed(request: Visit, caller: Caller, guest: Who, form_key: str) -> Handed:
    row = caller.ledger.directory.volunteer(guest.volunteer or "")
    key = f"{form_key}.{guest.volunteer}"
    return hand_link(request, caller, guest, key, row.number if row else "")


ROUTES: list[Any] = [invitations, invite, invite_one, withdraw]
