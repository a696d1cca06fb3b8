"""Absences: how often somebody with a place did not come, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.facts import Fact, NoShowExcused, NoShowMarked
from ledger.policy import Policy
from ledger.refusals import SignUpPaused
from ledger.states import State


class Absences(State):
    """At which activities was this volunteer missed, and which of that was excused?

    `marked` holds the local day of each absence by activity; `excused` the activities where
    there was a good reason.
    """

    __slots__ = ("excused", "marked")
    listens = (NoShowMarked, NoShowExcused)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.marked: dict[str, date] = {}
        self.excused: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """Somebody was missed, or had a good reason."""
        if isinstance(fact, NoShowMarked):
            self.marked[fact.activity] = fact.on
        elif isinstance(fact, NoShowExcused):
            self.excused.add(fact.activity)

    def paused_until(self, policy: Policy, today: date) -> date | None:
        """The first local day on which signing up is open again, None when it is open.

        As many unexcused absences in one calendar year as the policy's limit, or more, pause it
        for its days after the last of them; a limit of none never does.
        """
        limit = policy.integrity.no_show_limit_per_year
        by_year: dict[int, list[date]] = {}
        for activity, on in self.marked.items():
            if activity not in self.excused:
                by_year.setdefault(on.year, []).append(on)
        too_many = [max(days) for days in by_year.values() if limit and len(days) >= limit]
        pause = timedelta(days=policy.integrity.no_show_signup_pause_days + 1)
        open_again = max((last + pause for last in too_many), default=today)
        return open_again if today < open_again else None

    def must_not_pause(self, policy: Policy, today: date) -> None:
        """Raise `SignUpPaused` with the day from which on signing up is open again."""
        until = self.paused_until(policy, today)
        if until is not None:
            raise SignUpPaused(until=until.isoformat())
