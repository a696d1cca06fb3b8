"""Proposals: what waits for a second person is declined, or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, ProposalDeclined
from ledger.states import Rulebook, State
from ledger.subjects.appointment import Appointment
from ledger.subjects.second_person import Proposed, Second


class DeclineProposal(Command, frozen=True, kw_only=True):
    """This shall not be done, says a second person, or whoever proposed it.

    Nobody gains by a no, so anybody may say it who could be asked for a yes. `note` points at
    the reason.
    """

    proposal: str
    decliner: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was proposed, and whether the decliner is still in office."""
        named = self.decliner.appointment
        office = (Appointment(named),) if named else ()
        return Rulebook(), Proposed(self.proposal), *office

    def decide(
        self, now: datetime, rules: Rulebook, proposed: Proposed, *office: Appointment
    ) -> Iterator[Fact]:
        """It is settled, and nothing came of it."""
        proposed.must_wait()
        for each in office:
            each.must_stand(rules.current.local_date(now))
        yield ProposalDeclined(
            at=now, proposal=self.proposal, decliner=self.decliner.answers, note=self.note
        )
