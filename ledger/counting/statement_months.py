"""Statement months: when a merchant's month is closed, and until when it is paid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from ledger.counting.working_days import working_day_after
from ledger.policy import Policy

Stage = Literal[
    "frozen", "objected", "answered", "agreed", "undisputed", "paid", "rolled_over", "even"
]
"""How far a statement has come: closed; a line waits for its answer; every objection has one; the
merchant agreed; nobody objected in time; paid; too little to be paid by itself; nothing is due."""


def first_of(month: str) -> date:
    """The first day of a month (`2026-11`)."""
    return date.fromisoformat(f"{month}-01")


def last_of(month: str) -> date:
    """The last day of a month."""
    return (first_of(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_before(month: str) -> str:
    """The month before this one."""
    return (first_of(month) - timedelta(days=1)).isoformat()[:7]


def month_after(month: str) -> str:
    """The month after this one."""
    return (last_of(month) + timedelta(days=1)).isoformat()[:7]


def closes_on(policy: Policy, month: str) -> date:
    """The day on which a month is closed: so many working days into the next one."""
    return working_day_after(last_of(month), policy.settlement.statement_working_day).day


def pay_by(policy: Policy, month: str) -> date:
    """The day on which a month is paid at the latest, were it closed in time."""
    return working_day_after(last_of(month), policy.settlement.pay_by_working_day).day


def object_by(policy: Policy, frozen_on: date) -> date:
    """The last day on which a merchant may object; the day of the closing when there is none."""
    days = policy.settlement.merchant_objection_working_days
    return working_day_after(frozen_on, days).day if days else frozen_on


def stage(
    *, due: bool, paid: bool, rolled: bool, open_objections: int, objections: int, agreed: bool,
    over: bool,
) -> Stage:  # fmt: skip
    """How far a statement has come; `over` says that the days for objecting are."""
    if open_objections:
        return "objected"
    if not due:
        return "paid" if paid else "rolled_over" if rolled else "even"
    if agreed:
        return "agreed"
    if over:
        return "undisputed"
    return "answered" if objections else "frozen"
