"""Imports: service recorded elsewhere, and what was in a purse when its book moved here."""

from datetime import date
from typing import Literal

import msgspec

from ledger.facts.fact import Fact, PurseMovement
from ledger.facts.two_people import Proposal


class ToldRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What another book says of one record; the fields are those of `ServiceImported`."""

    imported: str
    volunteer: str
    title: str
    recorder: str
    service_day: date
    minutes: int
    training_minutes: int = 0
    beans: int = 0


class ImportProposed(Proposal, frozen=True, kw_only=True):
    """These records of another book shall come in; they are of people of one `community`.

    `digest` is that of the file they stand in, which may hold more than these.
    """

    community: str
    digest: str
    records: tuple[ToldRecord, ...]

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Those who are said to have served, each once."""
        return tuple(dict.fromkeys(each.volunteer for each in self.records))

    def tags(self) -> list[str]:
        """The proposal, and each of the records."""
        return [*super().tags(), *(each.imported for each in self.records)]


class ServiceImported(Fact, frozen=True, kw_only=True):
    """A record that another book has made was brought in; it is evidence of grade D.

    `imported` stands for the number of the record there, once for ever. `title` is what was done
    and `recorder` who recorded it, as the file told. `beans` is what the record had earned there:
    told, and given to nobody by this. `digest` is that of the file. `proposed_by` asked for it and
    `approved_by` agreed; nobody is named where it was brought in at the machine itself.
    """

    imported: str
    volunteer: str
    title: str
    recorder: str
    service_day: date
    minutes: int
    training_minutes: int
    beans: int
    digest: str
    policy: str
    grade: Literal["D"] = "D"
    proposed_by: str | None = None
    approved_by: str | None = None


class ImportChange(Fact, frozen=True, kw_only=True):
    """A record of another book stands differently here from now on; the old one stays where it is.

    What ends in `_before` is what stood until now. `beans` is what the record is said to have
    earned there. `note` points at the reason.
    """

    imported: str
    volunteer: str
    service_day: date
    minutes: int
    training_minutes: int
    beans: int
    day_before: date
    minutes_before: int
    training_before: int
    beans_before: int
    policy: str
    grade: Literal["D"] = "D"
    note: str | None = None


class ImportCorrected(ImportChange, frozen=True, kw_only=True):
    """It was shorter, or on another day, says `corrected_by`."""

    corrected_by: str


class ImportRevoked(ImportChange, frozen=True, kw_only=True):
    """It was taken back: no minutes of it stand any more."""


class BeansImported(PurseMovement, frozen=True, kw_only=True):
    """Beans came with what was brought in.

    With `imported` they are what that record earns by the rules here, counted for `earned_on`,
    or, out of the purse, what of it was taken back; without it they open the purse with what it
    held in the book that moved here, or, out of the purse, with the debt that stood there.
    """

    imported: str | None = None
    earned_on: date | None = None
    digest: str
    policy: str
