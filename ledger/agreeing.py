"""Agreeing: a second person says yes to what was proposed, and with the yes it happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from ledger.command import Command
from ledger.facts import Fact, Proposal, ProposalApproved
from ledger.states import Rulebook, State
from ledger.subjects.second_person import Proposed, Second, asked_of, must_be_second


class Approval(Command, frozen=True, kw_only=True):
    """I have looked at what was proposed, and agree.

    `agrees_to` is the kind of proposal this is the yes to; whatever else was proposed under the
    id is unknown to it. Source of the second person: domain README 4, invariant 9.
    """

    agrees_to: ClassVar[type[Proposal]]

    proposal: str
    second: Second

    def about(self, made: Any) -> Iterable[State]:
        """What the proposal was made about, to be looked at as it stands now."""
        raise NotImplementedError(type(self).__name__)

    def happens(
        self, now: datetime, rules: Rulebook, made: Any, *states: Any
    ) -> Iterable[Fact]:
        """What comes of the yes, judged by the states of `about`; or a `Refusal`."""
        raise NotImplementedError(type(self).__name__)

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was proposed."""
        return Rulebook(), Proposed(self.proposal)

    def asks_further(
        self, now: datetime, rules: Rulebook, proposed: Proposed
    ) -> tuple[State, ...]:
        """What it is about, and who agrees."""
        made = proposed.made
        if not isinstance(made, self.agrees_to):
            return ()
        return *self.about(made), *asked_of(made, self.second)

    def decide(
        self, now: datetime, rules: Rulebook, proposed: Proposed, *further: State
    ) -> Iterator[Fact]:
        """The yes, and all that comes of it; neither without the other."""
        made = proposed.must_wait_as(self.agrees_to)
        must_be_second(made, self.second, rules.current.local_date(now), further)
        facts = tuple(self.happens(now, rules, made, *further))
        yield ProposalApproved(at=now, proposal=self.proposal, approver=self.second.answers)
        yield from facts
