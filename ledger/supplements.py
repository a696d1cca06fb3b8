"""Supplements (补录): service that nobody recorded at the time, written down by two people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ledger.agreeing import Approval
from ledger.command import Command
from ledger.counting.minors import must_be_for_minors
from ledger.counting.service_time import SessionCount, session_day
from ledger.crediting import (
    Answering,
    Served,
    count,
    credited,
    must_be_recent,
    must_not_overlap,
)
from ledger.facts import (
    ActivityPublished,
    CheckedIn,
    CheckedOut,
    Fact,
    Presence,
    SupplementProposed,
)
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyCheckedIn,
    InTheFuture,
    LeftBeforeArriving,
    ProofMissing,
    TooEarly,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.agreement import Agreement
from ledger.subjects.late_minutes import LateMinutes
from ledger.subjects.presence import Attendance, ServiceDays, attendance_of
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer


class ProposeSupplement(Command, frozen=True, kw_only=True):
    """These people were there, and nobody recorded it at the time; `note` points at the proof.

    Nobody proposes what they or their household gain by. `grown_up` are those who were minors
    when they registered and are none any more.
    """

    proposal: str
    activity: str
    presences: tuple[Presence, ...]
    proposer: Second
    note: str | None = None
    grown_up: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, for each person all that a record depends on, and who proposes."""
        people = _about(self.activity, self.presences)
        named = (each.volunteer for each in self.presences)
        return Rulebook(), Activity(self.activity), *people, *asked_of_one(named, self.proposer)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, *states: State
    ) -> Iterator[Fact]:
        """It waits for a second person; what could not be recorded today is not proposed."""
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        if now < plan.ends_at:
            raise InTheFuture()
        rule, ended_on = policy.time.supplement, policy.local_date(plan.ends_at)
        if policy.local_date(now) - ended_on > timedelta(rule.within_days):
            raise TooLate(days=rule.within_days)
        if rule.evidence_required and self.note is None:
            raise ProofMissing()
        made = SupplementProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, note=self.note, activity=self.activity,
            presences=self.presences,
        )  # fmt: skip
        today = rules.current.local_date(now)
        must_be_free(made.beneficiaries, self.proposer, today, states)
        for person in _people(self.presences, states):
            _counted(now, policy, plan, person, self.grown_up)
        yield made


class ApproveSupplement(Approval, frozen=True, kw_only=True):
    """I have seen the proof, and agree that they were there."""

    agrees_to = SupplementProposed

    grown_up: tuple[str, ...] = ()

    def about(self, made: SupplementProposed) -> Iterable[State]:
        """The plan, and the people as they stand now."""
        return Activity(made.activity), *_about(made.activity, made.presences)

    def happens(
        self,
        now: datetime,
        rules: Rulebook,
        made: SupplementProposed,
        activity: Activity,
        *states: State,
    ) -> Iterator[Fact]:
        """They came, left and served: a record of grade C for each."""
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        must_be_recent(policy, plan, now)
        for person in _people(made.presences, states):
            served, worth = _counted(now, policy, plan, person, self.grown_up)
            yield from _came_and_left(plan, served)
            answering = Answering(made.proposer)
            yield from credited(now, policy, plan, served, worth, person.purse, answering)


class _Person(NamedTuple):
    presence: Presence
    attendance: Attendance
    volunteer: Volunteer
    agreement: Agreement
    days: ServiceDays
    purse: Purse
    late: LateMinutes


_ASKED_OF_EACH = len(_Person._fields) - 1


def _about(activity: str, presences: Iterable[Presence]) -> Iterator[State]:
    for each in presences:
        yield Attendance(attendance_of(activity, each.volunteer))
        for question in (Volunteer, Agreement, ServiceDays, Purse, LateMinutes):
            yield question(each.volunteer)


def _people(presences: Iterable[Presence], states: Iterable[State]) -> Iterator[_Person]:
    """Each of them once; raises `AlreadyCheckedIn` for somebody who is named twice."""
    known, named = list(states), set()
    for number, presence in enumerate(presences):
        begin = number * _ASKED_OF_EACH
        person = _Person(presence, *known[begin : begin + _ASKED_OF_EACH])
        if presence.volunteer in named:
            raise AlreadyCheckedIn(attendance=person.attendance.tags[0])
        named.add(presence.volunteer)
        yield person


def _counted(
    now: datetime,
    policy: Policy,
    plan: ActivityPublished,
    person: _Person,
    grown_up: tuple[str, ...],
) -> tuple[Served, SessionCount]:
    """What the presence is worth; raises a refusal where it cannot be recorded."""
    presence, name = person.presence, person.attendance.tags[0]
    minor = person.volunteer.must_exist().minor and presence.volunteer not in grown_up
    person.agreement.must_allow_service_of(minor)
    if minor:
        must_be_for_minors(policy, plan)
    if person.attendance.arrived is not None:
        raise AlreadyCheckedIn(attendance=name)
    opens_before = policy.time.checkin_opens_before_minutes
    if presence.came_at < plan.starts_at - timedelta(minutes=opens_before):
        raise TooEarly(opens_before_minutes=opens_before)
    if presence.came_at >= plan.ends_at:
        raise TooLate()
    if presence.left_at < presence.came_at:
        raise LeftBeforeArriving()
    if presence.left_at > now:
        raise InTheFuture()
    served = Served(
        attendance=name, volunteer=presence.volunteer, came_at=presence.came_at,
        left_at=presence.left_at, rating=presence.rating,
        break_minutes=presence.break_minutes, grade="C", as_minor=minor,
    )  # fmt: skip
    must_not_overlap(policy, plan, served, person.days)
    worth = count(policy, plan, served, person.days, person.purse)
    minutes = worth.minutes + worth.pending_minutes + worth.training_minutes
    day = session_day(policy, plan.starts_at, served.came_at)
    person.late.must_have_room(policy, day, minutes)
    return served, worth


def _came_and_left(plan: ActivityPublished, served: Served) -> Iterator[Fact]:
    who = {
        "attendance": served.attendance, "activity": plan.activity,
        "volunteer": served.volunteer, "means": "supplement",
    }  # fmt: skip
    minutes = (served.left_at - served.came_at) // timedelta(minutes=1)
    yield CheckedIn(at=served.came_at, as_minor=served.as_minor, **who)
    yield CheckedOut(at=served.left_at, minutes_present=minutes, **who)
