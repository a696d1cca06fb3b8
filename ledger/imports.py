"""Imports: records of another book are brought in, and purses opened as they stood there.

Service that nobody here saw is what an insider could most easily invent, so a table that a person
brings in waits for a second one, who is neither the first, nor named in it, nor lives with somebody
who is. At the machine itself, where a book moves as a whole, it comes in directly and the facts
say so; there alone purses are opened, none with more than its records had earned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.agreeing import Approval
from ledger.bringing_in import Arrivals, Bringing, asked_about
from ledger.command import Command
from ledger.counting.lots import dies_on
from ledger.facts import ISSUANCE, BeansImported, Fact, ImportProposed, ToldRecord
from ledger.refusals import (
    AlreadyOpened,
    BalanceEarnedHere,
    BalanceNotEarned,
    ImportWaits,
    LotUnfit,
)
from ledger.states import Rulebook, State
from ledger.subjects.imported import ImportedLife, ImportedRecord
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Proposed, Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer


class ImportRecord(Command, frozen=True, kw_only=True):
    """Another book says that this volunteer served; it is brought in at the machine itself."""

    told: ToldRecord
    digest: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the record is here, who it is, and what else was brought in for them."""
        return Rulebook(), Volunteer(self.told.volunteer), *asked_about((self.told,))

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, *states: State
    ) -> Iterator[Fact]:
        """The record, with nobody who answers for it but the operator."""
        volunteer.must_exist()
        bringing = Bringing(now, rules.at(now), self.digest)
        yield from Arrivals(states).take(bringing, self.told)


class ProposeImport(Command, frozen=True, kw_only=True):
    """These records of another book shall come in; let a second person agree.

    They are of people who are at home in one `community`. Nobody proposes their own, nor that of
    somebody they live with. `note` points at what proves them.
    """

    proposal: str
    community: str
    digest: str
    records: tuple[ToldRecord, ...]
    proposer: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The people, the records, what else was brought in, and who proposes."""
        people = self._people()
        about = *map(Volunteer, people), *asked_about(self.records)
        return Rulebook(), *about, *asked_of_one(people, self.proposer)

    def asks_further(
        self, now: datetime, rules: Rulebook, *states: State
    ) -> tuple[State, ...]:
        """What any of the records was asked for in before."""
        before = (each.asked_in for each in states if isinstance(each, ImportedRecord))
        return tuple(map(Proposed, dict.fromkeys(filter(None, before))))

    def decide(self, now: datetime, rules: Rulebook, *states: State) -> Iterator[Fact]:
        """It waits for a second person; what could not come in today is not proposed."""
        must_be_free(self._people(), self.proposer, rules.current.local_date(now), states)
        for each in states:
            if isinstance(each, Volunteer):
                each.must_exist()
            if isinstance(each, Proposed) and not each.settled:
                raise ImportWaits(proposal=each.tags[0])
        arrivals, bringing = Arrivals(states), Bringing(now, rules.at(now), self.digest)
        for told in self.records:
            arrivals.take(bringing, told)
        yield ImportProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, note=self.note, community=self.community,
            digest=self.digest, records=self.records,
        )  # fmt: skip

    def _people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.volunteer for each in self.records))


class ApproveImport(Approval, frozen=True, kw_only=True):
    """I have looked at these records and at what proves them, and agree."""

    agrees_to = ImportProposed

    def about(self, made: ImportProposed) -> Iterable[State]:
        """The records, and what was brought in for these people by now."""
        return asked_about(made.records)

    def happens(
        self, now: datetime, rules: Rulebook, made: ImportProposed, *states: State
    ) -> Iterator[Fact]:
        """All of them come in, or none; both people answer for each."""
        arrivals = Arrivals(states)
        bringing = Bringing(now, rules.at(now), made.digest, made.proposer, self.second.answers)
        for told in made.records:
            yield from arrivals.take(bringing, told)


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
