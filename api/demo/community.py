"""The demo's community: a district, a street and 金沙社区, with all that three files say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from api.demo.sender import Sender
from api.house import House
from api.ids import new_id
from api.importing.activities import rows as activity_rows
from api.importing.refused import FileRefused
from api.importing.report import RowResult
from api.importing.rows import Row
from api.importing.tables import read_table
from api.intake.bringing_in import Brought, bring_in, desk_of
from api.ledgers import FIRST
from ledger.units import OpenUnit

UNITS = (("district", "昆明市盘龙区"), ("street", "金辰街道"), ("community", "金沙社区"))
ROSTER, SHOPS, PLAN = "volunteers.csv", "merchants.xlsx", "activities.csv"
AS_IT_IS_WEEKS = 5
"""A plan that ended so lately is taken as it stands; another is moved by whole weeks."""


def found(house: House, files: Path, staff: str, moved_by: timedelta) -> dict[str, list[RowResult]]:
    """Open the units and bring the three files in; returns what became of their rows."""
    ledger = house.ledgers.of(FIRST)
    sender = Sender(ledger.book, "units")
    parent: str | None = None
    for kind, name in UNITS:
        unit = new_id("unit", ledger.clock.now())
        command = OpenUnit(unit=unit, kind=kind, name=name, parent=parent)
        sender.send(command, staff, "staff", ledger.clock.now()).result()
        parent = unit

    def bring(kind: Any, file: str, moved: Callable[[Row[Any]], Row[Any]] | None = None) -> Brought:
        desk = desk_of(ledger, house.people, house.settings)
        return bring_in(desk, kind, files / file, moved=moved)

    return {
        "volunteers": list(bring("volunteers", ROSTER).results),
        "merchants": list(bring("merchants", SHOPS).results),
        "activities": list(bring("activities", PLAN, _mover(moved_by)).results),
    }


def time_to_move(files: Path, now: datetime) -> timedelta:
    """By how many whole weeks to move the plan, so that its last activity is of these weeks."""
    ends = [end for _, end in _times(files)]
    last: date = max(ends).date()
    weeks = (now.astimezone(max(ends).tzinfo).date() - last).days // 7
    return timedelta() if 0 <= weeks < AS_IT_IS_WEEKS else timedelta(weeks=weeks)


def first_start(files: Path) -> datetime:
    """When the first activity of the plan begins."""
    return min(start for start, _ in _times(files))


def _times(files: Path) -> list[tuple[datetime, datetime]]:
    times = [
        (row.outcome.starts_at, row.outcome.ends_at)
        for row in activity_rows(read_table(files / PLAN))
        if not isinstance(row.outcome, tuple)
    ]
    if not times:
        raise FileRefused("no_rows", "The plan holds no activity.", "活动计划中没有活动。")
    return times


def _mover(by: timedelta) -> Callable[[Row[Any]], Row[Any]] | None:
    def moved(row: Row[Any]) -> Row[Any]:
        if isinstance(row.outcome, tuple):
            return row
        plan = row.outcome
        times = {"starts_at": plan.starts_at + by, "ends_at": plan.ends_at + by}
        return Row(row.number, replace(plan, **times))

    return moved if by else None
