"""Mine: a volunteer's own conditions for the month, the quarter, the year and the next star."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.evaluating import KINDS, PERIODS, last_day
from api.pages.office.callers import today_of
from api.pages.own.whose import volunteer_or_ward
from api.pages.visits import Visit, page
from api.v1.asking import Caller
from ledger.counting.evaluations import EvaluationKind, Judged, evaluate
from ledger.counting.periods import Period, period_of


@get("/me/evaluations", opt=opens_to(Deed.OBJECT), sync_to_thread=True)
def my_evaluations(request: Visit) -> Template:
    """How far it is to each evaluation, counted up to now; a guardian reads that of the ward."""
    caller, volunteer = volunteer_or_ward(request)
    found = []
    for kind in KINDS:
        when = period_of(PERIODS[kind], today_of(caller))
        judged = _judged(caller, volunteer, kind, when)
        if judged is not None:
            found.append({"kind": kind, "period": when.name, "item": judged})
    whose = "ward" if caller.who.role is Role.GUARDIAN else "me"
    return page(request, "evaluating/mine.html", found=found, whose=whose)


def _judged(
    caller: Caller, volunteer: str, kind: EvaluationKind, when: Period
) -> Judged | None:
    ledger, last = caller.ledger, last_day(kind, when)
    policy = ledger.rules.on(last)
    first = None if kind == "stars" else when.first
    some = ledger.eligibility.some(policy, [volunteer], ledger.shelf.position, first, last)
    return next(iter(evaluate(policy, kind, when, some)), None)


ROUTES: list[Any] = [my_evaluations]
