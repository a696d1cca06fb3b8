"""Excuses: less is asked of somebody for a while, by a paper and on a second person's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import ExcuseGranted, ExcuseWithdrawn, Fact
from ledger.refusals import ExcuseTooLong
from ledger.states import Rulebook, State
from ledger.subjects.excuses import Excuses
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer

LONGEST_DAYS = 366


class GrantExcuse(Command, frozen=True, kw_only=True):
    """Ask `percent` less of this volunteer from `first` to `last`, by the paper `reference`.

    Nobody excuses themselves or their household. Each paper excuses once.
    """

    excuse: str
    volunteer: str
    first: date
    last: date
    percent: int
    reference: str
    staff: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Who is excused, what excuses they had, and who excuses them."""
        who = asked_of_one((self.volunteer,), self.staff)
        return Rulebook(), Volunteer(self.volunteer), Excuses(self.volunteer), *who

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, excuses: Excuses, *who: State
    ) -> Iterator[Fact]:
        """Thresholds are lower from now on; lists that are frozen stay as they are."""
        volunteer.must_exist()
        must_be_free((self.volunteer,), self.staff, rules.current.local_date(now), who)
        excuses.must_be_new(self.reference)
        days = (self.last - self.first).days + 1
        if not 1 <= days <= LONGEST_DAYS:
            raise ExcuseTooLong(days=days, most=LONGEST_DAYS)
        yield ExcuseGranted(
            at=now, excuse=self.excuse, volunteer=self.volunteer, first=self.first,
            last=self.last, percent=self.percent, reference=self.reference,
            granted_by=self.staff.answers,
        )  # fmt: skip


class WithdrawExcuse(Command, frozen=True, kw_only=True):
    """The excuse was wrong."""

    excuse: str
    volunteer: str
    staff: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether it stands, and who takes it back."""
        who = asked_of_one((self.volunteer,), self.staff)
        return Rulebook(), Excuses(self.volunteer), *who

    def decide(
        self, now: datetime, rules: Rulebook, excuses: Excuses, *who: State
    ) -> Iterator[Fact]:
        """It lowers nothing any more."""
        excuses.must_stand(self.excuse)
        must_be_free((self.volunteer,), self.staff, rules.current.local_date(now), who)
        yield ExcuseWithdrawn(
            at=now, excuse=self.excuse, volunteer=self.volunteer, withdrawn_by=self.staff.answers
        )
