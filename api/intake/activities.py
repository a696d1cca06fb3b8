"""A plan's rows: activities are published, each by the team that the row names."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any

from api.ids import new_id
from api.importing.activities import ActivityRow
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.intake.desk import Desk, refused, unread
from api.intake.places import Places
from ledger.activities import PublishActivity
from ledger.command import Receipt
from ledger.refusals import Refusal


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Publish every activity that was not brought in before.

    A team that nobody has formed yet is formed where there is one community only; in a ledger
    with several the row is refused, because the team could be anybody's.
    """
    return [result() for result in [_bring(desk, places, row) for row in rows]]


def _bring(desk: Desk, places: Places, row: Row[Any]) -> Any:
    problem = row.outcome if isinstance(row.outcome, tuple) else _problem(desk, places, row)
    if problem:
        return lambda: unread(Row(row.number, problem))
    community = places.communities[places.home_of(row.outcome.team)]
    by = desk.by("activities", desk.row_mark("activities", row.outcome, community))
    if desk.brought(by):
        return lambda: RowResult(row.number, "unchanged")
    if desk.dry:
        return lambda: RowResult(row.number, "would import")
    asked = desk.book.submit(_publish(desk, places, row.outcome), by, desk.now)
    return lambda: _answer(row, asked)


def _problem(desk: Desk, places: Places, row: Row[Any]) -> tuple[RowProblem, ...]:
    activity: ActivityRow = row.outcome
    if activity.category not in desk.policy.categories:
        told = ("the policy knows no such category", "现行政策没有此类别")
        return (RowProblem(row.number, "类别", "category_unknown", *told),)
    try:
        places.home_of(activity.team)
    except KeyError:
        told = ("must be a team that has been formed here", "没有登记过该队伍")
        return (RowProblem(row.number, "队伍", "unknown_team", *told),)
    return ()


def _publish(desk: Desk, places: Places, activity: ActivityRow) -> PublishActivity:
    community = places.home_of(activity.team)
    return PublishActivity(
        activity=new_id("activity", desk.now), title=activity.title, category=activity.category,
        community=places.communities[community], team=places.team(activity.team, community),
        place=activity.place, starts_at=activity.starts_at, ends_at=activity.ends_at,
        capacity=activity.capacity,
    )  # fmt: skip


def _answer(row: Row[Any], asked: Future[Receipt]) -> RowResult:
    try:
        receipt = asked.result()
    except Refusal as refusal:
        return refused(row, refusal)
    return RowResult(row.number, "unchanged" if receipt.replayed else "imported")
