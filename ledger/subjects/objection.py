"""The objection: what a volunteer says is wrong, and whether it was answered."""

from __future__ import annotations

from ledger.facts import Fact, ObjectionAnswered, ObjectionRaised
from ledger.refusals import AlreadyAnswered, ObjectionUnknown
from ledger.states import State


class Objection(State):
    """Was this objection raised, and answered?"""

    __slots__ = ("answered", "raised")
    listens = (ObjectionRaised, ObjectionAnswered)

    def __init__(self, objection: str) -> None:
        super().__init__(objection)
        self.raised: ObjectionRaised | None = None
        self.answered = False

    def evolve(self, fact: Fact) -> None:
        """It was raised, or answered."""
        if isinstance(fact, ObjectionRaised):
            self.raised = fact
        else:
            self.answered = True

    def must_wait(self) -> ObjectionRaised:
        """What waits for an answer; raises `ObjectionUnknown` and `AlreadyAnswered`."""
        if self.raised is None:
            raise ObjectionUnknown(objection=self.tags[0])
        if self.answered:
            raise AlreadyAnswered(objection=self.tags[0])
        return self.raised


class ObjectionsOf(State):
    """About which lines has this volunteer an objection that waits for its answer?"""

    __slots__ = ("waiting",)
    listens = (ObjectionRaised, ObjectionAnswered)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.waiting: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more waits, or one less."""
        if isinstance(fact, ObjectionRaised):
            self.waiting.add(fact.reference)
        elif isinstance(fact, ObjectionAnswered):
            self.waiting.discard(fact.reference)
