"""Beans: given, taken back, forgiven, and gone when their day came."""

from datetime import date

from ledger.facts.fact import Fact, PurseMovement


class BeansAwarded(PurseMovement, frozen=True, kw_only=True):
    """Beans were given for a confirmed attendance; `capped_beans` is what a cap cut off.

    `lots` is what came into the purse, under the day it dies; the rest repaid a `debt`.
    """

    attendance: str
    activity: str
    earned_on: date
    capped_beans: int
    policy: str


class BeansGranted(PurseMovement, frozen=True, kw_only=True):
    """Beans were given for a deed that has no hours, in a `grade` of the policy's `code`.

    The award's id is made of its code and the reference of the case: there is one for ever.
    """

    award: str
    code: str
    grade: int
    earned_on: date
    capped_beans: int
    policy: str


class BeansClawedBack(PurseMovement, frozen=True, kw_only=True):
    """Beans of a revoked attendance were taken back, leaving a debt where they were spent."""

    attendance: str
    activity: str
    earned_on: date
    policy: str


class DebtForgiven(PurseMovement, frozen=True, kw_only=True):
    """A debt that was our own mistake was forgiven by two people; no lot gains by it."""

    proposal: str


class ExpiryReminded(Fact, frozen=True, kw_only=True):
    """A volunteer was told that the `beans` of a lot are gone from 00:00 of the local day
    `dies_on`: at the policy's step of so many days before it, or later when it was missed."""

    volunteer: str
    dies_on: date
    days_before: int
    beans: int


class BeansExpired(PurseMovement, frozen=True, kw_only=True):
    """Lots reached their date and their beans were gone."""
