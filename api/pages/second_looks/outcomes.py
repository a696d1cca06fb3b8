"""Outcomes: what facts mean for each person, as a page says it before and after they happen."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from api.v1.asking import Caller
from ledger.facts import (
    BeansAwarded,
    BeansClawedBack,
    BeansGranted,
    BeansImported,
    DebtForgiven,
    Fact,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceImported,
    StarGranted,
)

PROGRAM = "program"
"""Who stands for a key, which has no name."""


class Outcome(msgspec.Struct):
    """What somebody gains: minutes that count, that wait, that were training; beans, and how
    many a cap cut off; beans of a debt that is forgiven; a
    star. `balance_after` is None without beans."""

    volunteer: str
    masked: str = ""
    minutes: int = 0
    pending_minutes: int = 0
    training_minutes: int = 0
    declined_minutes: int = 0
    beans: int = 0
    capped_beans: int = 0
    forgiven: int = 0
    grade: str = ""
    balance_after: int | None = None
    star: int = 0


def outcomes_of(caller: Caller, facts: Iterable[Fact]) -> list[Outcome]:
    """What these facts mean for each person, in the order in which they appear."""
    found: dict[str, Outcome] = {}
    for fact in facts:
        volunteer = getattr(fact, "volunteer", None)
        if volunteer is not None:
            _add(found.setdefault(volunteer, Outcome(volunteer)), fact)
    names = caller.house.people.masked_names(found)
    for volunteer, outcome in found.items():
        outcome.masked = names[volunteer]
    return list(found.values())


def _add(outcome: Outcome, fact: Fact) -> None:
    match fact:
        case ServiceConfirmed():
            outcome.minutes, outcome.grade = fact.minutes, fact.grade
            outcome.pending_minutes = fact.pending_minutes
            outcome.training_minutes, outcome.capped_beans = (
                fact.training_minutes, fact.capped_beans,
            )  # fmt: skip
        case PendingReviewed():
            outcome.minutes = fact.accepted_minutes
            outcome.declined_minutes = fact.declined_minutes
        case BeansAwarded() | BeansGranted():
            outcome.beans += fact.beans
            outcome.capped_beans = fact.capped_beans
        case ServiceImported():
            outcome.minutes += fact.minutes
            outcome.training_minutes += fact.training_minutes
            outcome.grade = fact.grade
        case BeansImported():
            outcome.beans += fact.beans if fact.target == fact.volunteer else -fact.beans
        case BeansClawedBack():
            outcome.beans -= fact.beans
        case DebtForgiven():
            outcome.forgiven = fact.beans
        case StarGranted():
            outcome.star = fact.star
    if isinstance(fact, PurseMovement):
        outcome.balance_after = fact.balance_after


def name_of(caller: Caller, who: str | None) -> str:
    """Who did something, masked; `PROGRAM` for a key, nothing for nobody."""
    if not who:
        return ""
    if not who.startswith(("person-", "volunteer-")):
        return PROGRAM
    return caller.house.people.masked_names([who])[who]
