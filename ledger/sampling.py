"""Sampling: every month a share of the records is drawn by lot, and a second person looks at each.

Source: Order 67 art. 21 (inspection by sampling); domain README 3.3, "sample"; L35.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.counting.months import months_later
from ledger.counting.periods import freezes_on, read_period
from ledger.counting.samples import sample_of
from ledger.facts import Fact, SampleChecked, SampleDrawn
from ledger.facts.sampling import Fault, Finding
from ledger.refusals import (
    NotConfirmed,
    OwnHand,
    PeriodNotOver,
    SampleCheckedAlready,
    SampleUnknown,
)
from ledger.states import Rulebook, State
from ledger.subjects.drawn_sample import DrawnSample, sample_id
from ledger.subjects.presence import Attendance, parties_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Unit


class DrawSample(Command, frozen=True, kw_only=True):
    """Draw from these records of a community's month, as they stood at `book_position`; asked by
    the clock, harmless when asked again.

    `month` is such as `2026-11`; the `seed` comes from the book, see `seed_from`.
    """

    unit: str
    month: str
    seed: str
    book_position: int
    records: tuple[str, ...]

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the unit is there, and whether it was drawn before."""
        return Rulebook(), Unit(self.unit), DrawnSample(sample_id(self.unit, self.month))

    def decide(
        self, now: datetime, rules: Rulebook, unit: Unit, sample: DrawnSample
    ) -> Iterator[Fact]:
        """The lot decides, on the policy's freezing day and once for ever; of nothing, nothing is
        drawn."""
        unit.must_exist()
        period = read_period(self.month)
        policy = rules.on(period.last)
        day = freezes_on(policy, period.last)
        if policy.local_date(now) < day:
            raise PeriodNotOver(freezes_on=day.isoformat())
        if sample.drawn is None and self.records:
            yield SampleDrawn(
                at=now, sample=sample_id(self.unit, self.month), unit=self.unit,
                month=self.month, seed=self.seed, book_position=self.book_position,
                confirmed=len(self.records), policy=policy.name,
                attendances=tuple(sample_of(policy.integrity, self.records, self.seed)),
            )  # fmt: skip


class CheckSample(Command, frozen=True, kw_only=True):
    """I have looked at this record: it is in order, or this is wrong with it.

    `hands` are all who had a hand in the record, as the book names them: whoever entered,
    confirmed, corrected or reviewed it. None of them looks at it again, nor does whoever served,
    nor whoever lives with them. Nothing follows by itself: a correction is a deed of its own.
    """

    sample: str
    attendance: str
    finding: Finding
    fault: Fault | None = None
    hands: tuple[str, ...]
    second: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The sample, the record, and who looks."""
        _, volunteer = parties_of(self.attendance)
        who = asked_of_one((volunteer,), self.second)
        return Rulebook(), DrawnSample(self.sample), Attendance(self.attendance), *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        sample: DrawnSample,
        attendance: Attendance,
        *who: State,
    ) -> Iterator[Fact]:
        """What was found; once for each record."""
        if sample.drawn is None or self.attendance not in sample.drawn.attendances:
            raise SampleUnknown()
        if self.attendance in sample.checked:
            raise SampleCheckedAlready()
        if attendance.confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        involved = {*self.hands, attendance.confirmed.confirmed_by, attendance.confirmed.enterer}
        if involved & {self.second.answers, *self.second.selves}:
            raise OwnHand()
        activity, volunteer = parties_of(self.attendance)
        must_be_free((volunteer,), self.second, rules.current.local_date(now), who)
        yield SampleChecked(
            at=now, sample=self.sample, attendance=self.attendance, activity=activity,
            volunteer=volunteer, finding=self.finding,
            fault=self.fault if self.finding == "not_in_order" else None,
            checked_by=self.second.answers, note=self.note,
        )  # fmt: skip


MADE_UP_MONTHS = 3
"""For so many months a draw that was missed is made up for."""


def months_to_draw(rules: Rulebook, today: date) -> Iterator[str]:
    """The months whose freezing day has come, the oldest that may still be drawn first."""
    this = today.replace(day=1)
    for back in range(MADE_UP_MONTHS, 0, -1):
        period = read_period(f"{months_later(this, -back):%Y-%m}")
        if freezes_on(rules.on(period.last), period.last) <= today:
            yield period.name
