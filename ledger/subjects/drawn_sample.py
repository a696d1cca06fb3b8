"""The drawn sample: was it drawn, which records are in it, and which of them were looked at?"""

from __future__ import annotations

from ledger.facts import Fact, SampleChecked, SampleDrawn
from ledger.states import State


def sample_id(unit: str, month: str) -> str:
    """The id of the one sample of a community's month, such as `2026-11`."""
    return f"sample-{unit.partition('-')[2]}-{month.replace('-', '')}"


class DrawnSample(State):
    """What was drawn, and who looked at what."""

    __slots__ = ("checked", "drawn")
    listens = (SampleDrawn, SampleChecked)

    def __init__(self, sample: str) -> None:
        super().__init__(sample)
        self.drawn: SampleDrawn | None = None
        self.checked: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """It was drawn, once, or somebody looked."""
        if isinstance(fact, SampleDrawn):
            self.drawn = fact
        elif isinstance(fact, SampleChecked):
            self.checked.add(fact.attendance)
