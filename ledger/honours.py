"""Honours: who stands on the list of the eligible is nominated, and a second person decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from ledger.command import Command
from ledger.counting.conditions import Reason
from ledger.counting.honours import HonourCode
from ledger.facts import Fact, HonourGranted, HonourProposed, ProposalApproved
from ledger.refusals import HonourUnmet
from ledger.states import Rulebook, State
from ledger.subjects.honours import HonoursHeld
from ledger.subjects.second_person import (
    Proposed,
    Second,
    asked_of,
    asked_of_one,
    must_be_free,
    must_be_second,
)
from ledger.subjects.standing import Unit


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What the list of the eligible says of a subject: its volunteers and every condition, as the
    book stood at `book_position` under `policy`; `digest` proves the list."""

    members: tuple[str, ...]
    reasons: tuple[Reason, ...]
    book_position: int
    policy: str
    digest: str

    def must_be_met(self) -> None:
        """Raise `HonourUnmet` for the first condition that the book knows and that is not met;
        for the others those answer who nominate and decide."""
        for each in self.reasons:
            if not each.ok and each.confirmed_by is None:
                raise HonourUnmet(condition=each.condition, need=each.need, have=each.have)


class ProposeHonour(Command, frozen=True, kw_only=True):
    """I nominate this person, household or building, and what only people can say is so.

    Nobody nominates themselves, their household, or the building in which they serve as one of
    its volunteers.
    """

    proposal: str
    honour: HonourCode
    subject: str
    unit: str
    period: str
    reference: str = ""
    listed: Listed
    proposer: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the unit is there, which honours are held, and who nominates."""
        who = asked_of_one(self.listed.members, self.proposer)
        return Rulebook(), Unit(self.unit), HonoursHeld(self.subject), *who

    def decide(
        self, now: datetime, rules: Rulebook, unit: Unit, held: HonoursHeld, *who: State
    ) -> Iterator[Fact]:
        """It waits for a second person; what cannot be granted today is not nominated."""
        unit.must_exist()
        must_be_free(self.listed.members, self.proposer, rules.current.local_date(now), who)
        held.must_be_without(self.honour, self.period)
        self.listed.must_be_met()
        yield HonourProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, honour=self.honour, subject=self.subject,
            unit=self.unit, period=self.period, reference=self.reference,
            members=self.listed.members,
        )  # fmt: skip


class ApproveHonour(Command, frozen=True, kw_only=True):
    """I have seen the decision, and agree; `listed` is what the list says by now, None where the
    subject is on it no more."""

    proposal: str
    listed: Listed | None
    second: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was proposed."""
        return Rulebook(), Proposed(self.proposal)

    def asks_further(
        self, now: datetime, rules: Rulebook, proposed: Proposed
    ) -> tuple[State, ...]:
        """Which honours are held by now, and who agrees."""
        made = proposed.made
        if not isinstance(made, HonourProposed):
            return ()
        return HonoursHeld(made.subject), *asked_of(made, self.second)

    def decide(
        self, now: datetime, rules: Rulebook, proposed: Proposed, *further: State
    ) -> Iterator[Fact]:
        """The subject has the honour, if the conditions are still met."""
        made = proposed.must_wait_as(HonourProposed)
        held, *who = further
        assert isinstance(held, HonoursHeld)
        must_be_second(made, self.second, rules.current.local_date(now), who)
        held.must_be_without(made.honour, made.period)
        if self.listed is None:
            raise HonourUnmet(condition="listed", need=1, have=0)
        self.listed.must_be_met()
        yield ProposalApproved(at=now, proposal=self.proposal, approver=self.second.answers)
        yield HonourGranted(
            at=now, honour=made.honour, subject=made.subject, unit=made.unit, period=made.period,
            reference=made.reference, proposal=self.proposal, approved_by=self.second.answers,
            book_position=self.listed.book_position, policy=self.listed.policy,
            digest=self.listed.digest,
        )  # fmt: skip
