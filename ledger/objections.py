"""Objections: a volunteer says that a line of the record is wrong, and is answered in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from ledger.command import Command
from ledger.counting.working_days import working_day_after
from ledger.facts import Fact, ObjectionAnswered, ObjectionRaised
from ledger.policy import Policy
from ledger.refusals import AlreadyObjected, NothingToObject, TooLate
from ledger.states import Rulebook, State
from ledger.subjects.objection import Objection, ObjectionsOf
from ledger.subjects.presence import Attendance
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.till import Redemption


class RaiseObjection(Command, frozen=True, kw_only=True):
    """This line is wrong. `reference` is the attendance or the redemption it is about, `note`
    points at my words."""

    objection: str
    volunteer: str
    reference: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the line is about, and what waits for an answer already."""
        about: State = Attendance(self.reference)
        if self.reference.startswith("redemption-"):
            about = Redemption(self.reference)
        return Rulebook(), about, ObjectionsOf(self.volunteer)

    def decide(
        self, now: datetime, rules: Rulebook, about: State, before: ObjectionsOf
    ) -> Iterator[Fact]:
        """It is answered within some working days; a line is disputed for some months only."""
        policy = rules.at(now)
        day = self._day_of(policy, about)
        days = policy.time.correction_request_days
        if policy.local_date(now) - day > timedelta(days):
            raise TooLate(days=days)
        if self.reference in before.waiting:
            raise AlreadyObjected()
        term = policy.evidence.objection_answer_working_days
        yield ObjectionRaised(
            at=now, objection=self.objection, volunteer=self.volunteer, reference=self.reference,
            due_on=working_day_after(policy.local_date(now), term).day, note=self.note,
        )  # fmt: skip

    def _day_of(self, policy: Policy, about: State) -> date:
        """The local day of the line; raises `NothingToObject` for somebody else's or none."""
        if isinstance(about, Attendance) and about.arrived is not None:
            if about.arrived.volunteer == self.volunteer:
                record = about.confirmed
                return record.service_day if record else policy.local_date(about.arrived.at)
        if isinstance(about, Redemption) and about.issued is not None and about.used:
            if about.issued.volunteer == self.volunteer:
                return policy.local_date(about.issued.at)
        raise NothingToObject()


class AnswerObjection(Command, frozen=True, kw_only=True):
    """I have looked into it: you are right, or the line stands. `note` points at my words.

    Nobody answers an objection of their own, or of somebody they live with.
    """

    objection: str
    volunteer: str
    outcome: Literal["upheld", "declined"]
    answerer: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was objected, and who answers."""
        who = asked_of_one((self.volunteer,), self.answerer)
        return Rulebook(), Objection(self.objection), *who

    def decide(
        self, now: datetime, rules: Rulebook, objection: Objection, *who: State
    ) -> Iterator[Fact]:
        """The answer stands beside the line."""
        raised = objection.must_wait()
        if raised.volunteer != self.volunteer:
            raise NothingToObject()
        must_be_free((self.volunteer,), self.answerer, rules.current.local_date(now), who)
        yield ObjectionAnswered(
            at=now, objection=self.objection, volunteer=raised.volunteer,
            reference=raised.reference, outcome=self.outcome, note=self.note,
        )  # fmt: skip
