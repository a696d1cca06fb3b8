"""Batches: more attendances than one person may vouch for alone, confirmed by two people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.agreeing import Approval
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
from ledger.facts import ConfirmationProposed, Fact, Rated
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.presence import parties_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free


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


class ApproveConfirmation(Approval, frozen=True, kw_only=True):
    """I agree that these people were here and served."""

    agrees_to = ConfirmationProposed

    def about(self, made: ConfirmationProposed) -> Iterable[State]:
        """The plan, and each presence as it stands now."""
        return Activity(made.activity), *asked_about(made.activity, made.rated)

    def happens(
        self,
        now: datetime,
        rules: Rulebook,
        made: ConfirmationProposed,
        activity: Activity,
        *states: State,
    ) -> Iterator[Fact]:
        """Minutes for each; the proposer answers for them, and nobody alone."""
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        must_be_recent(policy, plan, now)
        for number, rated in enumerate(made.rated):
            attendance, days, purse = states[3 * number : 3 * number + 3]
            must_be_over(attendance)
            served = served_at(policy, attendance, rated.rating, rated.break_minutes)
            must_not_overlap(policy, plan, served, days)
            worth = count(policy, plan, served, days, purse)
            answering = Answering(made.proposer)
            yield from credited(now, policy, plan, served, worth, purse, answering)
