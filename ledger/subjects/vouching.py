"""Vouching: how much one person answered for alone, under whichever of their ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ledger.facts import Fact, ServiceConfirmed, ServiceCorrected
from ledger.policy import Policy
from ledger.refusals import SecondPersonNeeded
from ledger.states import State

KEPT_ENTRIES = 2_000
"""How many entries of one person are remembered: more than any day's limit lets through."""


class Vouched(State):
    """How many people and minutes did this person, or key, answer for without any scan?"""

    __slots__ = ("entries",)
    listens = (ServiceConfirmed, ServiceCorrected)

    def __init__(self, enterer: str) -> None:
        super().__init__(enterer)
        self.entries: list[tuple[datetime, int]] = []

    def evolve(self, fact: Fact) -> None:
        """One more on this person's word alone; of a correction, what it added."""
        match fact:
            case ServiceConfirmed():
                told = fact.minutes + fact.pending_minutes
            case ServiceCorrected():
                before = fact.minutes_before + fact.pending_before
                told = fact.minutes + fact.pending_minutes - before
            case _:
                return
        self.entries.append((fact.at, told))
        del self.entries[:-KEPT_ENTRIES]

    def minutes_on(self, policy: Policy, today: date) -> list[int]:
        """The minutes of each entry of a local day."""
        return [minutes for at, minutes in self.entries if policy.local_date(at) == today]


def must_have_room(
    policy: Policy, today: date, before: Iterable[Vouched], minutes: Iterable[int]
) -> None:
    """Raise `SecondPersonNeeded` where these minutes, one number an entry, would be more than
    one person may vouch for in a local day, whichever way they are cut into batches; `before`
    is what was vouched for under each of the ids that may be the same human being."""
    after, rule = list(minutes), policy.evidence
    if not after:
        return
    after += [each for vouched in before for each in vouched.minutes_on(policy, today)]
    if len(after) > rule.batch_people_per_day or sum(after) > rule.batch_minutes_per_day:
        raise SecondPersonNeeded(
            people=len(after), most_people=rule.batch_people_per_day, minutes=sum(after),
            most_minutes=rule.batch_minutes_per_day,
        )  # fmt: skip
