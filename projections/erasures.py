"""Erasures: who was forgotten, so that nothing of them is ever kept again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.facts import IdentityErased
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Erasure(Row):
    """A volunteer was forgotten at that time."""

    volunteer: str
    erased_at: datetime = UNTOLD
    position: int = UNTOLD


ERASURES = Sheet("erasure", Erasure, By(("position",)))


class _Folding:
    def __init__(self, erasures: Changes[Erasure]) -> None:
        self._erasures = erasures

    def erase(self, recorded: Recorded[IdentityErased]) -> None:
        row = self._erasures[recorded.fact.volunteer]
        row.erased_at, row.position = recorded.fact.at, recorded.position


class Erasures(View):
    """Everybody who was forgotten. A vault that comes back from an old copy is held to it."""

    name = "erasures"
    version = 1
    sheets = (ERASURES,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Once for each of them."""
        return {IdentityErased: _Folding(*changes).erase}

    def all(self) -> list[Erasure]:
        """Each, in the order in which they were forgotten."""
        return self.shelf.rows(ERASURES.select().order_by(ERASURES.c.position), Erasure)
