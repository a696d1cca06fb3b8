"""Near: what is coming in the places that concern somebody."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.v1.asking import Caller
from projections.activity_board import ACTIVITIES, Activity

DAYS_AHEAD = 30


def coming(
    caller: Caller, near: set[str], limit: int, after: Activity | None = None
) -> list[Activity]:
    """What begins within the next month near somebody, the earliest first, behind `after`."""
    c, now = ACTIVITIES.c, caller.now()
    since: datetime = max(now, after.starts_at) if after else now
    question = ACTIVITIES.select().where(
        c.community.in_(sorted(near)), c.starts_at >= since,
        c.starts_at < now + timedelta(days=DAYS_AHEAD),
    )  # fmt: skip
    if after is not None:
        later = (c.starts_at > after.starts_at) | (c.activity > after.activity)
        question = question.where(later)
    return caller.ledger.shelf.rows(question.order_by(c.starts_at, c.activity).limit(limit),
                                    Activity)  # fmt: skip
