"""Vouching: how much one person answered for alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ledger.facts import Fact, ServiceConfirmed
from ledger.policy import Policy
from ledger.refusals import SecondPersonNeeded
from ledger.states import State

KEPT_ENTRIES = 2_000
"""How many entries of one person are remembered: more than any day's limit lets through."""


class Vouched(State):
    """How many people and minutes did this person, or key, answer for without any scan?"""

    __slots__ = ("entries",)
    listens = (ServiceConfirmed,)

    def __init__(self, enterer: str) -> None:
        super().__init__(enterer)
        self.entries: list[tuple[datetime, int]] = []

    def evolve(self, fact: Fact) -> None:
        """One more on this person's word alone."""
        if isinstance(fact, ServiceConfirmed):
            self.entries.append((fact.at, fact.minutes + fact.pending_minutes))
            del self.entries[:-KEPT_ENTRIES]

    def must_have_room(self, policy: Policy, today: date, minutes: Iterable[int]) -> None:
        """Raise `SecondPersonNeeded` where these would be more than one person may vouch for in
        a local day, whichever way they are cut into batches."""
        before = [each for at, each in self.entries if policy.local_date(at) == today]
        after, rule = [*before, *minutes], policy.evidence
        if len(after) > rule.batch_people_per_day or sum(after) > rule.batch_minutes_per_day:
            raise SecondPersonNeeded(
                people=len(after), most_people=rule.batch_people_per_day, minutes=sum(after),
                most_minutes=rule.batch_minutes_per_day,
            )  # fmt: skip
