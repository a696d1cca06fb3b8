"""Deadlines over HTTP: what waits for its confirmation, the most urgent first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access.reach import check
from api.access.table import Deed, opens_to
from api.deadlines import Due, due_within
from api.v1 import paging
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from ledger.counting.working_days import Stage

AnyStage = Annotated[
    str,
    QueryParameter(
        pattern="^(open|escalated|overdue)?$",
        description="`open`, `escalated` (told to the staff above) or `overdue`; empty for all.",
    ),
]


class Deadline(msgspec.Struct, kw_only=True):
    """An activity at which `waiting` people came and are not confirmed, of whom `open` have not
    checked out.

    `confirm_by` is the last day to confirm in time; it is `provisional` while the calendar of its
    year is not published, and may only move later. From the policy's alarm day on the stage is
    `escalated`, on the last day and after it `overdue`.
    """

    activity: str
    title: str
    community: str
    ends_at: datetime
    confirm_by: date
    provisional: bool
    stage: Stage
    waiting: int
    open: int


class Deadlines(msgspec.Struct, kw_only=True):
    """What waits, the most urgent first."""

    items: list[Deadline]
    next_cursor: str | None


@get("/deadlines", opt=opens_to(Deed.READ_DEADLINES), **READS)
def deadlines(
    request: Call,
    unit: AnyUnit = "",
    stage: AnyStage = "",
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Deadlines:
    """Activities within reach that wait for their confirmation, perhaps only those of a unit."""
    caller = caller_of(request)
    if unit:
        check(caller, unit)
    after = paging.position_of(caller.ledger, cursor) or 0
    found = due_within(caller, unit=unit, stage=stage, after=after, limit=limit + 1)
    page = paging.cut(caller.ledger, found, limit, lambda due: due.waits.place)
    return Deadlines(items=[_told(each) for each in page.items], next_cursor=page.next_cursor)


def _told(due: Due) -> Deadline:
    waits = due.waits
    return Deadline(
        activity=waits.activity, title=waits.title, community=waits.community,
        ends_at=waits.ends_at, confirm_by=due.confirm_by, provisional=due.provisional,
        stage=due.stage, waiting=waits.waiting, open=waits.inside,
    )  # fmt: skip


ROUTES = [deadlines]
