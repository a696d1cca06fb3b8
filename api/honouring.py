"""Honouring: which persons, households and buildings may be nominated, proved by a digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec

from ledger.counting.canonical import digest_of
from ledger.counting.evaluations import Candidate
from ledger.counting.honours import Honourable, HonourCode, Subject, honourable
from ledger.counting.periods import Period
from ledger.policy import Policy
from projections.eligibility import Eligibility
from projections.eligibility_households import HouseholdsThen

HONOURS: tuple[HonourCode, ...] = get_args(HonourCode)
LEADERS = frozenset({"group", "building"})


class Honours(msgspec.Struct, frozen=True, kw_only=True):
    """Who may be nominated for an honour in a unit, as the book stood at a position."""

    honour: HonourCode
    unit: str
    period: str
    policy: str
    position: int
    digest: str
    items: list[Honourable]


def honours(
    view: Eligibility, policy: Policy, code: HonourCode, unit: str, period: Period, at: int
) -> Honours:
    """The list of an honour, the same for ever for one policy and one position."""
    subjects = {
        "person": _persons, "household": _households, "building": _buildings
    }[getattr(policy.honour, code).subject](view, policy, code, unit, period, at)  # fmt: skip
    items = honourable(policy, code, period, subjects)
    return Honours(
        honour=code, unit=unit, period=period.name, policy=policy.name, position=at, items=items,
        digest=digest_of(f"honour_{code}", unit, period.name, policy.name, items),
    )  # fmt: skip


def _persons(
    view: Eligibility, policy: Policy, code: HonourCode, unit: str, period: Period, at: int
) -> Iterator[Subject]:
    gave = HouseholdsThen(view.shelf).contributions(at, period.first, period.last)
    offices = view.leaders(policy, at, period.first, period.last)
    for each in view.candidates(policy, unit, at, period.first, period.last):
        kind = offices.get(f"person-{each.volunteer.partition('-')[2]}")
        if code != "good_group_leader" or kind in LEADERS:
            yield Subject(
                subject=each.volunteer, members=(each,), contributions=gave[each.volunteer]
            )


def _households(
    view: Eligibility, policy: Policy, code: HonourCode, unit: str, period: Period, at: int
) -> Iterator[Subject]:
    near = view.tree(at).belonging(unit, period.last)
    living = HouseholdsThen(view.shelf).living(near, at)
    everybody = sorted({volunteer for members in living.values() for volunteer in members})
    known: dict[str, Candidate] = {
        each.volunteer: each
        for each in view.some(policy, everybody, at, period.first, period.last)
    }
    for household, members in living.items():
        found = tuple(known[each] for each in sorted(members) if each in known)
        yield Subject(subject=household, members=found)


def _buildings(
    view: Eligibility, policy: Policy, code: HonourCode, unit: str, period: Period, at: int
) -> Iterator[Subject]:
    tree = view.tree(at)
    for each in sorted(tree.belonging(unit, period.last)):
        life = tree.life(each)
        if life.kind == "building" and life.stands(period.last):
            yield Subject(subject=each)
