"""Awards: what was given for deeds that have no hours."""

from __future__ import annotations

from datetime import date

from ledger.facts import BeansGranted, Fact
from ledger.policy.earning import FixedAward
from ledger.refusals import AlreadyAwarded, AwardLimit
from ledger.states import State
from ledger.subjects.purse import Counts, month_of


class Award(State):
    """Was this case rewarded?"""

    __slots__ = ("given",)
    listens = (BeansGranted,)

    def __init__(self, award: str) -> None:
        super().__init__(award)
        self.given = False

    def evolve(self, fact: Fact) -> None:
        """It was."""
        self.given = True

    def must_be_new(self) -> None:
        """Raise `AlreadyAwarded` for a case that was rewarded: each is once, for ever."""
        if self.given:
            raise AlreadyAwarded(award=self.tags[0])


class AwardsOf(State):
    """How many beans did this volunteer get for deeds of each kind in which month?"""

    __slots__ = ("_by_month",)
    listens = (BeansGranted,)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._by_month: dict[str, Counts] = {}

    def evolve(self, fact: Fact) -> None:
        """One more deed was rewarded."""
        if isinstance(fact, BeansGranted):
            counts = self._by_month.setdefault(fact.code, Counts())
            counts.add(month_of(fact.earned_on), fact.beans)

    def must_have_room(self, kind: FixedAward, day: date, beans: int) -> None:
        """Raise `AwardLimit` where so many more would pass the month's limit of this kind."""
        given = self._by_month.get(kind.code, Counts()).of(month_of(day))
        if given + beans > kind.max_per_month:
            raise AwardLimit(most=kind.max_per_month, given=given)
