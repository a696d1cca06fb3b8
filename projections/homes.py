"""Homes: where people lived at the end of a day, in which community and in which building."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from projections.hours_homes import HEARTHS, HOUSES, STAYS
from projections.shelf import Shelf

MOST_NAMED = 500
"""So many ids are named to the database in one question."""

Places = Sequence[tuple[datetime, str]]


class Homes:
    """Where these people were at home, as far as the views have come.

    With `buildings` their households are looked up too. Days begin and end in `zone`.
    """

    def __init__(
        self, shelf: Shelf, zone: tzinfo, people: Collection[str], *, buildings: bool = False
    ) -> None:
        self._zone = zone
        self._stays = histories(shelf, STAYS, "unit", people)
        self._hearths: Mapping[str, Places] = {}
        self._houses: Mapping[str, Places] = {}
        if buildings:
            self._hearths = histories(shelf, HEARTHS, "household", people)
            households = {each for told in self._hearths.values() for _, each in told}
            self._houses = histories(shelf, HOUSES, "building", households)

    def community(self, volunteer: str, day: date) -> str:
        """Where a volunteer was at home at the end of that day; before the first home, there."""
        stays = self._stays.get(volunteer, ())
        return at(stays, self._evening(day), stays[0][1] if stays else "")

    def building(self, volunteer: str, day: date) -> str:
        """The building of the household in which they lived then; empty where nobody knows."""
        return building_at(self._houses, self.household(volunteer, day), self._evening(day))

    def household(self, volunteer: str, day: date) -> str:
        """The household in which they lived then; empty where nobody knows."""
        return at(self._hearths.get(volunteer, ()), self._evening(day), "")

    def local_day(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self._zone).date()

    def _evening(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=self._zone)


def histories(
    shelf: Shelf, sheet: Any, column: str, moving: Collection[str]
) -> dict[str, list[tuple[datetime, str]]]:
    """By volunteer, or by household, since when they were where, in the order in which it was
    told."""
    found: dict[str, list[tuple[datetime, str]]] = {}
    whose, mover = sorted(moving), sheet.c[sheet.key[0]]
    for begin in range(0, len(whose), MOST_NAMED):
        some = whose[begin : begin + MOST_NAMED]
        question = select(mover, sheet.c.since, sheet.c[column])
        question = question.where(mover.in_(some)).order_by(sheet.c.position)
        for who, since, place in shelf.rows(question, _as_told):
            found.setdefault(who, []).append((since, place))
    for places in found.values():
        places.sort(key=itemgetter(0))  # Of two since the same moment the later told stands.
    return found


def at(places: Places, moment: datetime, before: str) -> str:
    """The place told last of those since before that moment, or what was `before` the first."""
    begun = bisect_left(places, moment, key=itemgetter(0))
    return places[begun - 1][1] if begun else before


def building_at(houses: Mapping[str, Places], household: str, moment: datetime) -> str:
    """The building of a household before that moment; empty where nobody knows."""
    stood = houses.get(household)
    return at(stood, moment, stood[0][1]) if stood else ""


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns
