"""Month money: what happened at shops and to the money of funds in a month."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select

from projections.entry_rows import ENTRIES, FUND_SUMS
from projections.month_asked import (
    NOTHING,
    SUMS,
    TOLD,
    Asked,
    Line,
    Piece,
    in_order,
    lies_in,
    line,
    piece,
)
from projections.service_hours import PLANS
from projections.shelf import Shelf


class MonthMoney:
    """Answers over the view of entries; whose shops and funds they are is not asked here."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def at_shops(self, asked: Asked, shops: Collection[str] | None) -> list[Piece]:
        """What happened at these shops in the month (None: at all), by kind."""
        return self._pieces(ENTRIES.c.merchant, asked, shops)

    def of_funds(self, asked: Asked, funds: Collection[str] | None) -> list[Piece]:
        """What happened to the money of these funds in the month (None: of all), by kind."""
        return self._pieces(ENTRIES.c.fund, asked, funds)

    def free_fen(self, ends: datetime, funds: Collection[str] | None) -> dict[str, int]:
        """What each fund has free when the month ends: what it has now, less what came since."""
        now = select(FUND_SUMS.c.fund, FUND_SUMS.c.free_fen)
        since = select(ENTRIES.c.fund, -func.sum(ENTRIES.c.free_fen)).where(
            ENTRIES.c.fund != NOTHING, ENTRIES.c.at >= ends
        )
        if funds is not None:
            now = now.where(FUND_SUMS.c.fund.in_(funds))
            since = since.where(ENTRIES.c.fund.in_(funds))
        found: dict[str, int] = {}
        for question in (now, since.group_by(ENTRIES.c.fund)):
            for fund, fen in self.shelf.rows(question, _as_told):
                found[fund] = found.get(fund, 0) + int(fen)
        return found

    def lines_of(
        self,
        what: Literal["merchant", "fund"],
        asked: Asked,
        ids: Collection[str],
        kinds: Collection[str] = (),
        *,
        after: tuple[int, int] = (0, 0),
        limit: int | None = None,
    ) -> list[Line]:
        """The lines of these shops or funds in the month, in their order."""
        column = ENTRIES.c[what]
        question = select(*TOLD).outerjoin_from(
            ENTRIES.table, PLANS.table, PLANS.c.activity == ENTRIES.c.activity
        )
        question = question.where(column != NOTHING, column.in_(sorted(ids)), lies_in("at", asked))
        return self.shelf.rows(in_order(question, kinds, after, limit), line)

    def _pieces(self, column: Any, asked: Asked, ids: Collection[str] | None) -> list[Piece]:
        groups = (column, NOTHING, ENTRIES.c.kind)
        question = select(*groups, *SUMS).where(column != NOTHING, lies_in("at", asked))
        if ids is not None:
            question = question.where(column.in_(sorted(ids)))
        return self.shelf.rows(question.group_by(column, ENTRIES.c.kind), piece)


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
