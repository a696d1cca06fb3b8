"""Deadlines: which activities wait for their confirmation, until when, and who is still there.

Two views are joined here: who waits (`projections/waiting`, a short list however old the book
is) and what was planned (`projections/activity_board`). The clock's errands, the API and the desk
ask the same questions of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BigInteger, Select, literal_column, select, type_coerce

from api.access.reach import reaches
from api.ledgers import Ledger
from ledger.counting.working_days import Stage, confirm_by, stage_on
from projections.activity_board import ACTIVITIES
from projections.attendances import ATTENDANCES
from projections.waiting import TOLD, WAITING

if TYPE_CHECKING:
    from api.v1.asking import Caller

AT_ONCE = 200
"""How many activities are read together while those within reach are picked out."""
_POSITION_BITS = 32
"""What of a place in the list is the position; before it stands the second of the end."""


class Waits(msgspec.Struct, frozen=True):
    """An activity at which `waiting` people are not confirmed, of whom `inside` have not left.

    `promised` is the deadline as it was announced; `escalated_at` and `overdue_at` say when that
    was told, None when it was not.
    """

    activity: str
    title: str
    community: str
    team: str | None
    starts_at: datetime
    ends_at: datetime
    promised: date | None
    position: int
    waiting: int
    inside: int
    escalated_at: datetime | None
    overdue_at: datetime | None

    @property
    def place(self) -> int:
        """Where it stands in the list: by its end, then in the order of announcing."""
        return int(self.ends_at.timestamp()) << _POSITION_BITS | self.position


class Due(msgspec.Struct, frozen=True):
    """The same on a certain day: the last day to confirm in time, and the stage of the clock."""

    waits: Waits
    confirm_by: date
    provisional: bool
    stage: Stage

    @property
    def is_told(self) -> bool:
        """Whether the book has told of this stage."""
        told = {"escalated": self.waits.escalated_at, "overdue": self.waits.overdue_at}
        return told.get(self.stage) is not None


def due_within(
    caller: Caller, *, unit: str = "", stage: str = "", after: int = 0, limit: int
) -> list[Due]:
    """What waits within the caller's reach, and in `unit`, the most urgent first, behind the
    place `after`."""
    ledger = caller.ledger
    today = ledger.rules.current.local_date(caller.now())
    near: dict[tuple[str, str | None], bool] = {}
    found: list[Due] = []
    for each in _all_due(ledger, today, after):
        whose = each.waits.community, each.waits.team
        if whose not in near:
            near[whose] = _in_unit(ledger, each.waits, unit, today) and reaches(
                caller, each.waits.activity
            )
        if near[whose] and stage in ("", each.stage):
            found.append(each)
            if len(found) == limit:
                break
    return found


def late(ledger: Ledger, today: date) -> Iterator[Due]:
    """What waits for so long that it has to be told, and has not been."""
    for each in _all_due(ledger, today):
        if each.stage != "open" and not each.is_told:
            yield each


def still_inside(ledger: Ledger) -> list[str]:
    """The attendances of people who did not check out when they should have, and were not
    reminded yet."""
    evidence = ledger.rules.current.evidence
    ended = ledger.clock.now() - timedelta(minutes=evidence.remind_check_out_after_minutes)
    return ledger.shelf.rows(question_of_those_inside(ended), str)


def question_of_those_inside(ended: datetime) -> Select[Any]:
    """Whose activity had ended by then, who has not left, and has not heard of it."""
    c, a, t = ATTENDANCES.c, ACTIVITIES.c, TOLD.c
    return (
        select(c.attendance)
        .join(ACTIVITIES.table, a.activity == c.activity.concat(""))
        .outerjoin(TOLD.table, t.activity == c.activity)
        # In the words of the index that holds only those.
        .where(c.state == literal_column("'arrived'"), c.reminded_at.is_(None), a.ends_at <= ended)
        .where(t.revoked_at.is_(None))
    )


def question_of_waits(after: int) -> Select[Any]:
    """What waits behind that place in the list, the earliest end first. The short list of who
    waits is read from front to end, of all that was ever planned only what stands in it."""
    second, position = after >> _POSITION_BITS, after & (1 << _POSITION_BITS) - 1
    w, a, t = WAITING.c, ACTIVITIES.c, TOLD.c
    ends: Any = type_coerce(a.ends_at, BigInteger) // 1_000_000
    behind = (ends > second) | ((ends == second) & (a.position > position))
    return (
        select(
            a.activity, a.title, a.community, a.organising_team, a.starts_at, a.ends_at,
            a.confirm_by, a.position, w.people, w.inside, t.escalated_at, t.overdue_at,
        )
        .select_from(WAITING.table)
        # No index has the longer word: so the short list is read first, whatever it is guessed at.
        .join(ACTIVITIES.table, a.activity == w.activity.concat(""))
        .outerjoin(TOLD.table, t.activity == w.activity)
        .where(t.revoked_at.is_(None), behind)
        .order_by(ends, a.position)
        .limit(AT_ONCE)
    )  # fmt: skip


def _all_due(ledger: Ledger, today: date, after: int = 0) -> Iterator[Due]:
    while some := ledger.shelf.rows(question_of_waits(after), Waits):
        yield from (_due(ledger, each, today) for each in some)
        after = some[-1].place


def _due(ledger: Ledger, each: Waits, today: date) -> Due:
    policy = ledger.rules.at(each.starts_at)
    deadline = confirm_by(policy, each.ends_at, each.promised)
    stage = stage_on(policy, each.ends_at, today, each.promised)
    return Due(each, deadline.day, deadline.provisional, stage)


def _in_unit(ledger: Ledger, each: Waits, unit: str, today: date) -> bool:
    home = ledger.units.called(each.community, today)
    return not unit or ledger.units.within(home, unit, today)
