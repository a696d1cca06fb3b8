"""Supervision asked of the views: each question tells some figures, by place or by source."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, literal_column, select

from ledger.counting.periods import Period
from projections.activity_board import ACTIVITIES
from projections.directory import MERCHANTS
from projections.supervision_days import AT_ACTIVITIES, AT_SHOPS
from projections.waiting import TOLD, WAITING

_ONE, _NONE = literal_column("1"), literal_column("0")


class Question(NamedTuple):
    """Sums, each with the name of its figure, of everything that has a `place` and is one
    `source`: an activity or a shop."""

    place: Any
    source: Any
    sums: tuple[Any, ...]
    narrowed: Select[Any]

    @property
    def figures(self) -> list[str]:
        """The names of the figures, in the order of the sums."""
        return [str(each.name) for each in self.sums]

    def by_place(self) -> Select[Any]:
        """A place, and all sums."""
        asked = self.narrowed.with_only_columns(self.place, *self.sums)
        return asked.group_by(self.place)

    def by_source(self, figure: str, places: Collection[str]) -> Select[Any]:
        """A source in one of these places, and its part of one figure, where it has any."""
        (part,) = (each for each in self.sums if each.name == figure)
        asked = self.narrowed.with_only_columns(self.source, part).group_by(self.source)
        return asked.where(self.place.in_(sorted(places))).having(part.element != _NONE)


def questions(period: Period, first: datetime, behind: datetime) -> list[Question]:
    """Every question of a period, that goes from the instant `first` to just before `behind`."""
    starts = ACTIVITIES.c.starts_at.between(first, behind - timedelta(microseconds=1))
    at_activities = AT_ACTIVITIES.c.day.between(period.first, period.last)
    at_shops = AT_SHOPS.c.day.between(period.first, period.last)
    return [
        _planned(starts), _waiting(starts), _at_activities(at_activities), _at_shops(at_shops),
    ]  # fmt: skip


def _planned(starts: Any) -> Question:
    """Activities: those that took place, and those that were called off."""
    c = ACTIVITIES.c
    held = (c.cancelled == _NONE) & (c.withdrawn == _NONE)
    sums = (
        func.sum(case((held, _ONE), else_=_NONE)).label("activities_held"),
        func.sum(case((c.cancelled > _NONE, _ONE), else_=_NONE)).label("activities_cancelled"),
        func.sum(case((held, c.arrived), else_=_NONE)).label("arrivals"),
    )
    narrowed = select(c.community).select_from(ACTIVITIES.table).where(starts)
    return Question(c.community, c.activity, sums, narrowed)


def _waiting(starts: Any) -> Question:
    """Who came to them and is not confirmed; what is overdue was told so by the clock."""
    overdue = case((TOLD.c.overdue_at.is_not(None), _ONE), else_=_NONE)
    sums = (
        func.sum(WAITING.c.people).label("people_not_confirmed"),
        func.sum(overdue).label("activities_overdue"),
    )
    narrowed = (
        select(ACTIVITIES.c.community)
        .select_from(WAITING.table)
        .join(ACTIVITIES.table, ACTIVITIES.c.activity == WAITING.c.activity)
        .outerjoin(TOLD.table, TOLD.c.activity == WAITING.c.activity)
        .where(TOLD.c.revoked_at.is_(None), starts)
    )
    return Question(ACTIVITIES.c.community, ACTIVITIES.c.activity, sums, narrowed)


def _at_activities(days: Any) -> Question:
    c = AT_ACTIVITIES.c
    sums = _sums((c.awarded_beans, c.clawed_back_beans, c.corrections, c.revocations, c.no_shows))
    narrowed = select(ACTIVITIES.c.community).select_from(AT_ACTIVITIES.table)
    narrowed = narrowed.join(ACTIVITIES.table, ACTIVITIES.c.activity == c.activity).where(days)
    return Question(ACTIVITIES.c.community, c.activity, sums, narrowed)


def _at_shops(days: Any) -> Question:
    c = AT_SHOPS.c
    sums = _sums((c.redemptions, c.redeemed_beans, c.returned_beans))
    narrowed = select(MERCHANTS.c.community).select_from(AT_SHOPS.table)
    narrowed = narrowed.join(MERCHANTS.table, MERCHANTS.c.merchant == c.merchant).where(days)
    return Question(MERCHANTS.c.community, c.merchant, sums, narrowed)


def _sums(columns: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(func.sum(column).label(column.name) for column in columns)
