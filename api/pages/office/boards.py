"""Boards at the desk: what is on them, on paper for the notice board and as a table."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.boards import Moment, hear_everything
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.pages.boards import Compared, shown
from api.pages.language import translate
from api.pages.office.callers import caller_here
from api.pages.visits import Visit, page
from api.v1.addresses import AnyUnit, BoardPeriodName
from api.v1.leaderboards import place_of

_DESK = opens_to(Deed.SEE_DESK)


@get("/desk/boards", opt=_DESK, sync_to_thread=True)
def desk_boards(
    request: Visit, unit: AnyUnit = "", period: BoardPeriodName = "", of: Compared = "person"
) -> Template:
    """The board of the own place, or of the one that is named: nobody is on it for the desk who
    is not on it for everybody."""
    told = _shown(request, unit, period, of)
    return page(request, "boards.html", base="/desk/boards", desk=True, **told)


@get("/desk/boards.csv", opt=_DESK, sync_to_thread=True)
def board_table(
    request: Visit, unit: AnyUnit = "", period: BoardPeriodName = "", of: Compared = "person"
) -> Response[bytes]:
    """The same as a table."""
    told = _shown(request, unit, period, of)
    return attachment(f"board-{told['period']}.csv", CSV_TYPE, csv_of(_rows(told)))


@get("/desk/boards.xlsx", opt=_DESK, sync_to_thread=True)
def board_workbook(
    request: Visit, unit: AnyUnit = "", period: BoardPeriodName = "", of: Compared = "person"
) -> Response[bytes]:
    """The same as a workbook."""
    told = _shown(request, unit, period, of)
    return attachment(f"board-{told['period']}.xlsx", XLSX_TYPE, xlsx_of(_rows(told)))


def _shown(request: Visit, unit: str, period: str, of: str) -> dict[str, Any]:
    caller = caller_here(request)
    hear_everything(caller.ledger)
    at = Moment(caller.house, caller.ledger, caller.now())
    return shown(at, place_of(caller, unit), period, of)


def _rows(told: dict[str, Any]) -> list[tuple[Any, ...]]:
    if told["of"] != "person":
        titles: tuple[Any, ...] = (
            translate("Rank"), translate("Name"), translate("People"), translate("Minutes"),
            translate("Minutes per head"),
        )  # fmt: skip
        return [titles] + [
            (each.rank, each.name, each.people, each.minutes, each.minutes_per_head)
            for each in told["groups"]
        ]
    titles = translate("Rank"), translate("Name"), translate("Minutes"), translate("Adjusted since")
    return [titles] + [
        (each.rank, each.name_masked, each.minutes, each.adjusted_minutes)
        for each in told["lines"]
    ]


ROUTES: list[Any] = [desk_boards, board_table, board_workbook]
