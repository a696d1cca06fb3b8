"""Ripples: whom a correction or a revocation touches, and what becomes of everything they have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from api.ledgers import Ledger
from api.v1.asking import Caller
from ledger.counting.stars import stars_for
from ledger.facts import (
    AttendanceRevoked,
    Fact,
    ImportChange,
    PurseMovement,
    ServiceCorrected,
)
from ledger.policy import Policy
from projections.statements import Standing

Changing = (AttendanceRevoked, ServiceCorrected, ImportChange)
Changed = AttendanceRevoked | ServiceCorrected | ImportChange


class Affected(msgspec.Struct, kw_only=True):
    """What changes for a volunteer.

    `minutes` and `beans` are what is added or, negative, taken away; `balance_after` is negative
    while a debt stands, and `blocked` says that it keeps the volunteer from redeeming. The stars
    are those that lifetime hours reach. `evaluations` are the periods whose numbers change;
    `certificates` those that were valid until now and are superseded by it.
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


def ripples(
    caller: Caller, facts: Iterable[Fact], *, written: bool, position: int | None = None
) -> list[Affected]:
    """Everybody whom these facts touch, in the order in which they appear.

    `written` says that the facts stand, the last of them at `position`, and that the views know
    of them; otherwise they are foreseen. Both ways the answer is the same, and it stays the same
    whatever happens later. It asks the views, so it wants a thread.
    """
    by_volunteer: dict[str, list[Fact]] = {}
    facts = tuple(facts)
    for fact in facts:
        volunteer = getattr(fact, "volunteer", None)
        if volunteer is not None:
            by_volunteer.setdefault(volunteer, []).append(fact)
    first = None if position is None else position - len(facts) + 1
    statements = caller.ledger.statements
    return [
        _affected(caller.ledger, told, statements.standing(whose, position), written, first)
        for whose, told in by_volunteer.items()
    ]


def _affected(
    ledger: Ledger, facts: list[Any], standing: Standing, written: bool, first: int | None
) -> Affected:
    policy = ledger.rules.at(facts[0].at)
    minutes = sum(_minutes(fact) for fact in facts)
    moves = [fact for fact in facts if isinstance(fact, PurseMovement)]
    before = standing.minutes - (minutes if written else 0)
    balance = moves[-1].balance_after if moves else standing.balance
    owes = balance < 0 or sum(_signed(move, move.debt) for move in moves) < 0
    return Affected(
        volunteer=facts[0].volunteer, minutes=minutes,
        training_minutes=sum(_training(fact) for fact in facts),
        beans=sum(_signed(move, move.beans) for move in moves), balance_after=balance,
        blocked=owes and policy.reversal.negative_blocks_redemption,
        star_before=stars_for(policy, before).star,
        star_after=stars_for(policy, before + minutes).star,
        evaluations=_evaluations(ledger, policy, facts),
        certificates=_certificates(ledger, facts, first),
    )  # fmt: skip


def _signed(move: PurseMovement, amount: int) -> int:
    return amount if move.target == move.volunteer else -amount


def _minutes(fact: Fact) -> int:
    match fact:
        case AttendanceRevoked():
            return -fact.minutes
        case ServiceCorrected() | ImportChange():
            return fact.minutes - fact.minutes_before
    return 0


def _training(fact: Fact) -> int:
    match fact:
        case AttendanceRevoked():
            return -fact.training_minutes
        case ServiceCorrected() | ImportChange():
            return fact.training_minutes - fact.training_before
    return 0


def _evaluations(ledger: Ledger, policy: Policy, facts: list[Fact]) -> list[str]:
    """The months, quarters and years in which the record counts for honours, by its grade."""
    found: set[str] = set()
    for fact in facts:
        if isinstance(fact, Changing):
            if _grade(ledger, fact) in policy.evidence.count_for_evaluation:
                days = {fact.service_day, getattr(fact, "day_before", fact.service_day)}
                found.update(period for day in days for period in _periods(day))
    return sorted(found, key=lambda period: (len(period), period))


def _grade(ledger: Ledger, fact: Changed) -> str | None:
    if isinstance(fact, ImportChange):
        return fact.grade
    row = ledger.attendances.attendance(fact.attendance)
    return row.grade if row is not None else None


def _certificates(ledger: Ledger, facts: list[Fact], first: int | None) -> list[str]:
    """Those in which the records stand; as they were before `first`, the place of these facts."""
    changed = {
        _record(fact): getattr(fact, "day_before", fact.service_day)
        for fact in facts
        if isinstance(fact, Changing) and _counted(fact)
    }
    return ledger.certificates.touched_by(facts[0].volunteer, changed, first) if changed else []


def _record(fact: Changed) -> str:
    return fact.imported if isinstance(fact, ImportChange) else fact.attendance


def _counted(fact: Changed) -> bool:
    """Whether the record had minutes until now, so that a certificate may speak of it."""
    return bool(fact.minutes if isinstance(fact, AttendanceRevoked) else fact.minutes_before)


def _periods(day: date) -> tuple[str, str, str]:
    return f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}"
