"""The objection: what a volunteer says is wrong, and whether somebody answered."""

from __future__ import annotations

from ledger.facts import Fact, ObjectionAnswered, ObjectionRaised
from ledger.refusals import AlreadyAnswered, AlreadyObjected, ObjectionUnknown
from ledger.states import State


class Objection(State):
    """Is there such an objection, and was it answered?"""

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

    def must_be_open(self) -> ObjectionRaised:
        """What was said; raises `ObjectionUnknown` and `AlreadyAnswered`."""
        if self.raised is None:
            raise ObjectionUnknown(objection=self.tags[0])
        if self.answered:
            raise AlreadyAnswered(objection=self.tags[0])
        return self.raised


class Disputed(State):
    """Which lines of this volunteer's statement are disputed and wait for an answer?"""

    __slots__ = ("waiting",)
    listens = (ObjectionRaised, ObjectionAnswered)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.waiting: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more line is disputed, or one less."""
        if isinstance(fact, ObjectionRaised):
            self.waiting.add(fact.reference)
        elif isinstance(fact, ObjectionAnswered):
            self.waiting.discard(fact.reference)

    def must_not_wait(self, reference: str) -> None:
        """Raise `AlreadyObjected` while an objection to this line waits for its answer."""
        if reference in self.waiting:
            raise AlreadyObjected(reference=reference)
