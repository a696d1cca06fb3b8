"""Batches: more attendances than one person may vouch for alone, confirmed by two people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.crediting import (
    Answering,
    asked_about,
    count,
    credited,
    must_be_named_once,
    must_be_over,
    must_be_recent,
    must_not_overlap,
    served_at,
)
from ledger.facts import ConfirmationProposed, Fact, ProposalApproved, Rated
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.presence import parties_of
from ledger.subjects.second_person import (
    Proposed,
    Second,
    asked_of,
    asked_of_one,
    must_be_free,
    must_be_second,
)


class ProposeConfirmation(Command, frozen=True, kw_only=True):
    """These people were here and served; I rate each of them, and ask a second person to agree.

    For batches beyond what one person vouches for in a day, and where minors were served with
    fewer adults than the rule asks for. `note` points at the reason. Nobody proposes what they
    or their household gain by.
    """

    proposal: str
    activity: str
    rated: tuple[Rated, ...]
    proposer: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, each presence, and who proposes."""
        people = asked_about(self.activity, self.rated)
        who = asked_of_one(self._volunteers(), self.proposer)
        return Rulebook(), Activity(self.activity), *people, *who

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, *states: State
    ) -> Iterator[Fact]:
        """It waits for a second person; each of them came, left, and is not confirmed yet."""
        plan = activity.must_take_place()
        must_be_recent(rules.at(plan.starts_at), plan, now)
        must_be_named_once(self.rated)
        for attendance in states[: 3 * len(self.rated) : 3]:
            must_be_over(attendance)
        today = rules.current.local_date(now)
        must_be_free(self._volunteers(), self.proposer, today, states)
        yield ConfirmationProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, note=self.note, activity=self.activity,
            rated=self.rated, volunteers=self._volunteers(),
        )  # fmt: skip

    def _volunteers(self) -> tuple[str, ...]:
        return tuple(parties_of(each.attendance)[1] for each in self.rated)


class ApproveConfirmation(Command, frozen=True, kw_only=True):
    """I agree that these people were here and served."""

    proposal: str
    second: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was proposed."""
        return Rulebook(), Proposed(self.proposal)

    def asks_further(
        self, now: datetime, rules: Rulebook, proposed: Proposed
    ) -> tuple[State, ...]:
        """The plan, each presence as it stands now, and who agrees."""
        made = proposed.made
        if not isinstance(made, ConfirmationProposed):
            return ()
        people = asked_about(made.activity, made.rated)
        return Activity(made.activity), *people, *asked_of(made, self.second)

    def decide(
        self, now: datetime, rules: Rulebook, proposed: Proposed, *further: State
    ) -> Iterator[Fact]:
        """Minutes for each; the proposer answers for them, and nobody alone."""
        made = proposed.must_wait_as(ConfirmationProposed)
        activity, *states = further
        assert isinstance(activity, Activity)
        must_be_second(made, self.second, rules.current.local_date(now), states)
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        must_be_recent(policy, plan, now)
        facts: list[Fact] = []
        for number, rated in enumerate(made.rated):
            attendance, days, purse = states[3 * number : 3 * number + 3]
            must_be_over(attendance)
            served = served_at(policy, attendance, rated.rating, rated.break_minutes)
            must_not_overlap(policy, plan, served, days)
            worth = count(policy, plan, served, days, purse)
            answering = Answering(made.proposer)
            facts += credited(now, policy, plan, served, worth, purse, answering)
        yield ProposalApproved(at=now, proposal=self.proposal, approver=self.second.answers)
        yield from facts
