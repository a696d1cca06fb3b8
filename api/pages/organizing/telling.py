"""Telling: whoever had signed up is told of a change in person, because a page reaches not all."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, post
from litestar.params import FromPath, URLEncodedBody

from api.access.table import Deed, opens_to
from api.pages.office.callers import FormKey, caller_here, carry_out
from api.pages.organizing.activity import plan_of, shown
from api.pages.visits import Visit
from api.v1.words import VOLUNTEER
from ledger.notices import GiveNotice
from ledger.refusals import Refusal


class Told(msgspec.Struct):
    """Whom somebody has told, and of which change."""

    volunteer: Annotated[str, msgspec.Meta(pattern=VOLUNTEER)]
    change: int
    form_key: FormKey = ""


@post("/desk/activities/{activity:str}/notices", opt=opens_to(Deed.RECORD_ATTENDANCE),
      status_code=200, sync_to_thread=True)  # fmt: skip
def tell(request: Visit, activity: FromPath[str], data: URLEncodedBody[Told]) -> Response[Any]:
    """I have told this person, face to face or by telephone."""
    caller = caller_here(request)
    plan_of(caller, activity)
    command = GiveNotice(
        activity=activity, volunteer=data.volunteer, means="in_person", change=data.change
    )
    try:
        carry_out(caller, data.form_key, command)
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    return shown(request, caller, activity)


ROUTES: list[Any] = [tell]
