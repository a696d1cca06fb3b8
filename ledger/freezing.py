"""Freezing: a list that decides something about people is closed for ever, proved by a digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.counting.periods import freezes_on
from ledger.facts import Fact, ListFrozen
from ledger.refusals import ListAlreadyFrozen, PeriodNotOver
from ledger.states import Rulebook, State
from ledger.subjects.frozen_list import FrozenList, listing_of
from ledger.subjects.standing import Unit


class FreezeList(Command, frozen=True, kw_only=True):
    """Close the list of this kind, unit and period as it was computed at `book_position`.

    `last` is the last local day the list looks at, by which the policy's freezing day is worked
    out. Asked again, in whatever process, nothing more happens: a list is frozen once.
    """

    kind: str
    unit: str
    period: str
    last: date
    book_position: int
    policy: str
    digest: str
    entries: int
    frozen_by: str

    @property
    def listing(self) -> str:
        """The id of the list."""
        return listing_of(self.kind, self.unit, self.period)

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the unit is there, and the list is frozen already."""
        return Rulebook(), Unit(self.unit), FrozenList(self.listing)

    def decide(
        self, now: datetime, rules: Rulebook, unit: Unit, frozen_list: FrozenList
    ) -> Iterator[Fact]:
        """The list stands as it is, whatever is corrected later."""
        unit.must_exist()
        if frozen_list.frozen is not None:
            raise ListAlreadyFrozen(listing=self.listing)
        # A list has the policy of its own last day, whenever somebody comes to freeze it.
        policy = rules.on(self.last)
        day = freezes_on(policy, self.last)
        if policy.local_date(now) < day:
            raise PeriodNotOver(freezes_on=day.isoformat())
        yield ListFrozen(
            at=now, listing=self.listing, kind=self.kind, unit=self.unit, period=self.period,
            book_position=self.book_position, policy=self.policy, digest=self.digest,
            entries=self.entries, frozen_by=self.frozen_by,
        )  # fmt: skip
