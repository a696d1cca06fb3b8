"""Accounts: what the calendar does to a purse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.lots import dead
from ledger.facts import EXPIRED, BeansExpired, Fact
from ledger.states import Rulebook, State
from ledger.subjects.purse import Purse


class ExpireBeans(Command, frozen=True, kw_only=True):
    """The day of these lots has come; asked by the clock, harmless when asked again."""

    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The purse and the day's rules."""
        return Rulebook(), Purse(self.volunteer)

    def decide(self, now: datetime, rules: Rulebook, purse: Purse) -> Iterator[Fact]:
        """The beans of dead lots are gone; nothing happens where none died."""
        lots = dead(purse.lots, rules.current.local_date(now))
        if lots:
            beans = sum(lots.values())
            yield BeansExpired(
                at=now, beans=beans, source=self.volunteer, target=EXPIRED,
                volunteer=self.volunteer, lots=lots, balance_after=purse.balance - beans,
            )  # fmt: skip
