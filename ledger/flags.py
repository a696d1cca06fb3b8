"""Flags: somebody looks at a scan that wanted a second look, and says what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, FlagReason, FlagReviewed
from ledger.refusals import AlreadyReviewed, AttendanceUnknown, NotFlagged, OwnService
from ledger.states import State
from ledger.subjects.presence import Attendance, parties_of


class ReviewFlag(Command, frozen=True, kw_only=True):
    """I have looked into this: it was harmless, or the suspicion is upheld.

    `own_volunteers` are those who whoever looks is, or stands up for.
    """

    attendance: str
    reason: FlagReason
    outcome: Literal["harmless", "upheld"]
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What is flagged at this attendance."""
        return (Attendance(self.attendance),)

    def decide(self, now: datetime, attendance: Attendance) -> Iterator[Fact]:
        """What was found, once for each flag, and by nobody whose own presence it is."""
        activity, volunteer = parties_of(self.attendance)
        if attendance.arrived is None:
            raise AttendanceUnknown()
        if volunteer in self.own_volunteers:
            raise OwnService()
        if self.reason not in attendance.flags:
            raise NotFlagged()
        if attendance.flags[self.reason] is not None:
            raise AlreadyReviewed()
        yield FlagReviewed(
            at=now, attendance=self.attendance, activity=activity, volunteer=volunteer,
            reason=self.reason, outcome=self.outcome,
        )  # fmt: skip
