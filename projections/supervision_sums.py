"""Supervision added up: the figures of every unit in a period, as of one moment.

Everything is counted where it belongs (an activity, a home, a shop) and laid over the tree as it
stood on the last day of the period. So a unit has what its children have and what is directly
attached to it, to the last bean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

import msgspec
from sqlalchemy import Select, case, func, literal_column, select

from ledger.counting.periods import Period
from ledger.facts import Figures
from projections.activity_board import ACTIVITIES, ActivityBoard
from projections.directory import MERCHANTS, Directory
from projections.hours_sums import HoursSums
from projections.objections import OBJECTIONS, Objections
from projections.service_hours import ServiceHours
from projections.shelf.moment import Moment
from projections.supervision_days import AT_ACTIVITIES, AT_SHOPS, FOR_DEEDS, SupervisionDays
from projections.tree import KnownUnits, Tree
from projections.waiting import TOLD, WAITING, WaitingList

ADDED_VIEWS = (
    ServiceHours, ActivityBoard, WaitingList, Objections, Directory, Tree, SupervisionDays,
)  # fmt: skip
"""The views that the figures are added up from."""
KINDS = frozenset({"district", "street", "community"})
"""The kinds of units that have documents."""

Found = Iterator[tuple[str, dict[str, int]]]


class SupervisionSums:
    """The figures of one moment; `zone` is where days begin and end."""

    def __init__(self, moment: Moment, zone: tzinfo) -> None:
        self._moment, self._zone = moment, zone
        self._hours = HoursSums(moment, zone)

    def of(self, period: Period) -> dict[str, Figures]:
        """The figures of every unit in which something happened, by its id."""
        known: KnownUnits = Tree(self._moment).whole()
        totals: dict[str, Counter[str]] = {}
        for place, figures in self._all(period):
            for unit in known.path(place, period.last):
                totals.setdefault(unit, Counter()).update(figures)
        return {
            unit: msgspec.convert(figures, Figures)
            for unit, figures in sorted(totals.items())
            if known.shape.life(unit).kind in KINDS and any(figures.values())
        }

    def _all(self, period: Period) -> Found:
        first = datetime.combine(period.first, time(), tzinfo=self._zone)
        behind = datetime.combine(period.last + timedelta(days=1), time(), tzinfo=self._zone)
        in_time = ACTIVITIES.c.starts_at.between(first, behind - timedelta(microseconds=1))
        yield from self._counted(_planned().where(in_time))
        yield from self._counted(_waiting().where(in_time))
        days = period.first, period.last
        yield from self._counted(_at_activities().where(AT_ACTIVITIES.c.day.between(*days)))
        yield from self._counted(_at_shops().where(AT_SHOPS.c.day.between(*days)))
        yield from self._served(period)
        yield from self._granted(period)
        yield from self._objected(first, behind)

    def _counted(self, question: Select[Any]) -> Found:
        names = [str(column.name) for column in question.selected_columns][1:]
        for place, *sums in self._moment.rows(question, _as_told):
            yield place, dict(zip(names, map(int, sums), strict=True))

    def _served(self, period: Period) -> Found:
        for (home, grade), sums in self._hours.by_unit_and_grade(period).items():
            yield home, {
                "sessions": sums.sessions, f"sessions_of_grade_{grade.lower()}": sums.sessions,
                "service_minutes": sums.minutes, "training_minutes": sums.training,
            }  # fmt: skip

    def _granted(self, period: Period) -> Found:
        c = FOR_DEEDS.c
        question = select(c.volunteer, c.day, c.granted_beans)
        rows = self._moment.rows(
            question.where(c.day.between(period.first, period.last)), _as_told
        )
        homes = self._hours.homes_on([(volunteer, day) for volunteer, day, _ in rows])
        for volunteer, day, beans in rows:
            if (volunteer, day) in homes:
                yield homes[volunteer, day], {"granted_beans": beans}

    def _objected(self, first: datetime, behind: datetime) -> Found:
        c = OBJECTIONS.c
        question = select(c.volunteer, c.raised_at, c.state)
        told = self._moment.rows(
            question.where(c.raised_at >= first, c.raised_at < behind), _as_told
        )
        rows = [(who, at.astimezone(self._zone).date(), state) for who, at, state in told]
        homes = self._hours.homes_on([(volunteer, day) for volunteer, day, _ in rows])
        for volunteer, day, state in rows:
            if (volunteer, day) in homes:
                open_now = int(state == "open")
                yield (
                    homes[volunteer, day], {"objections_raised": 1, "objections_open": open_now}
                )


_ONE, _NONE = literal_column("1"), literal_column("0")


def _planned() -> Select[Any]:
    """Activities by their community: those that took place, and those that were called off."""
    c = ACTIVITIES.c
    held = (c.cancelled == _NONE) & (c.withdrawn == _NONE)
    return select(
        c.community,
        func.sum(case((held, _ONE), else_=_NONE)).label("activities_held"),
        func.sum(case((c.cancelled > _NONE, _ONE), else_=_NONE)).label("activities_cancelled"),
        func.sum(case((held, c.arrived), else_=_NONE)).label("arrivals"),
    ).group_by(c.community)


def _waiting() -> Select[Any]:
    """Who came to them and is not confirmed; what is overdue was told so by the clock."""
    overdue = case((TOLD.c.overdue_at.is_not(None), _ONE), else_=_NONE)
    return (
        select(
            ACTIVITIES.c.community,
            func.sum(WAITING.c.people).label("people_not_confirmed"),
            func.sum(overdue).label("activities_overdue"),
        )
        .select_from(WAITING.table)
        .join(ACTIVITIES.table, ACTIVITIES.c.activity == WAITING.c.activity)
        .outerjoin(TOLD.table, TOLD.c.activity == WAITING.c.activity)
        .where(TOLD.c.revoked_at.is_(None))
        .group_by(ACTIVITIES.c.community)
    )


def _at_activities() -> Select[Any]:
    c, place = AT_ACTIVITIES.c, ACTIVITIES.c.community
    sums = (c.awarded_beans, c.clawed_back_beans, c.corrections, c.revocations, c.no_shows)
    question = select(place, *_sums(sums)).select_from(AT_ACTIVITIES.table)
    joined = question.join(ACTIVITIES.table, ACTIVITIES.c.activity == c.activity)
    return joined.group_by(place)


def _at_shops() -> Select[Any]:
    c, place = AT_SHOPS.c, MERCHANTS.c.community
    question = select(place, *_sums((c.redemptions, c.redeemed_beans, c.returned_beans)))
    joined = question.select_from(AT_SHOPS.table).join(
        MERCHANTS.table, MERCHANTS.c.merchant == c.merchant
    )
    return joined.group_by(place)


def _sums(columns: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(func.sum(column).label(column.name) for column in columns)


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
