"""Violations of a volunteer: what was upheld and not annulled, and for how long it matters."""

from __future__ import annotations

from datetime import date

from ledger.counting.months import months_later
from ledger.facts import Fact, ViolationAnnulled, ViolationUpheld
from ledger.policy import Policy
from ledger.refusals import ViolationAnnulledAlready, ViolationKnown, ViolationUnknown
from ledger.states import State

IN_SERVICE = frozenset({"fraud", "misconduct"})
"""The kinds that weigh on a volunteer's stars and evaluations; a breach of the residents' covenant
weighs on the household's honour for keeping it alone."""


class Violations(State):
    """What was this volunteer found to have done, and which of it was annulled?"""

    __slots__ = ("annulled", "upheld")
    listens = (ViolationUpheld, ViolationAnnulled)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.upheld: dict[str, ViolationUpheld] = {}
        self.annulled: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more, or one that does not count any more."""
        if isinstance(fact, ViolationUpheld):
            self.upheld[fact.violation] = fact
        elif isinstance(fact, ViolationAnnulled):
            self.annulled.add(fact.violation)

    def must_be_new(self, reference: str) -> None:
        """Raise `ViolationKnown` for a decision that was entered before, annulled or not."""
        if any(fact.reference == reference for fact in self.upheld.values()):
            raise ViolationKnown(reference=reference)

    def must_stand(self, violation: str) -> ViolationUpheld:
        """The violation; raises `ViolationUnknown` and `ViolationAnnulledAlready`."""
        if violation not in self.upheld:
            raise ViolationUnknown(violation=violation)
        if violation in self.annulled:
            raise ViolationAnnulledAlready(violation=violation)
        return self.upheld[violation]

    def weighs_until(self, policy: Policy, months: int) -> date | None:
        """The first local day on which nothing weighs any more that does so for this number of
        months, in service; None when nothing ever did."""
        days = [
            months_later(policy.local_date(fact.at), months)
            for violation, fact in self.upheld.items()
            if fact.kind in IN_SERVICE and violation not in self.annulled
        ]
        return max(days, default=None)
