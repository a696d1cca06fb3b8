"""Hours added up: what the people of some units served in a period, by whatever they are asked.

Most people never move, and their sessions are added up by the database; those of the few who
did are looked at one by one, each where its volunteer was at home at the end of that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Select, Text, func, literal_column, select, type_coerce

from ledger.counting.periods import Period
from projections.homes import at, building_at, histories
from projections.hours_affiliations import affiliated
from projections.hours_homes import DWELLERS, HEARTHS, HOUSES, STAYS
from projections.service_hours import PLANS, SERVED, SESSIONS
from projections.shelf import Shelf

Key = TypeVar("Key")
Label = Literal["category", "team", "origin", "programme", "admission", "affiliation"]
"""What an activity was, and on whose side somebody served there: each session has one of each, or
none, and so counts once."""
FEW_UNITS = 500
"""So many units are named to the database; with more, everybody is asked for and then chosen."""


# Said in the words of the indexes, and of what is grouped by: a parameter would be neither.
_NOTHING, _BLANK = literal_column("''", Text), literal_column("' '", Text)
_GRADE = func.coalesce(SESSIONS.c.grade, literal_column("'D'", Text))
_STAYED = DWELLERS.c.homes == literal_column("1")
_MOVED = DWELLERS.c.homes > literal_column("1")


class Sums(NamedTuple):
    """Minutes of service, minutes of training, and in how many sessions."""

    minutes: int = 0
    training: int = 0
    sessions: int = 0

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*map(sum, zip(self, other, strict=True)))


class Dwelt(NamedTuple):
    """What a volunteer served on one day, in activities of one label, living there then; a
    household or a building that is not known is empty."""

    volunteer: str
    household: str
    building: str
    label: str
    sums: Sums


class _Found(NamedTuple):
    label: str
    unit: str
    sums: Sums


class HoursSums:
    """Answers over the view of service hours; `zone` is where its days begin and end."""

    def __init__(self, shelf: Shelf, zone: tzinfo) -> None:
        self.shelf = shelf
        self._zone = zone

    def by_unit(self, period: Period) -> dict[str, Sums]:
        """What was served by those at home in each unit itself, not counting any below it."""
        found = self._settled_by_unit(period)
        return _added((each.unit, each.sums) for each in (*found, *self._wanderers(period)))

    def by_label(
        self, label: Label, period: Period, units: Collection[str] | None
    ) -> dict[str, Sums]:
        """What was served by those at home in these units (None: by all), by what the activities
        were; empty for those that had none."""
        source = _source(label, period)
        if units is not None:
            return self._by(source, source.label, period, units)
        # Of everybody: it does not matter where they are at home.
        question = select(source.label, *_sums(source)).group_by(source.label)
        question = question.select_from(source.table)
        question = question.where(source.c.day.between(period.first, period.last))
        return {of: Sums(*map(int, sums)) for of, *sums in self.shelf.rows(question, _as_told)}

    def dwelt(
        self, period: Period, units: Collection[str], label: Label = "category"
    ) -> list[Dwelt]:
        """Every day of every volunteer while at home in these units, with the household in which
        they lived at its end; few enough to be looked at one by one for a community."""
        source = _source(label, period)
        day = type_coerce(source.c.day, Text)
        told = source.c.volunteer + _BLANK + day + _BLANK + source.label
        per_day = self._by(source, told, period, units)
        people = {each.split(" ")[0] for each in per_day}
        lives = histories(self.shelf, HEARTHS, "household", people)
        homes = {household for told in lives.values() for _, household in told}
        houses = histories(self.shelf, HOUSES, "building", homes)
        found = []
        for each, sums in per_day.items():
            volunteer, on, value = each.split(" ", 2)
            evening = self._end_of(date.fromisoformat(on))
            household = at(lives.get(volunteer, ()), evening, "")
            building = building_at(houses, household, evening)
            found.append(Dwelt(volunteer, household, building, value, sums))
        return found

    def by_unit_and_grade(
        self, period: Period, units: Collection[str] | None = None
    ) -> dict[tuple[str, str], Sums]:
        """The same as `by_unit`, apart by the evidence on which each session rests; of these
        units alone (None: of all)."""
        found = self._found_by(_source("category", period), _GRADE, period, units)
        return _added(
            ((each.unit, each.label), each.sums)
            for each in found
            if units is None or each.unit in units
        )

    def homes_on(self, evenings: Collection[tuple[str, date]]) -> dict[tuple[str, date], str]:
        """Where each of these volunteers was at home at the end of the day beside them."""
        stays = histories(self.shelf, STAYS, "unit", {volunteer for volunteer, _ in evenings})
        return {
            (volunteer, day): at(stays[volunteer], self._end_of(day), stays[volunteer][0][1])
            for volunteer, day in evenings
            if volunteer in stays
        }

    # Behind them ----------------------------------------------------------------------------

    def _settled_by_unit(self, period: Period) -> list[_Found]:
        unit = DWELLERS.c.unit
        months = tuple(period.months())
        if not months:
            question = _joined(select(unit, unit, *_sums(SESSIONS)), SESSIONS)
            question = question.where(SESSIONS.c.day.between(period.first, period.last))
        else:
            names = (period.name,) if period.kind == "year" else months
            question = _joined(select(unit, unit, *_sums(SERVED)), SERVED)
            question = question.where(SERVED.c.period.in_(names))
        return self.shelf.rows(question.where(_STAYED).group_by(unit), _found)

    def _by(
        self, source: _Source, label: Any, period: Period, units: Collection[str] | None
    ) -> dict[str, Sums]:
        near = self._found_by(source, label, period, units)
        return _added(
            (each.label, each.sums) for each in near if units is None or each.unit in units
        )

    def _found_by(
        self, source: _Source, label: Any, period: Period, units: Collection[str] | None
    ) -> list[_Found]:
        unit = DWELLERS.c.unit
        question = _joined(select(label, unit, *_sums(source)), source)
        question = question.where(source.c.day.between(period.first, period.last), _STAYED)
        if units is not None and len(units) <= FEW_UNITS:
            question = question.where(unit.in_(sorted(units)))
        found = self.shelf.rows(question.group_by(label, unit), _found)
        return [*found, *self._wanderers(period, source, label)]

    def _wanderers(
        self, period: Period, source: _Source | None = None, label: Any = None
    ) -> Iterator[_Found]:
        """Every session of those who have moved, where they were at home on that day."""
        source = source or _source("category", period)
        c, told = source.c, source.label if label is None else label
        told = select(told, c.volunteer, c.day, c.minutes, c.training, c.sessions)
        # Beginning with the few people, and not with the many days.
        moved = select(DWELLERS.c.volunteer).where(_MOVED)
        question = told.select_from(source.table).where(
            c.volunteer.in_(moved), c.day.between(period.first, period.last)
        )
        sessions = self.shelf.rows(question, _Wandering)
        stays = histories(self.shelf, STAYS, "unit", {each.volunteer for each in sessions})
        for each in sessions:
            homes = stays[each.volunteer]
            unit = at(homes, self._end_of(each.day), homes[0][1])
            yield _Found(each.label, unit, Sums(each.minutes, each.training, each.sessions))

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=self._zone)


class _Wandering(NamedTuple):
    label: str
    volunteer: str
    day: date
    minutes: int
    training: int
    sessions: int


class _Source(NamedTuple):
    """Where sessions are read from, their columns, and the label of each."""

    table: Any
    c: Any
    label: Any


def _source(label: Label, period: Period) -> _Source:
    if label == "affiliation":
        told = affiliated(SESSIONS, period)
        return _Source(told, told.c, told.c.affiliation)
    if label == "category":
        return _Source(SESSIONS.table, SESSIONS.c, func.coalesce(SESSIONS.c.category, _NOTHING))
    planned = SESSIONS.table.outerjoin(PLANS.table, PLANS.c.activity == SESSIONS.c.activity)
    return _Source(planned, SESSIONS.c, func.coalesce(PLANS.c[label], _NOTHING))


def _joined(question: Select[Any], source: Any) -> Select[Any]:
    at_home = DWELLERS.c.volunteer == source.c.volunteer
    return question.select_from(source.table.join(DWELLERS.table, at_home))


def _sums(source: Any) -> tuple[Any, ...]:
    return tuple(func.sum(source.c[name]) for name in Sums._fields)


def _added(parts: Iterable[tuple[Key, Sums]]) -> dict[Key, Sums]:
    found: dict[Key, Sums] = {}
    for label, sums in parts:
        found[label] = found.get(label, Sums()).plus(sums)
    return found


def _found(label: str, unit: str, *sums: Any) -> _Found:
    return _Found(label, unit, Sums(*map(int, sums)))


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
