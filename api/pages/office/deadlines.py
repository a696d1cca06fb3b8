"""Deadlines: what waits for its confirmation, the most urgent first, and who is still there."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.table import Deed, may, opens_to
from api.deadlines import Due, due_within
from api.pages.office.callers import caller_here, catch_up, today_of
from api.pages.visits import Visit, page
from api.v1 import paging
from api.v1.asking import Caller

SHOWN = 30
From = Annotated[str, QueryParameter(pattern="^[0-9a-f]{0,64}$")]


@get("/desk/deadlines", opt=opens_to(Deed.READ_DEADLINES), sync_to_thread=True)
def deadlines(request: Visit, after: From = "") -> Template:
    """Overdue first, then what was told to the staff above, then what is due."""
    caller = caller_here(request)
    catch_up(caller)
    behind = paging.position_of(caller.ledger, after) or 0
    found = due_within(caller, after=behind, limit=SHOWN + 1)
    cut = paging.cut(caller.ledger, found, SHOWN, lambda due: due.waits.place)
    return page(
        request, "office/deadlines.html", today=today_of(caller), next_cursor=cut.next_cursor,
        due=[_told(caller, each) for each in cut.items],
        may_open=may(caller.who, Deed.CONFIRM),
    )  # fmt: skip


def _told(caller: Caller, due: Due) -> dict[str, Any]:
    waits = due.waits
    place = caller.ledger.units.unit(waits.community)
    return {
        "activity": waits.activity, "title": waits.title, "community": place.name if place else "",
        "starts_at": waits.starts_at, "ends_at": waits.ends_at, "confirm_by": due.confirm_by,
        "provisional": due.provisional, "stage": due.stage, "waiting": waits.waiting,
        "open": waits.inside,
    }  # fmt: skip


ROUTES: list[Any] = [deadlines]
