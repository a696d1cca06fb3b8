"""Objections: a volunteer says that a line of the statement is wrong, and gets an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from ledger.command import Command
from ledger.counting.working_days import working_day_after
from ledger.facts import Fact, ObjectionAnswered, ObjectionRaised
from ledger.policy import Policy
from ledger.refusals import AttendanceUnknown, NothingToObject, TooLate
from ledger.states import Rulebook, State
from ledger.subjects.imported import ImportedRecord
from ledger.subjects.objection import Disputed, Objection
from ledger.subjects.presence import Attendance, parties_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.till import Redemption

Line = Attendance | Redemption | ImportedRecord
_LINES: dict[str, Callable[[str], Line]] = {"redemption": Redemption, "imported": ImportedRecord}


class RaiseObjection(Command, frozen=True, kw_only=True):
    """This line about me is wrong (有误); please look into it.

    `reference` is the attendance, the redemption or the record of another book that the line
    tells, `note` points at the words. There is as much time after a record of another book was
    brought in, or last changed, as after a service here: nobody could have read it sooner.
    """

    objection: str
    volunteer: str
    reference: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The line, and what is disputed already."""
        kind = self.reference.partition("-")[0]
        line = _LINES.get(kind, Attendance)(self.reference)
        return Rulebook(), Disputed(self.volunteer), line

    def decide(
        self, now: datetime, rules: Rulebook, disputed: Disputed, line: Line
    ) -> Iterator[Fact]:
        """A case is open, with a day until which it is answered."""
        policy = rules.current
        day = self._day_of(policy, line)
        disputed.must_not_wait(self.reference)
        today, term = policy.local_date(now), policy.time.correction_request_days
        if today - day > timedelta(term):
            raise TooLate(days=term)
        due = working_day_after(today, policy.evidence.objection_answer_working_days)
        yield ObjectionRaised(
            at=now, objection=self.objection, volunteer=self.volunteer, reference=self.reference,
            due_on=due.day, note=self.note,
        )  # fmt: skip

    def _day_of(self, policy: Policy, line: Line) -> date:
        """The day from which the term runs; raises `NothingToObject` where it is not theirs."""
        match line:
            case Redemption():
                taken = line.held or line.redeemed
                if taken is not None and taken.volunteer == self.volunteer:
                    return taken.spent_on
            case ImportedRecord():
                told = line.changed or line.fact
                if told is not None and told.volunteer == self.volunteer:
                    return policy.local_date(told.at)
            case Attendance():
                if line.confirmed is not None and _whose(self.reference) == self.volunteer:
                    return line.confirmed.service_day
        raise NothingToObject()


class AnswerObjection(Command, frozen=True, kw_only=True):
    """I have looked into it: the volunteer is right, or the line stands.

    `answered_by` is whoever answers: nobody who gains by it. Putting the record right is a
    correction, a step of its own. `note` points at the answer.
    """

    objection: str
    outcome: Literal["upheld", "declined"]
    answered_by: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The objection."""
        return Rulebook(), Objection(self.objection)

    def asks_further(
        self, now: datetime, rules: Rulebook, objection: Objection
    ) -> tuple[State, ...]:
        """Whether the one who answers is free to: by their role, and by whom they live with."""
        if objection.raised is None:
            return ()
        return asked_of_one((objection.raised.volunteer,), self.answered_by)

    def decide(
        self, now: datetime, rules: Rulebook, objection: Objection, *who: State
    ) -> Iterator[Fact]:
        """The answer stands beside the line."""
        raised = objection.must_be_open()
        today = rules.current.local_date(now)
        must_be_free((raised.volunteer,), self.answered_by, today, who)
        yield ObjectionAnswered(
            at=now, objection=self.objection, volunteer=raised.volunteer,
            reference=raised.reference, outcome=self.outcome, note=self.note,
        )  # fmt: skip


def _whose(attendance: str) -> str | None:
    try:
        return parties_of(attendance)[1]
    except AttendanceUnknown:
        return None
