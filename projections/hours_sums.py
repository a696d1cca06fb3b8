"""Hours added up: what the people of some units served in a period, by whatever they are asked.

Most people never move, and their sessions are added up by the database; those of the few who
did are looked at one by one, each where its volunteer was at home at the end of that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, Text, func, literal_column, select, type_coerce

from ledger.counting.periods import Period
from projections.homes import at, histories
from projections.service_hours import DWELLERS, HEARTHS, HOUSES, PLANS, SERVED, SESSIONS, STAYS
from projections.shelf import Shelf

Label = Literal["category", "team", "origin", "programme", "admission"]
"""What an activity was: each session has one of each, or none, and so counts once."""
FEW_UNITS = 500
"""So many units are named to the database; with more, everybody is asked for and then chosen."""


# Said in the words of the indexes, and of what is grouped by: a parameter would be neither.
_NOTHING, _BLANK = literal_column("''", Text), literal_column("' '", Text)
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
        if units is not None:
            return self._by(_column(label), period, units, plans=label != "category")
        column = _column(label)  # Of everybody: it does not matter where they are at home.
        question = select(column, *_sums(SESSIONS)).group_by(column)
        question = _with_plans(question, SESSIONS.table, SESSIONS, label != "category")
        question = question.where(SESSIONS.c.day.between(period.first, period.last))
        return {of: Sums(*map(int, sums)) for of, *sums in self.shelf.rows(question, _as_told)}

    def dwelt(
        self, period: Period, units: Collection[str], label: Label = "category"
    ) -> list[Dwelt]:
        """Every day of every volunteer while at home in these units, with the household in which
        they lived at its end; few enough to be looked at one by one for a community."""
        day = type_coerce(SESSIONS.c.day, Text)
        told = SESSIONS.c.volunteer + _BLANK + day + _BLANK + _column(label)
        per_day = self._by(told, period, units, plans=label != "category")
        people = {each.split(" ")[0] for each in per_day}
        lives = histories(self.shelf, HEARTHS, "household", people)
        houses = dict(self.shelf.rows(select(*HOUSES.table.c), _as_told))
        found = []
        for each, sums in per_day.items():
            volunteer, on, value = each.split(" ", 2)
            evening = self._end_of(date.fromisoformat(on))
            household = at(lives.get(volunteer, ()), evening, "")
            found.append(Dwelt(volunteer, household, houses.get(household, ""), value, sums))
        return found

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
        self, label: Any, period: Period, units: Collection[str] | None, *, plans: bool = False
    ) -> dict[str, Sums]:
        unit = DWELLERS.c.unit
        question = _joined(select(label, unit, *_sums(SESSIONS)), SESSIONS, plans=plans)
        question = question.where(
            SESSIONS.c.day.between(period.first, period.last), _STAYED
        )
        if units is not None and len(units) <= FEW_UNITS:
            question = question.where(unit.in_(sorted(units)))
        found = self.shelf.rows(question.group_by(label, unit), _found)
        near = (*found, *self._wanderers(period, label, plans=plans))
        return _added(
            (each.label, each.sums) for each in near if units is None or each.unit in units
        )

    def _wanderers(
        self, period: Period, label: Any = SESSIONS.c.category, *, plans: bool = False
    ) -> Iterator[_Found]:
        """Every session of those who have moved, where they were at home on that day."""
        c = SESSIONS.c
        told = select(label, c.volunteer, c.day, c.minutes, c.training, c.sessions)
        # Beginning with the few people, and not with the many days.
        moved = select(DWELLERS.c.volunteer).where(_MOVED)
        question = _with_plans(told, SESSIONS.table, SESSIONS, plans).where(
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


def _column(label: Label) -> Any:
    column = SESSIONS.c.category if label == "category" else PLANS.c[label]
    return func.coalesce(column, _NOTHING)


def _joined(question: Select[Any], sheet: Any, *, plans: bool = False) -> Select[Any]:
    joined = sheet.table.join(DWELLERS.table, DWELLERS.c.volunteer == sheet.c.volunteer)
    return _with_plans(question, joined, sheet, plans)


def _with_plans(question: Select[Any], joined: Any, sheet: Any, plans: bool) -> Select[Any]:
    if plans:
        joined = joined.outerjoin(PLANS.table, PLANS.c.activity == sheet.c.activity)
    return question.select_from(joined)


def _sums(sheet: Any) -> tuple[Any, ...]:
    return tuple(func.sum(sheet.c[name]) for name in Sums._fields)


def _added(parts: Iterable[tuple[str, Sums]]) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for label, sums in parts:
        found[label] = found.get(label, Sums()).plus(sums)
    return found


def _found(label: str, unit: str, *sums: Any) -> _Found:
    return _Found(label, unit, Sums(*map(int, sums)))


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
