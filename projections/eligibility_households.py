"""Eligibility of households: who lived with whom, and who gave what, at any position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select

from projections.eligibility_rows import (
    CONTRIBUTIONS,
    HOUSEHOLDS,
    HOUSES,
    LIVING,
    HouseholdRow,
    HouseRow,
    LivingRow,
)
from projections.shelf import Shelf


class HouseholdsThen:
    """Questions to the rows of households; it folds nothing of its own."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def living(self, near: Collection[str], upto: int) -> dict[str, list[str]]:
        """Every household of these units, and the volunteers who lived in it."""
        c = HOUSEHOLDS.c
        formed = HOUSEHOLDS.select().where(c.community.in_(near), c.position <= upto)
        found: dict[str, list[str]] = {
            row.household: []
            for row in self._shelf.rows(formed.order_by(c.position), HouseholdRow)
        }
        ever = select(LIVING.c.volunteer).where(
            LIVING.c.household.in_(select(c.household).where(c.community.in_(near)))
        )
        steps = LIVING.select().where(LIVING.c.volunteer.in_(ever), LIVING.c.position <= upto)
        last: dict[str, LivingRow] = {}
        for row in self._shelf.rows(steps.order_by(LIVING.c.position), LivingRow):
            last[row.volunteer] = row
        for volunteer, row in last.items():
            if row.joined and row.household in found:
                found[row.household].append(volunteer)
        return found

    def buildings(self, near: Collection[str], upto: int) -> dict[str, str]:
        """The building in which each household of these units lived, where anybody said."""
        c, home = HOUSES.c, HOUSEHOLDS.c
        formed = select(home.household).where(home.community.in_(near))
        rows = HOUSES.select().where(c.household.in_(formed), c.position <= upto)
        return {
            row.household: row.building
            for row in self._shelf.rows(rows.order_by(c.position), HouseRow)
        }

    def contributions(self, upto: int, first: date, last: date) -> Counter[str]:
        """How many deeds without hours each volunteer did on these days."""
        c = CONTRIBUTIONS.c
        question = select(c.volunteer).where(c.position <= upto, c.day.between(first, last))
        return Counter(self._shelf.rows(question, _whose))


def _whose(volunteer: Any) -> str:
    return str(volunteer)
