"""Imports: service recorded elsewhere, and what was in a purse when its book moved here."""

from datetime import date
from typing import Literal

from ledger.facts.fact import Fact, PurseMovement


class ServiceImported(Fact, frozen=True, kw_only=True):
    """A record that another book has made was brought in; it is evidence of grade D.

    `imported` stands for the number of the record there, once for ever. `title` is what was done
    and `recorder` who recorded it, as the file told. `beans` is what the record had earned there:
    told, and given to nobody by this. `digest` is that of the file.
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


class BeansImported(PurseMovement, frozen=True, kw_only=True):
    """Beans came with what was brought in.

    With `imported` they are what that record earns by the rules here, counted for `earned_on`;
    without it they open the purse with what it held in the book that moved here, or, out of the
    purse, with the debt that stood there.
    """

    imported: str | None = None
    earned_on: date | None = None
    digest: str
    policy: str
