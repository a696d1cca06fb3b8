"""A plan of volunteer activities, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from api.importing.amounts import whole_number
from api.importing.cells import line_of_text, note, one_of
from api.importing.columns import ACTIVITY_COLUMNS
from api.importing.moments import local_time
from api.importing.refused import CellRefused
from api.importing.rows import FirstSeen, Row, RowReading, readings
from api.importing.tables import Table

# Which category of the policy each kind of activity belongs to. The policy's own remarks decide:
# civility, environment and event support are general; law and medicine need a qualification.
# Telling people about fire safety is not a fire patrol.
CATEGORIES = {
    "清洁家园": "general",
    "活动保障": "general",
    "消防宣传": "general",
    "治安巡逻": "patrol",
    "夜间巡逻": "patrol_night",
    "探访独居老人": "care",
    "义诊": "professional",
    "普法讲座": "professional",
    "general": "general",
    "patrol": "patrol",
    "patrol_night": "patrol_night",
    "care": "care",
    "professional": "professional",
}
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One activity with its times on Shanghai's clock; without `capacity` all may come."""

    title: str
    category: str
    team: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    remark: str | None = field(repr=False)


def rows(table: Table) -> Iterator[Row[ActivityRow]]:
    """Every row of a plan, taken or refused; raises `FileRefused` when columns are missing."""
    plan = FirstSeen()
    return (_row(reading, plan) for reading in readings(table, ACTIVITY_COLUMNS))


def _row(reading: RowReading, plan: FirstSeen) -> Row[ActivityRow]:
    people = partial(whole_number, least=1, most=MOST_PEOPLE)
    activity = ActivityRow(
        title=reading.take("title", line_of_text),
        category=reading.take("category", partial(one_of, choices=CATEGORIES)),
        team=reading.take("team", line_of_text),
        place=reading.take("place", line_of_text),
        starts_at=reading.take("starts_at", local_time),
        ends_at=reading.take("ends_at", local_time),
        capacity=reading.take_if_filled("capacity", people),
        remark=reading.take_if_filled("remark", note),
    )
    if activity.starts_at and activity.ends_at and activity.ends_at <= activity.starts_at:
        reading.refuse(
            "ends_at",
            CellRefused("ends_before_start", "must be after the start", "应晚于开始时间"),
        )
    same = (activity.title, activity.team, activity.place, activity.starts_at)
    if None not in same:
        plan.refuse_second(reading, "title", same, "duplicate_activity")
    return reading.outcome(activity)
