"""Near: what is coming in the places that concern somebody."""

from __future__ import annotations

from datetime import timedelta

from api.v1.asking import Caller
from projections.activity_board import ACTIVITIES, Activity

DAYS_AHEAD = 30


def coming(
    caller: Caller, near: set[str], limit: int, after: Activity | None = None
) -> list[Activity]:
    """What begins within the next month near somebody, the earliest first, behind `after`."""
    c, now = ACTIVITIES.c, caller.now()
    question = ACTIVITIES.select().where(
        c.community.in_(sorted(near)), c.starts_at > now,
        c.starts_at < now + timedelta(days=DAYS_AHEAD),
    )  # fmt: skip
    if after is not None:
        later = (c.starts_at > after.starts_at) | (c.activity > after.activity)
        question = question.where(c.starts_at >= after.starts_at, later)
    in_order = question.order_by(c.starts_at, c.activity).limit(limit)
    return caller.ledger.shelf.rows(in_order, Activity)
