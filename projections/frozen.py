"""Frozen: which lists were closed, as of which position, and the digest that proves each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.facts import ListFrozen
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class FrozenRow(Row):
    """A list that was frozen; `book_position` is what it was computed from, `position` where it
    was written down."""

    listing: str
    kind: str = UNTOLD
    unit: str = UNTOLD
    period: str = UNTOLD
    book_position: int = UNTOLD
    policy: str = UNTOLD
    digest: str = UNTOLD
    entries: int = 0
    frozen_by: str = UNTOLD
    frozen_at: datetime = UNTOLD
    position: int = UNTOLD


FROZEN = Sheet("frozen_list", FrozenRow, By(("unit", "position")), By(("kind", "period")))


class Frozen(View):
    """Every list that was frozen."""

    name = "frozen"
    version = 1
    sheets = (FROZEN,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """A list was frozen."""
        lists: Changes[FrozenRow] = changes[0]

        def freeze(recorded: Recorded[ListFrozen]) -> None:
            fact, row = recorded.fact, lists[recorded.fact.listing]
            row.kind, row.unit, row.period = fact.kind, fact.unit, fact.period
            row.book_position, row.policy = fact.book_position, fact.policy
            row.digest, row.frozen_by, row.frozen_at = fact.digest, fact.frozen_by, fact.at
            row.entries += fact.entries
            row.position = recorded.position

        return {ListFrozen: freeze}

    def list(self, listing: str) -> FrozenRow | None:
        """A frozen list by its id, None while it is not."""
        return self.shelf.row(FROZEN.select().filter_by(listing=listing), FrozenRow)

    def units_done(self, kind: str, period: str) -> set[str]:
        """The units for which the list of this kind and period is frozen."""
        question = FROZEN.select().where(FROZEN.c.kind == kind, FROZEN.c.period == period)
        return {row.unit for row in self.shelf.rows(question, FrozenRow)}

    def of(self, units: Sequence[str] | None, limit: int = 100) -> Sequence[FrozenRow]:
        """The lists of these units, of all when None; the newest first."""
        question = FROZEN.select().order_by(FROZEN.c.position.desc()).limit(limit)
        if units is not None:
            question = question.where(FROZEN.c.unit.in_(units))
        return self.shelf.rows(question, FrozenRow)
