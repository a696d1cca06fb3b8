"""Badges: a printed code and six digits, for somebody who comes without a telephone."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from api.access.table import Deed, opens_to
from api.guarding.origins import public_address
from api.pages.office.callers import (
    FormKey,
    Pressed,
    Short,
    caller_here,
    catch_up,
    for_the_first_time,
    must_reach_here,
)
from api.pages.office.handing_out import picture
from api.pages.office.person import VolunteerId, shown
from api.pages.office.powers import may_vouch_for
from api.pages.visits import Visit, page
from api.problems import Stop
from api.signing_in.badges import ADDRESS, PinUnfit, pretty
from api.signing_in.proofs import Proof


class Chosen(msgspec.Struct):
    """The PIN that the person would like; empty for one that is drawn."""

    pin: Short = ""
    form_key: FormKey = ""


@post(
    "/desk/people/{volunteer:str}/badge", opt=opens_to(Deed.INVITE), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def issue(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Chosen]) -> Response[Any]:
    """A new badge in place of every earlier one; code and PIN are on the answer, once."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, volunteer)
    house, row = caller.house, caller.ledger.directory.volunteer(volunteer)
    if row is None or not may_vouch_for(caller, house.people.person_of(volunteer), Proof.BADGE):
        raise Stop("forbidden")
    context = {
        "masked": house.people.masked_name(volunteer), "number": row.number,
        "path": f"/desk/people/{volunteer}",
    }  # fmt: skip
    if not for_the_first_time(caller, f"{data.form_key}.badge"):
        return page(request, "office/badge.html", badge=None, **context)
    try:
        issued = house.gate.issue_badge(
            volunteer, caller.ledger.name, data.pin.strip() or None, issued_by=caller.who.actor
        )
    except PinUnfit:
        return shown(request, volunteer, 422, problem="pin")
    address = public_address(request, f"{ADDRESS}{issued.code}")
    return page(
        request, "office/badge.html", qr_svg=picture(address),
        badge={"code": pretty(issued.code), "pin": issued.pin}, **context,
    )  # fmt: skip


@post(
    "/desk/people/{volunteer:str}/badge/withdraw", opt=opens_to(Deed.INVITE), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def withdraw(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Pressed]
) -> Response[Any]:
    """The badge is lost: it opens nothing any more. A second press finds nothing to do."""
    caller = caller_here(request)
    must_reach_here(caller, volunteer)
    caller.house.gate.withdraw_badge(volunteer)
    return Redirect(f"/desk/people/{volunteer}", status_code=303)


ROUTES: list[Any] = [issue, withdraw]
