"""Looking up: a full name and a telephone number, for one who says what for; it is on record."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.pages.office.callers import Words, caller_here, must_reach_here, policy_of
from api.pages.office.person import VolunteerId, shown
from api.pages.office.purposes import as_kept
from api.pages.office.record import with_days
from api.pages.visits import Visit
from api.people.particulars import PersonUnknown, may_be_kept
from api.people.persons import PersonErased
from api.problems import Stop

FIELDS = ("display_name", "phone", "birth_date")


class Reason(msgspec.Struct):
    """What for, chosen and in one's own words."""

    purpose: Literal["", "call", "identify", "request", "emergency", "other"] = ""
    words: Words = ""


@post(
    "/desk/people/{volunteer:str}/look-up", opt=opens_to(Deed.LOOK_UP), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def look_up(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Reason]) -> Template:
    """Show it once, on the page that answers; whoever is looked at can read who did."""
    caller = caller_here(request)
    must_reach_here(caller, volunteer)
    if not data.purpose or (data.purpose == "other" and not data.words.strip()):
        return shown(request, volunteer, 422, problem="purpose")
    policy = policy_of(caller)
    fields = tuple(field for field in FIELDS if may_be_kept(policy, field))
    try:
        told = caller.house.particulars.look_up(
            volunteer, fields, by=caller.who, purpose=as_kept(data.purpose, data.words),
            now=caller.now(), policy=policy,
        )  # fmt: skip
    except (PersonUnknown, PersonErased):
        raise Stop("not_found") from None
    return shown(request, volunteer, looked_up=with_days(told))


ROUTES: list[Any] = [look_up]
