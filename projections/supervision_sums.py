"""Supervision added up: the figures of every unit in a period, as of one moment.

Everything is counted where it belongs (an activity, a home, a shop) and laid over the tree as it
stood on the last day of the period. So a unit has what its children have and what is directly
attached to it, to the last bean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from ledger.counting.periods import Period
from ledger.facts import Figures
from projections.activity_board import ActivityBoard
from projections.directory import Directory
from projections.hours_sums import HoursSums
from projections.objections import OBJECTIONS, Objections
from projections.service_hours import ServiceHours
from projections.shelf.moment import Moment
from projections.supervision_days import OF_VOLUNTEERS, SupervisionDays
from projections.supervision_questions import Question, questions
from projections.tree import KnownUnits, Tree
from projections.waiting import WaitingList

ADDED_VIEWS = (
    ServiceHours, ActivityBoard, WaitingList, Objections, Directory, Tree, SupervisionDays,
)  # fmt: skip
"""The views that the figures are added up from."""
KINDS = frozenset({"district", "street", "community"})
"""The kinds of units that have documents."""

OF_PEOPLE = tuple(
    str(each.name) for each in OF_VOLUNTEERS.table.columns if each.name not in ("volunteer", "day")
)
"""The figures that are counted where a volunteer was at home that evening."""

Found = Iterator[tuple[str, dict[str, int]]]


class Source(NamedTuple):
    """An activity, a shop or a volunteer, and its part of a figure."""

    source: str
    number: int


class SupervisionSums:
    """The figures of one moment; `zone` is where days begin and end."""

    def __init__(self, moment: Moment, zone: tzinfo) -> None:
        self._moment, self._zone = moment, zone
        self._hours = HoursSums(moment, zone)

    @property
    def position(self) -> int:
        """The position of the book that the figures are as of."""
        return self._moment.position

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

    def of_unit(self, unit: str, period: Period) -> Figures:
        """The same of one unit alone, which is quicker the smaller it is."""
        near = Tree(self._moment).whole().belonging(unit, period.last)
        total: Counter[str] = Counter()
        for place, figures in self._all(period, near):
            if place in near:
                total.update(figures)
        return msgspec.convert(total, Figures)

    def behind(self, figure: str, period: Period, unit: str) -> list[Source]:
        """Of what a figure of a unit is made, the largest part first: activities or shops, and
        volunteers where it is about their own days; nothing where it is told by the hours or the
        objections."""
        near = Tree(self._moment).whole().belonging(unit, period.last)
        found = [
            Source(source, int(number))
            for question in self._questions(period)
            if figure in question.figures
            for source, number in self._moment.rows(question.by_source(figure, near), _as_told)
        ]
        if figure in OF_PEOPLE:
            parts: Counter[str] = Counter()
            for volunteer, home, figures in self._of_people(period):
                parts[volunteer] += figures[figure] if home in near else 0
            found += [Source(*each) for each in parts.items() if each[1]]
        return sorted(found, key=lambda each: (-each.number, each.source))

    # Behind them ----------------------------------------------------------------------------

    def _all(self, period: Period, near: Collection[str] | None = None) -> Found:
        """What happened at each place; whatever is slow only near these places."""
        for question in self._questions(period):
            for place, *sums in self._moment.rows(question.by_place(), _as_told):
                yield place, dict(zip(question.figures, map(int, sums), strict=True))
        for (home, grade), sums in self._hours.by_unit_and_grade(period, near).items():
            yield home, {
                "sessions": sums.sessions, f"sessions_of_grade_{grade.lower()}": sums.sessions,
                "service_minutes": sums.minutes, "training_minutes": sums.training,
            }  # fmt: skip
        for _, home, figures in self._of_people(period):
            yield home, figures
        yield from self._objected(period)

    def _questions(self, period: Period) -> list[Question]:
        return questions(period, *self._instants(period))

    def _instants(self, period: Period) -> tuple[datetime, datetime]:
        """The one with which a period begins, and the one with which it is over."""
        days = period.first, period.last + timedelta(days=1)
        first, behind = (datetime.combine(day, time(), tzinfo=self._zone) for day in days)
        return first, behind

    def _of_people(self, period: Period) -> Iterator[tuple[str, str, dict[str, int]]]:
        """What became of whose days, and where they were at home that evening."""
        c = OF_VOLUNTEERS.c
        told = (getattr(c, figure) for figure in OF_PEOPLE)
        question = select(c.volunteer, c.day, *told).where(
            c.day.between(period.first, period.last)
        )
        rows: list[Any] = self._moment.rows(question, _as_told)
        homes = self._hours.homes_on([(volunteer, day) for volunteer, day, *_ in rows])
        for volunteer, day, *numbers in rows:
            if (volunteer, day) in homes:
                figures = dict(zip(OF_PEOPLE, numbers, strict=True))
                yield volunteer, homes[volunteer, day], figures

    def _objected(self, period: Period) -> Found:
        c, (first, behind) = OBJECTIONS.c, self._instants(period)
        question = select(c.volunteer, c.raised_at, c.state).where(
            c.raised_at >= first, c.raised_at < behind
        )
        told = self._moment.rows(question, _as_told)
        rows = [(who, at.astimezone(self._zone).date(), state) for who, at, state in told]
        homes = self._hours.homes_on([(volunteer, day) for volunteer, day, _ in rows])
        for volunteer, day, state in rows:
            if (volunteer, day) in homes:
                figures = {"objections_raised": 1, "objections_open": int(state == "open")}
                yield homes[volunteer, day], figures


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
