"""Rescheduling: an activity is moved or called off before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.working_days import confirm_by
from ledger.facts import ActivityCancelled, ActivityMoved, ActivityPublished, Fact
from ledger.refusals import (
    ActivityEndsBeforeStart,
    AlreadyBegun,
    CategoryUnknown,
    InsuranceMissing,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity, Crowd


class MoveActivity(Command, frozen=True, kw_only=True):
    """Come there instead, or at another time; what is not told stays as it is."""

    activity: str
    place: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and whether somebody is there already."""
        return Rulebook(), Activity(self.activity), Crowd(self.activity)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, crowd: Crowd
    ) -> Iterator[Fact]:
        """It will be there and then, and the day to confirm it by follows from its new end: the
        ten working days run from the activity, wherever it moves (Order 67 art. 11)."""
        plan = _not_begun(now, activity, crowd)
        starts_at = self.starts_at or plan.starts_at
        ends_at = self.ends_at or plan.ends_at
        if ends_at <= starts_at:
            raise ActivityEndsBeforeStart()
        if starts_at <= now:
            raise TooLate()
        policy = rules.at(starts_at)
        if plan.category not in policy.categories:
            raise CategoryUnknown(category=plan.category)
        if plan.hazardous and policy.people.hazard_needs_insurance and not plan.insurance:
            raise InsuranceMissing()
        same_end = plan.confirm_by if ends_at == plan.ends_at else None
        yield ActivityMoved(
            at=now, activity=self.activity, place=self.place or plan.place, starts_at=starts_at,
            ends_at=ends_at, confirm_by=confirm_by(policy, ends_at, same_end).day,
        )  # fmt: skip


class CancelActivity(Command, frozen=True, kw_only=True):
    """It will not take place; `note` points at the reason."""

    activity: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and whether somebody is there already."""
        return Activity(self.activity), Crowd(self.activity)

    def decide(self, now: datetime, activity: Activity, crowd: Crowd) -> Iterator[Fact]:
        """It is called off; whoever has signed up is told."""
        _not_begun(now, activity, crowd)
        yield ActivityCancelled(at=now, activity=self.activity, note=self.note)


def _not_begun(now: datetime, activity: Activity, crowd: Crowd) -> ActivityPublished:
    """What is planned, as long as nobody has come for it."""
    plan = activity.must_take_place()
    if crowd.arrived or now >= plan.starts_at:
        raise AlreadyBegun()
    return plan
