"""Imports: records of another book are brought in, and purses opened as they stood there.

What comes from elsewhere is evidence of grade D: minutes in the record for ever, beans only where
the policy's `[evidence]` says that grade D earns them. A book that moves as a whole opens its
purses; no purse is opened with more than its records had earned.

One person may bring a table in, as a roster: nothing of it earns anything unless the policy says
so, nobody brings in their own or their household's, the table is listed at the desk, and purses
are opened at the machine itself alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.counting.lots import dies_on
from ledger.counting.service_time import within_caps
from ledger.facts import ISSUANCE, BeansImported, Fact, ServiceImported
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyImported,
    AlreadyOpened,
    BalanceEarnedHere,
    BalanceNotEarned,
    ImportEarnsTooMuch,
    ImportedDayFull,
    InTheFuture,
    LotUnfit,
)
from ledger.states import Rulebook, State
from ledger.subjects.imported import ImportedLife, ImportedRecord
from ledger.subjects.purse import Purse, month_of, year_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer

MINUTES_OF_A_DAY = 24 * 60


class ImportRecord(Command, frozen=True, kw_only=True):
    """Another book says that this volunteer served so many minutes on that day.

    `beans` is what it says the record had earned there. Nobody brings in their own service, nor
    that of somebody they live with; without a `sender` it is brought in at the machine itself.
    """

    imported: str
    volunteer: str
    title: str
    recorder: str
    service_day: date
    minutes: int
    training_minutes: int = 0
    beans: int = 0
    digest: str
    sender: Second | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the record is here, who it is, and what else was brought in for them."""
        whose = self.volunteer
        about = ImportedRecord(self.imported), Volunteer(whose), ImportedLife(whose), Purse(whose)
        who = asked_of_one((whose,), self.sender) if self.sender else ()
        return Rulebook(), *about, *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        record: ImportedRecord,
        volunteer: Volunteer,
        life: ImportedLife,
        purse: Purse,
        *who: State,
    ) -> Iterator[Fact]:
        """The minutes are on record; beans come only where grade D earns them here."""
        volunteer.must_exist()
        policy = rules.at(now)
        if record.fact is not None:
            raise AlreadyImported()
        if self.sender is not None:
            must_be_free((self.volunteer,), self.sender, policy.local_date(now), who)
        if self.service_day > policy.local_date(now):
            raise InTheFuture()
        day = self.service_day.isoformat()
        minutes = self.minutes + self.training_minutes
        if life.minutes_on[day] + minutes > MINUTES_OF_A_DAY:
            raise ImportedDayFull(most=MINUTES_OF_A_DAY)
        most = _most_beans(policy, self.minutes, self.training_minutes)
        if self.beans > most:
            raise ImportEarnsTooMuch(most=most)
        yield ServiceImported(
            at=now, imported=self.imported, volunteer=self.volunteer, title=self.title,
            recorder=self.recorder, service_day=self.service_day, minutes=self.minutes,
            training_minutes=self.training_minutes, beans=self.beans, digest=self.digest,
            policy=policy.name,
        )  # fmt: skip
        if "D" in policy.evidence.earn_beans:
            yield from self._earned(now, policy, purse)

    def _earned(self, now: datetime, policy: Policy, purse: Purse) -> Iterator[Fact]:
        day, lot = self.service_day, dies_on(policy, self.service_day)
        earned = _units(policy, self.minutes) * policy.beans.base_per_unit
        beans, _ = within_caps(
            policy, earned, purse.earned.of(day.isoformat()),
            purse.earned_long.of(month_of(day)), purse.earned_long.of(year_of(day)),
        )  # fmt: skip
        if not beans or lot <= policy.local_date(now):
            return
        repaid = min(purse.debt, beans)
        yield BeansImported(
            at=now, beans=beans, source=ISSUANCE, target=self.volunteer,
            volunteer=self.volunteer, debt=repaid, balance_after=purse.balance + beans,
            lots={lot.isoformat(): beans - repaid} if beans > repaid else {},
            imported=self.imported, earned_on=day, digest=self.digest, policy=policy.name,
        )  # fmt: skip


class OpenBalance(Command, frozen=True, kw_only=True):
    """The book that moves here held these beans for the volunteer, or this debt stood there.

    `lots` are beans by the local day on which they die.
    """

    volunteer: str
    lots: dict[str, int]
    debt: int = 0
    digest: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was brought in for them, and the purse."""
        whose = self.volunteer
        return Rulebook(), Volunteer(whose), ImportedLife(whose), Purse(whose)

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        life: ImportedLife,
        purse: Purse,
    ) -> Iterator[Fact]:
        """The purse holds what it held; once, and never more than the records had earned."""
        volunteer.must_exist()
        policy = rules.at(now)
        if life.opened:
            raise AlreadyOpened()
        if life.given:
            raise BalanceEarnedHere()
        today = policy.local_date(now)
        latest = dies_on(policy, today).isoformat()
        if any(not today.isoformat() < lot <= latest for lot in self.lots):
            raise LotUnfit()
        beans = sum(self.lots.values())
        if beans > life.beans_told:
            raise BalanceNotEarned(most=life.beans_told)
        told = {"volunteer": self.volunteer, "digest": self.digest, "policy": policy.name}
        if beans:
            yield BeansImported(
                at=now, beans=beans, source=ISSUANCE, target=self.volunteer, lots=self.lots,
                balance_after=purse.balance + beans, **told,
            )  # fmt: skip
        if self.debt:
            yield BeansImported(
                at=now, beans=self.debt, source=self.volunteer, target=ISSUANCE, lots={},
                debt=self.debt, balance_after=purse.balance + beans - self.debt, **told,
            )  # fmt: skip


def _units(policy: Policy, minutes: int) -> int:
    return (minutes + policy.beans.unit_grace_minutes) // policy.beans.unit_minutes


def _most_beans(policy: Policy, minutes: int, training_minutes: int) -> int:
    """What nobody's session of so many minutes could exceed here, whatever was done in it; a
    record without any time is an award for a deed."""
    if not minutes and not training_minutes:
        return max((most for kind in policy.beans.fixed for most in kind.grades), default=0)
    best = max(kind.per_unit for kind in policy.categories.values())
    return min(_units(policy, minutes) * best, policy.beans.max_per_day)
