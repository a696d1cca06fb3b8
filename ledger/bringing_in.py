"""Bringing in: a record of another book becomes one here, the same way whoever brings it in.

What comes from elsewhere is evidence of grade D: minutes in the record for ever, beans only where
the policy's `[evidence]` says that grade D earns them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from ledger.counting.lots import dies_on
from ledger.counting.service_time import within_caps
from ledger.facts import ISSUANCE, BeansImported, Fact, ServiceImported, ToldRecord
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyImported,
    ImportEarnsTooMuch,
    ImportedDayFull,
    ImportedRevoked,
    InTheFuture,
)
from ledger.states import State
from ledger.subjects.imported import ImportedLife, ImportedRecord
from ledger.subjects.purse import Purse, month_of, year_of

MINUTES_OF_A_DAY = 24 * 60


class Bringing(NamedTuple):
    """When, by which policy and out of which file records come in, and which two people say so;
    nobody at the machine itself."""

    now: datetime
    policy: Policy
    digest: str
    proposed_by: str | None = None
    approved_by: str | None = None


def asked_about(records: Iterable[ToldRecord]) -> Iterator[State]:
    """Whether each of the records is here, and what else was brought in for each person."""
    records = tuple(records)
    yield from map(ImportedRecord, dict.fromkeys(each.imported for each in records))
    for volunteer in dict.fromkeys(each.volunteer for each in records):
        yield ImportedLife(volunteer)
        yield Purse(volunteer)


class Arrivals:
    """Records come in one by one, each judged beside those before it; `states` are those of
    `asked_about`, perhaps with others, and stay what they are."""

    def __init__(self, states: Iterable[State]) -> None:
        self._known = {(type(each), *each.tags): each for each in states}

    def take(self, bringing: Bringing, told: ToldRecord) -> tuple[Fact, ...]:
        """The minutes are on record; beans come only where grade D earns them here. Raises
        `AlreadyImported`, `ImportedRevoked`, `InTheFuture`, `ImportedDayFull` and
        `ImportEarnsTooMuch`."""
        record = self._of(ImportedRecord, told.imported)
        life, purse = self._of(ImportedLife, told.volunteer), self._of(Purse, told.volunteer)
        facts = tuple(_came(bringing, told, record, life, purse))
        for fact in facts:
            for state in (record, life, purse):
                self._hear(type(state), state.tags[0], fact)
        return facts

    def _of(self, kind: type[State], tag: str) -> Any:
        return self._known.setdefault((kind, tag), kind(tag))

    def _hear(self, kind: type[State], tag: str, fact: Fact) -> None:
        if isinstance(fact, kind.listens):
            self._known[kind, tag] = self._known[kind, tag].after(fact)


def _came(
    bringing: Bringing, told: ToldRecord, record: ImportedRecord, life: ImportedLife, purse: Purse
) -> Iterator[Fact]:
    policy, day = bringing.policy, told.service_day
    if record.revoked:
        raise ImportedRevoked()
    if record.fact is not None:
        raise AlreadyImported()
    if day > policy.local_date(bringing.now):
        raise InTheFuture()
    minutes = told.minutes + told.training_minutes
    if life.minutes_on[day.isoformat()] + minutes > MINUTES_OF_A_DAY:
        raise ImportedDayFull(most=MINUTES_OF_A_DAY)
    most = most_beans(policy, told.minutes, told.training_minutes)
    if told.beans > most:
        raise ImportEarnsTooMuch(most=most)
    yield ServiceImported(
        at=bringing.now, imported=told.imported, volunteer=told.volunteer, title=told.title,
        recorder=told.recorder, service_day=day, minutes=told.minutes,
        training_minutes=told.training_minutes, beans=told.beans, digest=bringing.digest,
        policy=policy.name, proposed_by=bringing.proposed_by, approved_by=bringing.approved_by,
    )  # fmt: skip
    beans = worth(policy, day, told.minutes, purse)
    if beans and dies_on(policy, day) > policy.local_date(bringing.now):
        yield given(bringing, told.imported, day, beans, purse)


def worth(
    policy: Policy, day: date, minutes: int, purse: Purse, standing_beans: int = 0
) -> int:
    """Beans for so many minutes of that day inside the caps, of which the record holds
    `standing_beans` already; 0 where grade D earns none."""
    if "D" not in policy.evidence.earn_beans:
        return 0
    earned = units(policy, minutes) * policy.beans.base_per_unit
    beans, _ = within_caps(
        policy, earned, purse.earned.of(day.isoformat()) - standing_beans,
        purse.earned_long.of(month_of(day)) - standing_beans,
        purse.earned_long.of(year_of(day)) - standing_beans,
    )  # fmt: skip
    return beans


def given(
    bringing: Bringing, imported: str, day: date, beans: int, purse: Purse
) -> BeansImported:
    """Beans for a record, into the lot of its day; a debt is repaid first."""
    repaid, volunteer = min(purse.debt, beans), purse.tags[0]
    lot = dies_on(bringing.policy, day).isoformat()
    return BeansImported(
        at=bringing.now, beans=beans, source=ISSUANCE, target=volunteer, volunteer=volunteer,
        debt=repaid, balance_after=purse.balance + beans,
        lots={lot: beans - repaid} if beans > repaid else {}, imported=imported, earned_on=day,
        digest=bringing.digest, policy=bringing.policy.name,
    )  # fmt: skip


def units(policy: Policy, minutes: int) -> int:
    """The half hours, as the policy counts them, that so many minutes come to."""
    return (minutes + policy.beans.unit_grace_minutes) // policy.beans.unit_minutes


def most_beans(policy: Policy, minutes: int, training_minutes: int) -> int:
    """What nobody's session of so many minutes could exceed here, whatever was done in it; a
    record without any time is an award for a deed."""
    if not minutes and not training_minutes:
        return max((most for kind in policy.beans.fixed for most in kind.grades), default=0)
    best = max(kind.per_unit for kind in policy.categories.values())
    return min(units(policy, minutes) * best, policy.beans.max_per_day)
