"""Activities: what is coming near somebody, and two buttons: I will come, I cannot come."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.near import places_near
from api.access.table import Deed, opens_to
from api.pages.office.callers import (
    FormKey,
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    policy_of,
)
from api.pages.own.asking_first import Opinions
from api.pages.own.cards import Card, card
from api.pages.own.near import coming
from api.pages.own.plans import plans_of
from api.pages.visits import Visit, page, told, volunteer_here
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import ACTIVITY
from api.wording import WORDING
from ledger.facts import AffiliationKind
from ledger.notices import GiveNotice
from ledger.refusals import AlreadySignedUp, NotSignedUp, Refusal
from ledger.signing_up import WithdrawSignUp

CARDS_A_PAGE = 20

ActivityInPath = Annotated[str, PathParameter(pattern=ACTIVITY)]
After = Annotated[str, QueryParameter(pattern=f"^({ACTIVITY.strip('^$')})?$")]
_SIGNING_UP = opens_to(Deed.SIGN_UP)


class Said(msgspec.Struct):
    """Coming, and as one of what where somebody belongs to several; or not coming after all; or
    that a change of the plan is known."""

    answer: Literal["", "come", "stay_away", "known"] = ""
    as_one_of: Literal["", AffiliationKind] = ""
    form_key: FormKey = ""


@get("/activities", opt=_SIGNING_UP, sync_to_thread=True)
def whats_coming(request: Visit, after: After = "") -> Template:
    """What is coming in the next month, the earliest first."""
    caller, volunteer = _here(request)
    near = places_near(caller, volunteer)
    last = caller.ledger.activity_board.activity(after) if after else None
    if after and (last is None or last.community not in near):
        raise Stop("not_found")
    found = coming(caller, near, CARDS_A_PAGE + 1, last)
    shown, opinions = found[:CARDS_A_PAGE], Opinions(caller, volunteer)
    opinions.read(row.activity for row in shown)
    drawn = [card(opinions, policy_of(caller), volunteer, row) for row in shown]
    return page(
        request, "own/activities.html", form_key=fresh_form_key(),
        cards=[one for one in drawn if one.standing or not one.cancelled],
        later=shown[-1].activity if len(found) > CARDS_A_PAGE else None,
    )  # fmt: skip


@get("/activities/{activity:str}", opt=_SIGNING_UP, sync_to_thread=True)
def one_activity(request: Visit, activity: ActivityInPath) -> Template:
    """One activity, with everything there is to know before coming."""
    caller, volunteer = _here(request)
    return _shown(request, _card(caller, volunteer, activity))


@post("/activities/{activity:str}", opt=_SIGNING_UP, status_code=303, sync_to_thread=True)
def answer(request: Visit, activity: ActivityInPath, data: URLEncodedBody[Said]) -> Response[Any]:
    """I will come, or I cannot, or I know of the change; saying it twice is saying it once."""
    caller, volunteer = _here(request)
    before = _card(caller, volunteer, activity)
    match data.answer:
        case "come":
            opinions = Opinions(caller, volunteer)
            command: Any = opinions.sign_up(activity, data.as_one_of or None)
        case "stay_away":
            command = WithdrawSignUp(activity=activity, volunteer=volunteer)
        case "known":
            command = GiveNotice(activity=activity, volunteer=volunteer, means="own_page")
        case _:
            raise Stop("malformed")
    try:
        carry_out(caller, data.form_key, command)
    except (AlreadySignedUp, NotSignedUp):
        pass  # It is as they wish already.
    except Refusal as refusal:
        told_now = msgspec.structs.replace(before, problem=refusal.code, problem_told=told(refusal))
        return _shown(request, told_now, WORDING[refusal.code].status)
    return Redirect(f"/activities/{activity}", status_code=303)


def _here(request: Visit) -> tuple[Caller, str]:
    _, volunteer = volunteer_here(request)
    caller = caller_here(request)
    catch_up(caller)
    return caller, volunteer


def _card(caller: Caller, volunteer: str, activity: str) -> Card:
    """The card of an activity near the volunteer, or of one they have signed up for; nothing
    else is there."""
    row = caller.ledger.activity_board.activity(activity)
    near = row is not None and row.community in places_near(caller, volunteer)
    if row is None or not (near or activity in plans_of(caller, volunteer).standing):
        raise Stop("not_found")
    return card(Opinions(caller, volunteer), policy_of(caller), volunteer, row)


def _shown(request: Visit, drawn: Card, status: int = 200) -> Template:
    return page(
        request, "own/activity.html", status, card=drawn, form_key=fresh_form_key(),
        path=f"/activities/{drawn.plan.activity}",
    )  # fmt: skip


ROUTES: list[Any] = [whats_coming, one_activity, answer]
