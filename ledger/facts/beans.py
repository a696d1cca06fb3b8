"""Beans: given, taken back, and gone when their day came."""

from datetime import date

from ledger.facts.fact import PurseMovement


class BeansAwarded(PurseMovement, frozen=True, kw_only=True):
    """Beans were given for a confirmed attendance; `capped_beans` is what a cap cut off.

    `lots` is what came into the purse, under the day it dies; the rest repaid a `debt`.
    """

    attendance: str
    activity: str
    earned_on: date
    capped_beans: int
    policy: str


class BeansClawedBack(PurseMovement, frozen=True, kw_only=True):
    """Beans of a revoked attendance were taken back, leaving a debt where they were spent."""

    attendance: str
    activity: str
    earned_on: date
    policy: str


class BeansExpired(PurseMovement, frozen=True, kw_only=True):
    """Lots reached their date and their beans were gone."""
