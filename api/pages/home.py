"""The first page: what the community has given together, in figures without names."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from api.access.roles import Role
from api.access.table import OPEN_TO_ALL
from api.ledgers import FIRST
from api.pages.figures import figures_of
from api.pages.language import translate
from api.pages.visits import Visit, house_of, page, visitor
from projections.funds import Fund

ACTIVITIES_SHOWN = 5


@get("/", opt=OPEN_TO_ALL, sync_to_thread=True)
def home(request: Visit) -> Template:
    """The community's public page; a neighbour from another district sees the own one."""
    house = house_of(request)
    who = visitor(request)
    ledger = house.ledgers.of(who.ledger if who else FIRST)
    ledger.shelf.wait_for(ledger.book.head())
    now = ledger.clock.now()
    today = ledger.rules.current.local_date(now)
    largest = ledger.units.now().units(None, today, limit=1)
    coming = ledger.activity_board.upcoming(now, limit=ACTIVITIES_SHOWN)
    return page(
        request, "home.html",
        may_sign_up=who is not None and who.role is Role.VOLUNTEER,
        community_name=largest[0].name if largest else translate("Our community"),
        activities=[
            {"title": activity.title, "place": activity.place, "starts_at": activity.starts_at,
             "ends_at": activity.ends_at, "taken": activity.arrived,
             "capacity": activity.capacity}
            for activity in coming
        ],
        fund=_fund(ledger.funds.funds_of()),
        **figures_of(ledger, today),
    )  # fmt: skip


def _fund(funds: list[Fund]) -> dict[str, int] | None:
    """What all funds have together, in fen and without a name of anybody; None without a fund."""
    if not funds:
        return None
    parts = ("free_fen", "reserved_fen", "paid_fen")
    return {part: sum(getattr(fund, part) for fund in funds) for part in parts}


ROUTES = [home]
