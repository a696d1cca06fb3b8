"""Stars: a body grants a star for the hours of a lifetime and good conduct; two people enter it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.agreeing import Approval
from ledger.command import Command
from ledger.counting.stars import conditions_of
from ledger.facts import Fact, StarGranted, StarProposed
from ledger.policy import Policy
from ledger.policy.earning import StarTier
from ledger.refusals import ConditionUnmet, ReferenceMissing, StarUnknown
from ledger.states import Rulebook, State
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer
from ledger.subjects.stars import ServedForLife, StarsHeld, conduct_of
from ledger.subjects.violations import Violations


class ProposeStar(Command, frozen=True, kw_only=True):
    """The body decided, under this `reference`, that the volunteer has this star.

    Nobody proposes it for themselves or their household. Beans have no part in it.
    """

    proposal: str
    volunteer: str
    star: int
    reference: str = ""
    proposer: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was served and how, what is held, and who proposes."""
        who = asked_of_one((self.volunteer,), self.proposer)
        return Rulebook(), Volunteer(self.volunteer), *_about(self.volunteer), *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        served: ServedForLife,
        violations: Violations,
        held: StarsHeld,
        *who: State,
    ) -> Iterator[Fact]:
        """It waits for a second person; what cannot be granted today is not proposed."""
        volunteer.must_exist()
        must_be_free((self.volunteer,), self.proposer, rules.current.local_date(now), who)
        policy = rules.at(now)
        tier = _must_deserve(now, policy, self.star, served, violations, held)
        wanted = policy.award_flow.approval_reference_required_at
        if tier.granting_level in wanted and not self.reference:
            raise ReferenceMissing()
        yield StarProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, volunteer=self.volunteer, star=self.star,
            reference=self.reference,
        )  # fmt: skip


class ApproveStar(Approval, frozen=True, kw_only=True):
    """I have seen the decision, and agree."""

    agrees_to = StarProposed

    def about(self, made: StarProposed) -> Iterable[State]:
        """What was served and how by now."""
        return _about(made.volunteer)

    def happens(
        self,
        now: datetime,
        rules: Rulebook,
        made: StarProposed,
        served: ServedForLife,
        violations: Violations,
        held: StarsHeld,
        *who: State,
    ) -> Iterator[Fact]:
        """The volunteer has the star, if the conditions are still met."""
        policy = rules.at(now)
        tier = _must_deserve(now, policy, made.star, served, violations, held)
        yield StarGranted(
            at=now, volunteer=made.volunteer, star=made.star, level=tier.granting_level,
            reference=made.reference, proposal=self.proposal, approved_by=self.second.answers,
            minutes=served.minutes, policy=policy.name,
        )  # fmt: skip


def _about(volunteer: str) -> tuple[State, ...]:
    return ServedForLife(volunteer), Violations(volunteer), StarsHeld(volunteer)


def _must_deserve(
    now: datetime,
    policy: Policy,
    star: int,
    served: ServedForLife,
    violations: Violations,
    held: StarsHeld,
) -> StarTier:
    """The star's tier; raises `StarUnknown`, `StarHeld`, and `ConditionUnmet` for the first."""
    tier = next((each for each in policy.stars.tier if each.star == star), None)
    if tier is None:
        raise StarUnknown()
    held.must_be_below(star)
    conduct = conduct_of(policy, served, violations, policy.local_date(now))
    for each in conditions_of(policy, star, served.minutes, conduct):
        if not each.ok:
            raise ConditionUnmet(condition=each.condition, need=each.need, have=each.have)
    return tier
