"""My place: where I stand among all who served here, for nobody's eyes but mine."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.boards import Moment, hear_everything, own_rank
from api.pages.boards import period_meant
from api.pages.office.callers import caller_here, fresh_form_key
from api.pages.visits import Visit, page, volunteer_here
from api.v1.addresses import AnyUnit, BoardPeriodName
from api.v1.leaderboards import place_of
from ledger.counting.board_periods import periods_of


@get("/me/rank", opt=opens_to(Deed.READ_OWN_RANK), sync_to_thread=True)
def my_rank(request: Visit, unit: AnyUnit = "", period: BoardPeriodName = "") -> Template:
    """Five above and five below; of the others only those are named who want to be shown."""
    _, volunteer = volunteer_here(request)
    caller = caller_here(request)
    hear_everything(caller.ledger)
    at = Moment(caller.house, caller.ledger, caller.now())
    place, when = place_of(caller, unit), period_meant(at, period)
    found = own_rank(at, volunteer, place, when)
    known = caller.ledger.units.now()
    home = caller.ledger.leaderboards.people([volunteer])
    path = known.path(home[volunteer].community, at.today) if home else [place]
    return page(
        request, "own/rank.html", place=known.rows[place], period=when.name, found=found,
        periods=periods_of(at.today), places=[known.rows[each] for each in path],
        form_key=fresh_form_key(),
    )  # fmt: skip


ROUTES: list[Any] = [my_rank]
