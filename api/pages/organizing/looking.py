"""Looking: an organizer looks at a flag, and says who did not come and for which reason."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, post
from litestar.params import FromPath, URLEncodedBody

from api.access.own import own_volunteers
from api.access.table import Deed, opens_to
from api.pages.office.callers import FormKey, Words, caller_here, carry_out
from api.pages.organizing.activity import plan_of, shown
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit
from api.problems import Stop
from api.v1.words import ATTENDANCE, VOLUNTEER
from ledger.facts import FlagReason
from ledger.flags import ReviewFlag
from ledger.no_shows import ExcuseNoShow, MarkNoShow
from ledger.refusals import Refusal
from ledger.subjects.presence import parties_of


class Looked(msgspec.Struct):
    """Which flag, and what came of the look."""

    attendance: Annotated[str, msgspec.Meta(pattern=ATTENDANCE)]
    reason: FlagReason
    outcome: Literal["harmless", "upheld"]
    form_key: FormKey = ""


class Missed(msgspec.Struct):
    """Who did not come; with words it is an excuse."""

    volunteer: Annotated[str, msgspec.Meta(pattern=VOLUNTEER)]
    act: Literal["mark", "excuse"]
    words: Words = ""
    form_key: FormKey = ""


@post("/desk/activities/{activity:str}/flags", opt=opens_to(Deed.REVIEW_FLAG), status_code=200,
      sync_to_thread=True)  # fmt: skip
def look(request: Visit, activity: FromPath[str], data: URLEncodedBody[Looked]) -> Response[Any]:
    """It was harmless, or it is upheld."""
    caller = caller_here(request)
    plan_of(caller, activity)
    if parties_of(data.attendance)[0] != activity:
        raise Stop("not_found")
    command = ReviewFlag(
        attendance=data.attendance, reason=data.reason, outcome=data.outcome,
        own_volunteers=own_volunteers(caller),
    )  # fmt: skip
    try:
        carry_out(caller, data.form_key, command)
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    return shown(request, caller, activity)


@post("/desk/activities/{activity:str}/no-shows", opt=opens_to(Deed.MARK_NO_SHOW),
      status_code=200, sync_to_thread=True)  # fmt: skip
def miss(request: Visit, activity: FromPath[str], data: URLEncodedBody[Missed]) -> Response[Any]:
    """Somebody had a place and did not come; or there was a good reason for it."""
    caller = caller_here(request)
    plan_of(caller, activity)
    volunteer = data.volunteer
    try:
        if data.act == "mark":
            carry_out(caller, data.form_key, MarkNoShow(activity=activity, volunteer=volunteer))
        else:
            with_words(
                caller, data.form_key, volunteer, data.words,
                lambda note: ExcuseNoShow(activity=activity, volunteer=volunteer, note=note),
            )  # fmt: skip
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    return shown(request, caller, activity)


ROUTES: list[Any] = [look, miss]
