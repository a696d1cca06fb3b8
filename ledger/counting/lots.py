"""Beans live in lots; a lot is named by the day it dies on, and the oldest is spent first.

Lots are a mapping from that local day (`2030-02-01`) to the beans left. The day is exclusive:
from its 00:00 on, in the policy's zone, the beans are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ledger.policy import Policy


class ClawBack(NamedTuple):
    """What was taken back from which lots, and what is owed because it was spent before."""

    taken: dict[str, int]
    debt: int


def dies_on(policy: Policy, earned_on: date) -> date:
    """Return the day on which beans earned on that local day are gone.

    A lot dies at 24:00 on the last day of the n-th month after earning: earned on 2027-01-15
    with 36 months it dies on 2030-02-01 (golden vectors, Expiry).
    """
    months = earned_on.year * 12 + (earned_on.month - 1) + policy.beans.expiry.months + 1
    return date(months // 12, months % 12 + 1, 1)


def dead(lots: Mapping[str, int], today: date) -> dict[str, int]:
    """Return the lots whose day has come and that still hold beans."""
    return {lot: beans for lot, beans in sorted(lots.items()) if beans > 0 and _is_dead(lot, today)}


def reminder_step(policy: Policy, lot: str, today: date) -> int | None:
    """Return at which of the policy's steps, so many days before its end, a lot stands: the
    smallest that was reached. None for a lot that lives longer than that, or is dead."""
    left_days = (date.fromisoformat(lot) - today).days
    reached = [step for step in policy.beans.expiry.remind_days_before if left_days <= step]
    return min(reached) if reached and left_days > 0 else None


def spend(lots: Mapping[str, int], beans: int, today: date) -> dict[str, int]:
    """Return how many beans to take from which lot, earliest expiry first.

    Dead lots give nothing. Raises ValueError when the living lots hold too little, or for a
    negative number of beans.
    """
    living = [lot for lot in sorted(lots) if not _is_dead(lot, today)]
    taken, missing = _take(lots, living, beans)
    if missing:
        raise ValueError(f"{missing} beans are missing from the living lots")
    return taken


def give_back(
    policy: Policy,
    taken: Mapping[str, int],
    beans: int,
    today: date,
    *,
    returned_before: int = 0,
) -> dict[str, int]:
    """Return the lots into which `beans` of a redemption that took `taken` come back.

    The beans that would have lived longest come back first: a part refund leaves the volunteer
    exactly where a smaller redemption would have, since spending begins with the earliest
    expiry. `returned_before` are beans of the same redemption that earlier refunds gave back.
    Each bean keeps its own day, but a lot that died meanwhile comes back with
    `refund_min_life_days` (golden vectors, Spending order). Under a policy that does not keep
    the original expiry the beans live as if earned today. Raises ValueError when more is asked
    back than was taken.
    """
    youngest_first = sorted(taken, reverse=True)
    already, over = _take(taken, youngest_first, returned_before)
    still = {lot: taken[lot] - already.get(lot, 0) for lot in youngest_first}
    parts, missing = _take(still, youngest_first, beans)
    if over or missing:
        raise ValueError(f"{over + missing} beans are asked back that were never taken")
    returned: dict[str, int] = {}
    for lot, part in parts.items():
        day = _day_after_return(policy, lot, today)
        returned[day] = returned.get(day, 0) + part
    return dict(sorted(returned.items()))


def claw_back(lots: Mapping[str, int], beans: int, own_lot: str) -> ClawBack:
    """Return what to take from which lots when an earning of `beans` is revoked.

    The lot the beans were earned into gives first, then the earliest to die; what was spent
    already is debt, to be worked off and never asked for in cash. Pass living lots only: beans
    that are dead are lost to the volunteer already and pay for nothing. Raises ValueError for
    a negative number of beans.
    """
    order = sorted(lots, key=lambda lot: (lot != own_lot, lot))
    return ClawBack(*_take(lots, order, beans))


def _take(lots: Mapping[str, int], order: Iterable[str], beans: int) -> tuple[dict[str, int], int]:
    """Take beans from lots in the given order; return what each gave, and what is missing."""
    if beans < 0:
        raise ValueError("beans are counted from zero")
    taken: dict[str, int] = {}
    for lot in order:
        part = min(lots[lot], beans)
        if part > 0:
            taken[lot] = part
            beans -= part
    return taken, beans


def _is_dead(lot: str, today: date) -> bool:
    return lot <= today.isoformat()


def _day_after_return(policy: Policy, lot: str, today: date) -> str:
    if not policy.reversal.refund_keeps_original_expiry:
        return dies_on(policy, today).isoformat()
    if _is_dead(lot, today):
        return (today + timedelta(days=policy.reversal.refund_min_life_days)).isoformat()
    return lot
