"""Boards: what a place shows to everybody of those who want to be shown, and of its groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.reach import unknown
from api.access.table import OPEN_TO_ALL
from api.boards import Moment, board_of, hear_everything
from api.ledgers import FIRST
from api.pages.visits import Visit, house_of, page, visitor
from api.problems import Stop
from api.together import groups_of
from api.v1.addresses import AnyUnit, BoardPeriodName
from ledger.counting.board_periods import BoardPeriod, periods_of, read_board_period

PLACES_SHOWN, FIRST_YEAR_SHOWN = 60, 2015
Compared = Annotated[str, QueryParameter(pattern="^(person|team|building|community)$")]


@get("/boards", opt=OPEN_TO_ALL, sync_to_thread=True)
def boards(
    request: Visit, unit: AnyUnit = "", period: BoardPeriodName = "", of: Compared = "person"
) -> Template:
    """The board of a place, the largest one where none is named; nobody needs to sign in, for
    all who stand there have agreed to it."""
    house, who = house_of(request), visitor(request)
    ledger = house.ledgers.of(who.ledger if who else FIRST)
    hear_everything(ledger)
    at = Moment(house, ledger, ledger.clock.now())
    return page(request, "boards.html", base="/boards", desk=False, **shown(at, unit, period, of))


def shown(at: Moment, unit: str, period: str, of: str) -> dict[str, Any]:
    """Everything that the page of a board shows. Raises `Stop` for a place that is not there."""
    place, when = place_meant(at, unit), period_meant(at, period)
    known = at.ledger.units.now()
    board = board_of(at, place, when) if of == "person" else None
    groups = [] if board else groups_of(at, place, when, of)  # type: ignore[arg-type]
    above = known.path(place, at.today)[1:2]
    below = known.units(place, at.today, limit=PLACES_SHOWN)
    privacy = at.ledger.rules.current.privacy
    return {
        "place": known.rows[place], "period": when.name, "first": when.first, "last": when.last,
        "of": of, "lines": board.lines if board else [], "groups": groups,
        "frozen": board.frozen if board else None, "periods": periods_of(at.today),
        "earlier": _earlier(when), "above": [known.rows[each] for each in above],
        "below": [each for each in below if each.kind != "grid"],
        "size": privacy.leaderboard_size, "least": privacy.leaderboard_min_sample,
        "min_age": privacy.leaderboard_min_age,
    }  # fmt: skip


def place_meant(at: Moment, unit: str) -> str:
    """The unit that is named, else the first at the top."""
    known = at.ledger.units.now()
    if unit:
        if unit not in known.rows:
            raise Stop("not_found")
        return unit
    first = known.units(None, at.today, limit=1)
    if not first:
        raise unknown("unit")
    return first[0].unit


def period_meant(at: Moment, period: str) -> BoardPeriod:
    """The period of that name, the present month for none."""
    try:
        return read_board_period(period or at.today.isoformat()[:7])
    except ValueError:  # A year without a week 53.
        raise Stop("not_found") from None


def _earlier(period: BoardPeriod) -> str | None:
    """The period of the same kind just before, None for all time and at the beginning."""
    if period.last is None or period.first.year <= FIRST_YEAR_SHOWN:
        return None
    names = periods_of(period.first - timedelta(days=1))
    kinds = [("W" in name, "Q" in name, len(name)) for name in names]
    return names[kinds.index(("W" in period.name, "Q" in period.name, len(period.name)))]


ROUTES: list[Any] = [boards]
