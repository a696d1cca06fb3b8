"""The desk: today's activities, and the screen that shows an activity's code to a whole room."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated, Any

from litestar import get
from litestar.params import PathParameter
from litestar.response import Template
from markupsafe import Markup

from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.deadlines import Due, due_within
from api.guarding.origins import public_address
from api.pages.language import translate
from api.pages.office.rooms import rooms_for
from api.pages.visits import Visit, house_of, known_visitor, ledger_of, page
from api.problems import Stop
from api.qr import svg
from api.supply import Cover, cover_of
from api.v1.asking import Caller
from api.v1.supply import unit_within
from api.v1.words import ACTIVITY
from ledger.counting.working_days import confirm_by
from ledger.states import Rulebook
from ledger.subjects.activity import SignUps
from projections.activity_board import Activity

ACTIVITIES_SHOWN = 200
EARLIER_SHOWN = 5
"""The most urgent ones; the rest stands on a page of its own."""
ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]


@get("/desk", opt=opens_to(Deed.SEE_DESK), sync_to_thread=True)
def desk(request: Visit) -> Template:
    """What is on today, for those who organise it, and what of earlier days still waits."""
    caller = _at_the_desk(request)
    ledger = caller.ledger
    ledger.shelf.wait_for(ledger.book.head())
    policy = ledger.rules.current
    today = policy.local_date(ledger.clock.now())
    midnight = datetime.combine(today, time(), policy.zone)
    found = ledger.activity_board.between(
        midnight, midnight + timedelta(days=1), limit=ACTIVITIES_SHOWN
    )
    mine = [activity for activity in found if reaches(caller, activity.activity)]
    deadlines = {activity.activity: _confirm_by(ledger.rules, activity) for activity in mine}
    places = {one.activity: len(ledger.book.look(SignUps(one.activity)).places) for one in mine}
    return page(
        request, "desk.html", day=midnight, activities=mine, confirm_by=deadlines,
        signed_up=places, earlier=_earlier(caller, midnight), rooms=rooms_for(caller.who),
        may_show=may(caller.who, Deed.SHOW_CODE), cover=_cover(caller),
        stopped=sorted(ledger.shelf.stopped) if may(caller.who, Deed.SEE_KEYS) else [],
        verified=ledger.verifications.last() if may(caller.who, Deed.SEE_KEYS) else None,
    )  # fmt: skip


def _confirm_by(rules: Rulebook, activity: Activity) -> datetime:
    policy = rules.at(activity.starts_at)
    day = confirm_by(policy, activity.ends_at, activity.confirm_by).day
    return datetime.combine(day, time(), policy.zone)


def _cover(caller: Caller) -> Cover:
    """How far the money behind the beans reaches, for those who may know."""
    if not may(caller.who, Deed.READ_FUNDS):
        return Cover("covered", None)
    return cover_of(caller.ledger, unit_within(caller, ""), caller.now())


def _earlier(caller: Caller, midnight: datetime) -> list[Due]:
    """What began before today and waits for its confirmation, the most urgent first."""
    due = due_within(caller, limit=EARLIER_SHOWN)
    return [each for each in due if each.waits.starts_at < midnight]


@get("/desk/activities/{activity:str}/code", opt=opens_to(Deed.SHOW_CODE), sync_to_thread=True)
def screen(request: Visit, activity: ActivityId) -> Template:
    """The code of an activity, drawn large; the page asks for the next one by itself."""
    caller = _at_the_desk(request)
    ledger = caller.ledger
    ledger.shelf.wait_for(ledger.book.head())
    plan = ledger.activity_board.activity(activity)
    if plan is None or not reaches(caller, activity):
        raise Stop("not_found")
    now = ledger.clock.now()
    shown = ledger.activity_codes.show(plan.activity, now)
    seconds_left = max(1, -((now - shown.expires_at) // timedelta(seconds=1)))
    url = public_address(request, f"/a/{shown.code}")
    return page(
        request, "screen.html", activity=plan, code=shown.code, seconds_left=seconds_left,
        qr_svg=Markup(svg(url, translate("Activity code as a picture"))),
        refresh_seconds=seconds_left, checked_in=plan.arrived, checked_out=plan.left,
        capacity=plan.capacity,
    )  # fmt: skip


def _at_the_desk(request: Visit) -> Caller:
    who = known_visitor(request)
    return Caller(who, ledger_of(request, who), house_of(request))


ROUTES: list[Any] = [desk, screen]
