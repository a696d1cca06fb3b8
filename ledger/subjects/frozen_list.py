"""The frozen list: was this list closed, and as of which position?"""

from __future__ import annotations

from ledger.facts import Fact, ListFrozen
from ledger.states import State


def listing_of(kind: str, unit: str, period: str) -> str:
    """The id of the one list of this kind (`evaluation_monthly`) for a unit and a period."""
    return f"list-{kind}-{unit.partition('-')[2]}-{period.replace('-', '')}"


class FrozenList(State):
    """Was this list frozen, and how?"""

    __slots__ = ("frozen",)
    listens = (ListFrozen,)

    def __init__(self, listing: str) -> None:
        super().__init__(listing)
        self.frozen: ListFrozen | None = None

    def evolve(self, fact: Fact) -> None:
        """It was; the first time stands."""
        if isinstance(fact, ListFrozen) and self.frozen is None:
            self.frozen = fact
