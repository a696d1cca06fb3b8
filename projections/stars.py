"""Stars: which volunteer holds which star, granted under which decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.facts import StarGranted
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Holder(Row):
    """A volunteer, and the star that was granted last."""

    volunteer: str
    star: int = UNTOLD
    level: str = UNTOLD
    reference: str = UNTOLD
    granted_at: datetime = UNTOLD
    position: int = UNTOLD


HOLDERS = Sheet("star_holder", Holder, By(("position",)))


class _Folding:
    def __init__(self, holders: Changes[Holder]) -> None:
        self._holders = holders

    def grant(self, recorded: Recorded[StarGranted]) -> None:
        fact = recorded.fact
        row = self._holders[fact.volunteer]
        row.star, row.level, row.reference = fact.star, fact.level, fact.reference
        row.granted_at, row.position = fact.at, recorded.position


class Stars(View):
    """Who is a star volunteer."""

    name = "stars"
    version = 1
    sheets = (HOLDERS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Each star that was granted."""
        return {StarGranted: _Folding(*changes).grant}

    def holders(self, limit: int, after_position: int = 0) -> list[Holder]:
        """Those who hold one, in the order in which it was granted."""
        c = HOLDERS.c
        question = HOLDERS.select().where(c.position > after_position)
        return self.shelf.rows(question.order_by(c.position).limit(limit), Holder)
