"""Write-offs: a debt that was our own mistake is forgiven by two people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.agreeing import Approval
from ledger.command import Command
from ledger.facts import ISSUANCE, DebtForgiven, Fact, WriteOffProposed
from ledger.policy import Policy
from ledger.refusals import NothingToForgive
from ledger.states import Rulebook, State
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer


class ProposeWriteOff(Command, frozen=True, kw_only=True):
    """This volunteer owes beans by our own mistake; let it be forgiven. `note` tells the mistake.

    Nobody proposes what they or their household gain by.
    """

    proposal: str
    volunteer: str
    proposer: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The debt, and who proposes."""
        who = asked_of_one((self.volunteer,), self.proposer)
        return Rulebook(), Volunteer(self.volunteer), Purse(self.volunteer), *who

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, purse: Purse, *who: State
    ) -> Iterator[Fact]:
        """The debt of this moment waits to be forgiven."""
        volunteer.must_exist()
        beans = _forgivable(rules.at(now), purse)
        must_be_free((self.volunteer,), self.proposer, rules.current.local_date(now), who)
        yield WriteOffProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, note=self.note, volunteer=self.volunteer,
            beans=beans,
        )  # fmt: skip


class ApproveWriteOff(Approval, frozen=True, kw_only=True):
    """I agree that it was our mistake."""

    agrees_to = WriteOffProposed

    def about(self, made: WriteOffProposed) -> Iterable[State]:
        """The debt as it stands now."""
        return (Purse(made.volunteer),)

    def happens(
        self, now: datetime, rules: Rulebook, made: WriteOffProposed, purse: Purse, *who: State
    ) -> Iterator[Fact]:
        """What still stands of the debt is forgiven, and no more than was proposed."""
        beans = min(_forgivable(rules.at(now), purse), made.beans)
        yield DebtForgiven(
            at=now, beans=beans, source=ISSUANCE, target=made.volunteer,
            volunteer=made.volunteer, lots={}, debt=beans, balance_after=purse.balance + beans,
            proposal=self.proposal,
        )  # fmt: skip


def _forgivable(policy: Policy, purse: Purse) -> int:
    if not purse.debt or not policy.reversal.platform_error_forgiven:
        raise NothingToForgive()
    return purse.debt
