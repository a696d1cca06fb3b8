"""Evaluating: what the views say of everybody's conditions, judged, and proved by a digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import msgspec

from api.ledgers import Ledger
from ledger.counting.canonical import digest_of
from ledger.counting.evaluations import (
    PERIODS,
    EvaluationKind,
    Judged,
    evaluate,
    last_day,
)
from ledger.counting.periods import Period, freezes_on, period_of, read_period
from ledger.freezing import FreezeList
from ledger.policy import Policy
from projections.eligibility import Eligibility

KINDS: tuple[EvaluationKind, ...] = get_args(EvaluationKind)


class Evaluated(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody of a unit, judged by a policy as the book stood at a position."""

    kind: EvaluationKind
    unit: str
    period: str
    policy: str
    position: int
    digest: str
    items: list[Judged]


def period_for(kind: str, name: str) -> Period:
    """The period of that name; raises ValueError where this evaluation has no such period."""
    period = read_period(name)
    if period.kind != PERIODS[kind]:
        raise ValueError(f"this evaluation is of a {PERIODS[kind]}")
    return period


def evaluated(
    view: Eligibility, policy: Policy, kind: EvaluationKind, unit: str, period: Period, at: int
) -> Evaluated:
    """The evaluation of a unit, the same for ever for one policy and one position."""
    last = last_day(kind, period)
    first = None if kind == "stars" else period.first
    items = evaluate(policy, kind, period, view.candidates(policy, unit, at, first, last))
    digest = digest_of(f"evaluation_{kind}", unit, period.name, policy.name, items)
    return Evaluated(
        kind=kind, unit=unit, period=period.name, policy=policy.name, position=at,
        digest=digest, items=items,
    )  # fmt: skip


def freezing_of(found: Evaluated, frozen_by: str) -> FreezeList:
    """The wish to close this list as it is."""
    period = read_period(found.period)
    return FreezeList(
        kind=f"evaluation_{found.kind}", unit=found.unit, period=found.period,
        last=last_day(found.kind, period), book_position=found.position, policy=found.policy,
        digest=found.digest, entries=len(found.items), frozen_by=frozen_by,
    )  # fmt: skip


def to_be_frozen(ledger: Ledger, today: date) -> Iterator[tuple[EvaluationKind, str, Period]]:
    """Evaluations of communities whose freezing day has come and that are not frozen yet: the
    last of each kind, which was perhaps missed while nobody served."""
    for kind in KINDS:
        period = _last_over(ledger, kind, today)
        if period is None:
            continue
        done = ledger.frozen.units_done(f"evaluation_{kind}", period.name)
        last = last_day(kind, period)
        for unit in ledger.units.now().standing(last):
            if unit.kind == "community" and unit.unit not in done:
                yield kind, unit.unit, period


def _last_over(ledger: Ledger, kind: EvaluationKind, today: date) -> Period | None:
    """The newest period of the kind whose freezing day has come."""
    period = period_of(PERIODS[kind], today)
    for _ in range(3):
        last = last_day(kind, period)
        if last < today and freezes_on(ledger.rules.on(last), last) <= today:
            return period
        period = period_of(PERIODS[kind], date.fromordinal(period.first.toordinal() - 1))
    return None
