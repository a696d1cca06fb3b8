"""Honours of a subject: which were granted to this person, household or building?"""

from __future__ import annotations

from ledger.facts import Fact, HonourGranted
from ledger.refusals import HonourHeld
from ledger.states import State


class HonoursHeld(State):
    """Which honours has it, and for which periods?"""

    __slots__ = ("granted",)
    listens = (HonourGranted,)

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.granted: set[tuple[str, str]] = set()

    def evolve(self, fact: Fact) -> None:
        """One more was granted."""
        if isinstance(fact, HonourGranted) and fact.subject == self.tags[0]:
            self.granted.add((fact.honour, fact.period))

    def must_be_without(self, honour: str, period: str) -> None:
        """Raise `HonourHeld` where it has this honour for the period already."""
        if (honour, period) in self.granted:
            raise HonourHeld(honour=honour, period=period)
