"""Honouring: which persons, households and buildings may be nominated, proved by a digest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

import msgspec

from api.ledgers import Ledger
from ledger.counting.canonical import digest_of
from ledger.counting.evaluations import Candidate
from ledger.counting.honours import Honourable, HonourCode, Subject, honourable
from ledger.counting.periods import Period, read_period
from ledger.honours import Listed
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


def listed(ledger: Ledger, code: HonourCode, subject: str, unit: str, name: str) -> Listed | None:
    """What the list says of a subject as the book stands now, None where it is not on it.

    Raises ValueError for what is no period.
    """
    period = read_period(name)
    policy, at = ledger.rules.on(period.last), ledger.shelf.position
    found = honours(ledger.eligibility, policy, code, unit, period, at)
    for each in found.items:
        if each.subject == subject:
            return Listed(
                members=each.members, reasons=each.reasons, book_position=at,
                policy=found.policy, digest=found.digest,
            )  # fmt: skip
    return None


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
    for household, members in _living(view, policy, near, period, at).items():
        yield Subject(subject=household, members=members)


def _buildings(
    view: Eligibility, policy: Policy, code: HonourCode, unit: str, period: Period, at: int
) -> Iterator[Subject]:
    """With those who live in households of it, whatever the households' community is called
    by then."""
    tree = view.tree(at)
    around = tree.community(unit, period.last) or unit
    near = tree.belonging(around, period.last)
    inside: dict[str, list[tuple[Candidate, ...]]] = {}
    stood = HouseholdsThen(view.shelf).buildings(near, at)
    for household, members in _living(view, policy, near, period, at).items():
        if household in stood:
            inside.setdefault(tree.called(stood[household], period.last), []).append(members)
    for each in sorted(tree.belonging(unit, period.last)):
        life = tree.life(each)
        if life.kind == "building" and life.stands(period.last):
            households = tuple(inside.get(each, ()))
            members = tuple(one for members in households for one in members)
            yield Subject(subject=each, members=members, households=households)


def _living(
    view: Eligibility, policy: Policy, near: Collection[str], period: Period, at: int
) -> dict[str, tuple[Candidate, ...]]:
    """Every household of these units, with what the conditions look at of those in it."""
    living = HouseholdsThen(view.shelf).living(near, at)
    everybody = sorted({volunteer for members in living.values() for volunteer in members})
    known = {
        each.volunteer: each
        for each in view.some(policy, everybody, at, period.first, period.last)
    }
    return {
        household: tuple(known[each] for each in sorted(members) if each in known)
        for household, members in living.items()
    }
