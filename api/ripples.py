"""Ripples: whom a correction or a revocation touches, and what becomes of everything they have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from api.v1.asking import Caller
from ledger.counting.stars import stars_for
from ledger.facts import AttendanceRevoked, Fact, PurseMovement, ServiceCorrected
from ledger.policy import Policy
from projections.balances import Account


class Affected(msgspec.Struct, kw_only=True):
    """What changes for a volunteer.

    `minutes` and `beans` are what is added or, negative, taken away; `balance_after` is negative
    while a debt stands, and `blocked` says that it keeps the volunteer from redeeming. The stars
    are those that lifetime hours reach. `evaluations` are the periods whose numbers change;
    `certificates` those that would be superseded, of which none has been issued yet.
    """

    volunteer: str
    minutes: int
    training_minutes: int
    beans: int
    balance_after: int
    blocked: bool
    star_before: int
    star_after: int
    evaluations: list[str]
    certificates: list[str] = []


def ripples(caller: Caller, facts: Iterable[Fact], *, written: bool) -> list[Affected]:
    """Everybody whom these facts touch, in the order in which they appear.

    `written` says that the facts stand and that the views know of them; otherwise they are
    foreseen. Both ways the answer is the same. It asks the views, so it wants a thread.
    """
    by_volunteer: dict[str, list[Fact]] = {}
    for fact in facts:
        volunteer = getattr(fact, "volunteer", None)
        if volunteer is not None:
            by_volunteer.setdefault(volunteer, []).append(fact)
    return [_affected(caller, whose, told, written) for whose, told in by_volunteer.items()]


def _affected(caller: Caller, volunteer: str, facts: list[Fact], written: bool) -> Affected:
    ledger, policy = caller.ledger, caller.ledger.rules.at(caller.now())
    account = ledger.balances.of(volunteer) or Account(volunteer)
    minutes = sum(_minutes(fact) for fact in facts)
    moves = [fact for fact in facts if isinstance(fact, PurseMovement)]
    beans = sum(_signed(move, move.beans) for move in moves)
    debt = account.debt - (0 if written else sum(_signed(move, move.debt) for move in moves))
    before = account.minutes - (minutes if written else 0)
    balance = moves[-1].balance_after if moves else account.beans
    return Affected(
        volunteer=volunteer, minutes=minutes,
        training_minutes=sum(_training(fact) for fact in facts), beans=beans,
        balance_after=balance,
        blocked=debt > 0 and policy.reversal.negative_blocks_redemption,
        star_before=stars_for(policy, before).star,
        star_after=stars_for(policy, before + minutes).star,
        evaluations=_evaluations(caller, policy, facts),
    )  # fmt: skip


def _signed(move: PurseMovement, amount: int) -> int:
    return amount if move.target == move.volunteer else -amount


def _minutes(fact: Fact) -> int:
    match fact:
        case AttendanceRevoked():
            return -fact.minutes
        case ServiceCorrected():
            return fact.minutes - fact.minutes_before
    return 0


def _training(fact: Fact) -> int:
    match fact:
        case AttendanceRevoked():
            return -fact.training_minutes
        case ServiceCorrected():
            return fact.training_minutes - fact.training_before
    return 0


def _evaluations(caller: Caller, policy: Policy, facts: list[Fact]) -> list[str]:
    """The months, quarters and years in which the record counts for honours, by its grade."""
    found: set[str] = set()
    for fact in facts:
        if isinstance(fact, AttendanceRevoked | ServiceCorrected):
            row = caller.ledger.attendances.attendance(fact.attendance)
            if row is not None and row.grade in policy.evidence.count_for_evaluation:
                days = {fact.service_day, getattr(fact, "day_before", fact.service_day)}
                found.update(period for day in days for period in _periods(day))
    return sorted(found, key=lambda period: (len(period), period))


def _periods(day: date) -> tuple[str, str, str]:
    return f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}"
