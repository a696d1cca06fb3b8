"""Violations: a body's decision that a volunteer broke the rules is entered, or annulled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, ViolationAnnulled, ViolationKind, ViolationUpheld
from ledger.refusals import SamePerson
from ledger.states import Rulebook, State
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer
from ledger.subjects.violations import Violations


class UpholdViolation(Command, frozen=True, kw_only=True):
    """It was decided, under this `reference`, that the volunteer broke the rules.

    Nobody enters what concerns them or their household. No minute and no bean changes by it: what
    was not served is taken back by a revocation.
    """

    violation: str
    volunteer: str
    kind: ViolationKind
    reference: str
    staff: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What is known of the volunteer, and who enters it."""
        who = asked_of_one((self.volunteer,), self.staff)
        return Rulebook(), Volunteer(self.volunteer), Violations(self.volunteer), *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        violations: Violations,
        *who: State,
    ) -> Iterator[Fact]:
        """It weighs from now on; each decision is entered once."""
        volunteer.must_exist()
        must_be_free((self.volunteer,), self.staff, rules.current.local_date(now), who)
        violations.must_be_new(self.reference)
        yield ViolationUpheld(
            at=now, violation=self.violation, volunteer=self.volunteer, kind=self.kind,
            reference=self.reference, decided_by=self.staff.answers,
        )  # fmt: skip


class AnnulViolation(Command, frozen=True, kw_only=True):
    """Another decision, of this `reference`, says that it was wrong.

    Whoever entered the violation does not take it off again: it needs a second person.
    """

    violation: str
    volunteer: str
    reference: str
    staff: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether it stands, and who annuls it."""
        who = asked_of_one((self.volunteer,), self.staff)
        return Rulebook(), Violations(self.volunteer), *who

    def decide(
        self, now: datetime, rules: Rulebook, violations: Violations, *who: State
    ) -> Iterator[Fact]:
        """It weighs no more."""
        upheld = violations.must_stand(self.violation)
        if upheld.decided_by in (self.staff.answers, *self.staff.selves):
            raise SamePerson()
        must_be_free((self.volunteer,), self.staff, rules.current.local_date(now), who)
        yield ViolationAnnulled(
            at=now, violation=self.violation, volunteer=self.volunteer,
            reference=self.reference, decided_by=self.staff.answers,
        )  # fmt: skip
