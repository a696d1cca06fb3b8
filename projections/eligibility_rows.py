"""Eligibility rows: what conditions look at, each with the position since which it stands.

Rows are only ever added, or told the position at which they ended; so what stood at any position
of the book is a question with two bounds, whatever was written since.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet


class CandidateRow(Row):
    """A volunteer, registered at `position`, forgotten at `erased_position` if ever."""

    volunteer: str
    number: First[str] = UNTOLD
    registered_on: First[datetime] = UNTOLD
    position: First[int] = UNTOLD
    erased_position: First[int | None] = UNTOLD


class HomeRow(Row):
    """A volunteer was at home there from `since`, until the next row."""

    volunteer: str
    position: int
    community: str = UNTOLD
    since: datetime = UNTOLD


class ServedRow(Row):
    """What one fact said of an attendance, or of a record of another book: it was recorded so
    (`record`), some minutes were added by a review (`review`), or it was taken back (`revoked`).
    The last record stands; one that came to another day than the one before has `moved` 1."""

    attendance: str
    position: int
    kind: str = UNTOLD
    volunteer: str = UNTOLD
    activity: str = UNTOLD
    day: date = UNTOLD
    minutes: int = 0
    rating: int = 0
    grade: str = UNTOLD
    moved: int = 0


class WeightRow(Row):
    """A violation, upheld at `position`, annulled at `annulled_position` if ever."""

    violation: str
    volunteer: str = UNTOLD
    kind: str = UNTOLD
    at: datetime = UNTOLD
    position: int = UNTOLD
    annulled_position: int | None = UNTOLD


class ExcuseRow(Row):
    """An excuse, granted at `position`, taken back at `withdrawn_position` if ever."""

    excuse: str
    volunteer: str = UNTOLD
    first: date = UNTOLD
    last: date = UNTOLD
    percent: int = 0
    reference: str = UNTOLD
    position: int = UNTOLD
    withdrawn_position: int | None = UNTOLD


class OfficeRow(Row):
    """A person worked at an office of the `unit`, told at `position`; `ended_at` when it was laid
    down."""

    appointment: str
    person: str = UNTOLD
    unit: str | None = UNTOLD
    since: date = UNTOLD
    until: date | None = UNTOLD
    position: int = UNTOLD
    ended_position: int | None = UNTOLD
    ended_at: datetime | None = UNTOLD


class HouseholdRow(Row):
    """A household, formed at `position`."""

    household: str
    community: str = UNTOLD
    position: int = UNTOLD


class HouseRow(Row):
    """A household lived in that building, told at `position`, until the next row."""

    household: str
    position: int
    building: str = UNTOLD


class LivingRow(Row):
    """A volunteer moved into a household (`joined` 1) or out of it (0)."""

    volunteer: str
    position: int
    household: str = UNTOLD
    joined: int = UNTOLD


class ContributionRow(Row):
    """A deed without hours for which beans were granted."""

    award: str
    volunteer: str = UNTOLD
    day: date = UNTOLD
    position: int = UNTOLD


class TreeRow(Row):
    """A fact that changed the shape of the tree, by its name, as it was told."""

    position: int
    fact: str = UNTOLD
    told: dict[str, Any] = UNTOLD


CANDIDATES = Sheet("candidate", CandidateRow)
HOMES = Sheet("candidate_home", HomeRow, By(("community",)))
SERVED = Sheet(
    "served", ServedRow, By(("volunteer", "day")), By(("volunteer",), "moved = 1"),
    written_once=True,
)  # fmt: skip
WEIGHTS = Sheet("weight", WeightRow, By(("volunteer",)))
EXCUSES = Sheet("excuse", ExcuseRow, By(("volunteer",)))
OFFICES = Sheet("office_held", OfficeRow, By(("person",)))
HOUSEHOLDS = Sheet("household", HouseholdRow, By(("community",)))
HOUSES = Sheet("household_house", HouseRow, By(("building",)))
LIVING = Sheet("living", LivingRow, By(("household",)))
CONTRIBUTIONS = Sheet("contribution", ContributionRow, By(("volunteer",)))
TREE_STEPS = Sheet("tree_step", TreeRow)
