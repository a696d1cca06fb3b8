"""Honours: who may be nominated for a plaque, as far as the book knows; people decide the rest.

What only people can say (the marks of a good family, a leader's score) stands among the
conditions as theirs, and makes nobody eligible or not: a list of the eligible is where the
nomination begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from ledger.counting.conditions import Reason, at_least, none_of, told_by_people
from ledger.counting.evaluations import Candidate, conduct, counted_minutes
from ledger.counting.months import months_later
from ledger.counting.periods import Period
from ledger.policy import Policy

HonourCode = Literal[
    "warmhearted_resident", "five_good_family", "civilised_building", "covenant_keeper",
    "good_group_leader",
]  # fmt: skip
BREACH_MONTHS = 12
"""`no_upheld_breach_12_months` of the checklist is the one mark that the book itself knows."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What may be honoured: a person by themselves, or a household or building with those in it.

    `households` are those of a building that the book knows, each with its members.
    """

    subject: str
    members: tuple[Candidate, ...] = ()
    contributions: int = 0
    households: tuple[tuple[Candidate, ...], ...] = ()


class Honourable(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a subject may be nominated, and every condition. `members` are the volunteers in
    it, `waits_for_people` says that somebody must still answer for a condition."""

    subject: str
    members: tuple[str, ...]
    eligible: bool
    waits_for_people: bool
    minutes: int
    reasons: tuple[Reason, ...]


def honourable(
    policy: Policy, code: HonourCode, period: Period, subjects: Iterable[Subject]
) -> list[Honourable]:
    """Every subject, those first who may be nominated, then by minutes, then by id."""
    rule = {
        "warmhearted_resident": _warmhearted, "five_good_family": _family,
        "civilised_building": _building, "covenant_keeper": _covenant,
        "good_group_leader": _leader,
    }[code]  # fmt: skip
    found = [_judged(policy, period, each, rule(policy, period, each)) for each in subjects]
    return sorted(found, key=lambda one: (not one.eligible, -one.minutes, one.subject))


def _judged(
    policy: Policy, period: Period, subject: Subject, reasons: Sequence[Reason]
) -> Honourable:
    known = [each for each in reasons if each.confirmed_by is None]
    return Honourable(
        subject=subject.subject, members=tuple(each.volunteer for each in subject.members),
        eligible=bool(known) and all(each.ok for each in known),
        waits_for_people=len(known) < len(reasons), minutes=sum(_each(policy, period, subject)),
        reasons=tuple(reasons),
    )  # fmt: skip


def _each(policy: Policy, period: Period, subject: Subject) -> list[int]:
    """The minutes of each member, the most first."""
    minutes = (counted_minutes(policy, period, each) for each in subject.members)
    return sorted(minutes, reverse=True)


def _warmhearted(policy: Policy, period: Period, subject: Subject) -> list[Reason]:
    """Known for hours or for contributions: what is reached stands for both."""
    rules, (who,) = policy.honour.warmhearted_resident, subject.members
    served = at_least("minutes", rules.min_hours * 60, counted_minutes(policy, period, who),
                      period, who.lowerings)  # fmt: skip
    gave = at_least("contributions", rules.or_min_contributions, subject.contributions)
    reached = [each for each in (served, gave) if each.ok][:1]
    return [*(reached or [served, gave]), *conduct(policy, period.last, who)]


def _family(policy: Policy, period: Period, subject: Subject) -> list[Reason]:
    rules, minutes = policy.honour.five_good_family, _each(policy, period, subject)
    second = minutes[1] if len(minutes) > 1 else 0
    return [
        at_least("registered_members", rules.min_registered_members, len(minutes)),
        at_least("household_minutes", rules.min_household_hours * 60, sum(minutes)),
        at_least("minutes_of_the_second", rules.min_hours_each_of_two * 60, second),
        *_marks(rules.checklist, period.last, subject),
    ]


def _covenant(policy: Policy, period: Period, subject: Subject) -> list[Reason]:
    rules = policy.honour.covenant_keeper
    minutes = sum(_each(policy, period, subject))
    return [
        at_least("household_minutes", rules.min_household_hours * 60, minutes),
        *_marks(rules.checklist, period.last, subject),
    ]


def _building(policy: Policy, period: Period, subject: Subject) -> list[Reason]:
    """The book knows the households that somebody told it of, and not all that live in a
    building, nor of which estate type it is: both shares are told of those it knows, and the
    community answers for them, inside one peer group."""
    rules, known = policy.honour.civilised_building, len(subject.households)
    of_each = [
        sum(counted_minutes(policy, period, each) for each in members)
        for members in subject.households
    ]
    took_part = sum(minutes > 0 for minutes in of_each)
    return [
        told_by_people(
            "household_participation_permille", "community",
            rules.min_household_participation_permille,
            known=took_part * 1000 // known if known else 0,
        ),
        told_by_people(
            "hours_per_household_x10", "community", rules.min_hours_per_household_x10,
            known=sum(of_each) // (6 * known) if known else 0,
        ),
    ]  # fmt: skip


def _leader(policy: Policy, period: Period, subject: Subject) -> list[Reason]:
    """Scored by three voices, whose shares the policy has; the book knows of conduct."""
    rules = policy.honour.good_group_leader
    (who,) = subject.members
    return [
        *conduct(policy, period.last, who, paid_matters=False),
        told_by_people("score", "community", rules.min_score),
    ]


def _marks(checklist: Sequence[str], until: date, subject: Subject) -> list[Reason]:
    """The checklist: people tick it, but for the breach of the covenant, which the book knows."""
    return [
        none_of("breaches_of_the_covenant", _breaches(until, subject))
        if mark == "no_upheld_breach_12_months"
        else told_by_people(mark, "community")
        for mark in checklist
    ]


def _breaches(until: date, subject: Subject) -> int:
    return sum(
        months_later(weight.day, BREACH_MONTHS) > until
        for member in subject.members
        for weight in member.weights
        if weight.kind == "covenant"
    )
