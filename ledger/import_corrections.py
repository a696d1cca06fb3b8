"""Import corrections: a record of another book is shortened, put on another day, or taken back.

The evidence stays what it was, grade D. What would be more than a second person has looked at
comes in as a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.bringing_in import MINUTES_OF_A_DAY, Bringing, given, units, worth
from ledger.command import Command
from ledger.counting.lots import claw_back, dies_on
from ledger.facts import (
    ISSUANCE,
    BeansImported,
    Fact,
    ImportChange,
    ImportCorrected,
    ImportRevoked,
    ServiceImported,
)
from ledger.policy import Policy
from ledger.refusals import (
    ImportedDayFull,
    ImportedOnlyShorter,
    InTheFuture,
    NothingToCorrect,
)
from ledger.states import Rulebook, State
from ledger.subjects.imported import ImportedLife, ImportedRecord
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second, asked_of_one, must_be_free

Standing = ServiceImported | ImportChange


class _Change(Command, frozen=True, kw_only=True):
    """Something is changed of a record that was brought in."""

    imported: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The record."""
        return Rulebook(), ImportedRecord(self.imported)

    def asks_further(
        self, now: datetime, rules: Rulebook, record: ImportedRecord
    ) -> tuple[State, ...]:
        """What was brought in beside it, and the purse its beans are in."""
        if record.fact is None:
            return ()
        whose = record.fact.volunteer
        return ImportedLife(whose), Purse(whose), *self.who(whose)

    def who(self, volunteer: str) -> tuple[State, ...]:
        """What is to be known of whoever changes it."""
        return ()

    def told(self, now: datetime, policy: Policy, stood: Standing) -> dict[str, object]:
        """What of the fact is the same whatever changes."""
        return {
            "at": now, "imported": self.imported, "volunteer": stood.volunteer,
            "day_before": stood.service_day, "minutes_before": stood.minutes,
            "training_before": stood.training_minutes, "beans_before": stood.beans,
            "policy": policy.name, "note": self.note,
        }  # fmt: skip


class CorrectImport(_Change, frozen=True, kw_only=True):
    """This record is wrong; here is how it really was. What is not told was right.

    It never becomes longer. `corrected_by` is neither the person it is about nor somebody of
    their household.
    """

    service_day: date | None = None
    minutes: int | None = None
    training_minutes: int | None = None
    corrected_by: Second

    def who(self, volunteer: str) -> tuple[State, ...]:
        """Who corrects."""
        return asked_of_one((volunteer,), self.corrected_by)

    def decide(
        self, now: datetime, rules: Rulebook, record: ImportedRecord, *further: State
    ) -> Iterator[Fact]:
        """The record as it stands from now on, and the beans that makes fewer, or others."""
        stood = record.must_stand()
        life, purse, *who = further
        assert isinstance(life, ImportedLife) and isinstance(purse, Purse)
        today = rules.current.local_date(now)
        must_be_free((stood.volunteer,), self.corrected_by, today, who)
        day = self.service_day or stood.service_day
        minutes = stood.minutes if self.minutes is None else self.minutes
        training = stood.training_minutes
        if self.training_minutes is not None:
            training = self.training_minutes
        _check(stood, day, minutes, training, life, today)
        policy = _policy_of(rules, record)
        beans = _told_beans(policy, stood, minutes)
        made = ImportCorrected(
            **self.told(now, policy, stood), service_day=day, minutes=minutes,
            training_minutes=training, beans=beans, corrected_by=self.corrected_by.answers,
        )  # fmt: skip
        yield made
        yield from _beans(now, policy, made, record, life, purse)


class RevokeImport(_Change, frozen=True, kw_only=True):
    """This service was not what the other book says; take it back."""

    def decide(
        self, now: datetime, rules: Rulebook, record: ImportedRecord, *further: State
    ) -> Iterator[Fact]:
        """The minutes no longer count; the beans go back, or stand as a debt where spent."""
        stood = record.must_stand()
        life, purse = further
        assert isinstance(life, ImportedLife) and isinstance(purse, Purse)
        policy = _policy_of(rules, record)
        made = ImportRevoked(
            **self.told(now, policy, stood), service_day=stood.service_day, minutes=0,
            training_minutes=0, beans=0,
        )  # fmt: skip
        yield made
        yield from _beans(now, policy, made, record, life, purse)


def _policy_of(rules: Rulebook, record: ImportedRecord) -> Policy:
    assert record.fact is not None
    return rules.named(record.fact.policy) or rules.current


def _told_beans(policy: Policy, stood: Standing, minutes: int) -> int:
    """What so many minutes had earned there, at the rate of the record as it stood."""
    before = units(policy, stood.minutes)
    return stood.beans * units(policy, minutes) // before if before else stood.beans


def _check(
    stood: Standing, day: date, minutes: int, training: int, life: ImportedLife, today: date
) -> None:
    if (day, minutes, training) == (stood.service_day, stood.minutes, stood.training_minutes):
        raise NothingToCorrect(imported=stood.imported)
    if minutes > stood.minutes or training > stood.training_minutes:
        raise ImportedOnlyShorter(most=stood.minutes)
    if day > today:
        raise InTheFuture()
    beside = life.minutes_on[day.isoformat()]
    if day == stood.service_day:
        beside -= stood.minutes + stood.training_minutes
    if beside + minutes + training > MINUTES_OF_A_DAY:
        raise ImportedDayFull(most=MINUTES_OF_A_DAY)


def _beans(
    now: datetime,
    policy: Policy,
    made: ImportChange,
    record: ImportedRecord,
    life: ImportedLife,
    purse: Purse,
) -> Iterator[Fact]:
    """What the record is worth less now goes back; on another day all of it, and anew, because
    caps and the last day of a bean are those of the day it was earned on."""
    assert record.fact is not None
    bringing = Bringing(now, policy, record.fact.digest)
    if life.opened:  # What it had earned there stands in the purse that moved here.
        yield from _back(bringing, made, made.beans_before - made.beans, None, purse)
        return
    day, left = made.service_day, record.beans_given
    same_day = day == made.day_before
    stays = worth(policy, day, made.minutes, purse, left) if same_day else 0
    for taken in _back(bringing, made, left - stays, made.day_before, purse):
        yield taken
        purse, left = purse.after(taken), left - taken.beans
    more = 0 if same_day else worth(policy, day, made.minutes, purse) - left
    if more > 0 and dies_on(policy, day) > policy.local_date(now):
        yield given(bringing, made.imported, day, more, purse)


def _back(
    bringing: Bringing, made: ImportChange, beans: int, earned_on: date | None, purse: Purse
) -> Iterator[BeansImported]:
    """So many beans out of the lot they went into, then out of the earliest to die; spent ones
    are a debt. Nothing where the policy takes none back."""
    if beans <= 0 or not bringing.policy.reversal.hours_revoked_claws_back_beans:
        return
    own_lot = dies_on(bringing.policy, made.day_before).isoformat()
    today = bringing.policy.local_date(bringing.now)
    taken = claw_back(purse.living(today), beans, own_lot)
    yield BeansImported(
        at=bringing.now, beans=beans, source=made.volunteer, target=ISSUANCE,
        volunteer=made.volunteer, lots=taken.taken, debt=taken.debt,
        balance_after=purse.balance - beans, imported=made.imported, earned_on=earned_on,
        digest=bringing.digest, policy=bringing.policy.name,
    )  # fmt: skip
