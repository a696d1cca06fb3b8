"""Signing up: who will come, who waits in line, and who moves up when a place comes free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.minors import must_be_for_minors
from ledger.facts import (
    ActivityPublished,
    AffiliationKind,
    Fact,
    PlaceGiven,
    SignedUp,
    SignUpWithdrawn,
)
from ledger.refusals import AlreadySignedUp, NotSignedUp, PlansOverlap, TooLate
from ledger.states import Rulebook, State
from ledger.subjects.absences import Absences
from ledger.subjects.activity import Activity, SignUps
from ledger.subjects.affiliations import Affiliations
from ledger.subjects.agreement import Agreement
from ledger.subjects.coming import ComingTo
from ledger.subjects.skills import Skills
from ledger.subjects.standing import Volunteer


class SignUp(Command, frozen=True, kw_only=True):
    """I will come; where all places are taken, I wait in line.

    `grown_up` says that somebody who was registered as a minor has come of age since: the book
    knows no birth date. `affiliation` says as one of what I come, where I belong to several (C11).
    Nobody promises to be in two places at once (domain README 4, invariant 4): one of them would
    keep a place from somebody else, and be missed. What is moved afterwards is told to them.
    """

    activity: str
    volunteer: str
    grown_up: bool = False
    affiliation: AffiliationKind | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan and who has signed up; the person, their agreement, their absences, and where
        else they want to be."""
        whose = self.volunteer
        who = Volunteer(whose), Agreement(whose), Absences(whose), ComingTo(whose)
        return Rulebook(), Activity(self.activity), SignUps(self.activity), *who

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, *others: State
    ) -> tuple[State, ...]:
        """What the person can do, where the activity wants something in particular, and what they
        belong to, where they say as what they come."""
        plan = activity.published
        wants = plan is not None and (plan.skills or plan.trainings)
        skills = (Skills(self.volunteer),) if wants else ()
        return *skills, *((Affiliations(self.volunteer),) if self.affiliation else ())

    def asks_last(self, now: datetime, *states: State) -> tuple[State, ...]:
        """When that is."""
        return tuple(
            Activity(other)
            for each in states
            if isinstance(each, ComingTo)
            for other in each.activities
            if other != self.activity
        )

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        sign_ups: SignUps,
        volunteer: Volunteer,
        agreement: Agreement,
        absences: Absences,
        *further: State,
    ) -> Iterator[Fact]:
        """A place, or one in line behind those who came first (C20)."""
        plan = _still_ahead(now, activity)
        minor = volunteer.must_exist().minor and not self.grown_up
        if self.volunteer in sign_ups.places or self.volunteer in sign_ups.waiting:
            raise AlreadySignedUp()
        agreement.must_allow_service_of(minor)
        policy = rules.at(plan.starts_at)
        if minor:
            must_be_for_minors(policy, plan)
        day = policy.local_date(plan.starts_at)
        for each in further:
            if isinstance(each, Skills):
                each.must_cover(plan, day)
            elif isinstance(each, Affiliations):
                each.must_hold(self.affiliation or "", day)
        absences.must_not_pause(rules.at(now), policy.local_date(now))
        if not policy.integrity.overlap_allowed:
            _must_be_free_then(plan, further)
        full = plan.capacity is not None and len(sign_ups.places) >= plan.capacity
        yield SignedUp(
            at=now, activity=self.activity, volunteer=self.volunteer,
            standing="waiting" if full else "place", affiliation=self.affiliation,
        )  # fmt: skip


class WithdrawSignUp(Command, frozen=True, kw_only=True):
    """I will not come after all."""

    activity: str
    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and who has signed up."""
        return Activity(self.activity), SignUps(self.activity)

    def decide(self, now: datetime, activity: Activity, sign_ups: SignUps) -> Iterator[Fact]:
        """The person does not come, and the first in line has the place that came free."""
        _still_ahead(now, activity)
        has_place = self.volunteer in sign_ups.places
        if not has_place and self.volunteer not in sign_ups.waiting:
            raise NotSignedUp()
        yield SignUpWithdrawn(at=now, activity=self.activity, volunteer=self.volunteer)
        if has_place and sign_ups.waiting:
            first = next(iter(sign_ups.waiting))
            yield PlaceGiven(at=now, activity=self.activity, volunteer=first)


def _must_be_free_then(plan: ActivityPublished, states: Iterable[State]) -> None:
    """Raise `PlansOverlap` where another activity that takes place shares time with the plan."""
    for each in states:
        if not isinstance(each, Activity) or each.cancelled or each.revoked:
            continue
        other = each.must_exist()
        if other.starts_at < plan.ends_at and plan.starts_at < other.ends_at:
            raise PlansOverlap(activity=other.activity)


def _still_ahead(now: datetime, activity: Activity) -> ActivityPublished:
    """What is planned, as long as it has not begun."""
    plan = activity.must_take_place()
    if now >= plan.starts_at:
        raise TooLate()
    return plan
