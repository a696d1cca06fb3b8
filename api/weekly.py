"""Weekly: the shifts of something that takes place every week, at the same local times."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

MOST_SHIFTS = 120
"""How many shifts are announced at once: two a week for a year, and some more."""
Weekday = Annotated[int, msgspec.Meta(ge=1, le=7, description="1 is Monday, 7 is Sunday")]


class Repeat(msgspec.Struct, forbid_unknown_fields=True):
    """Every week on these days, up to and including the local day `until`."""

    weekdays: Annotated[list[Weekday], msgspec.Meta(min_length=1, max_length=7)]
    until: date


def spans_of(
    repeat: Repeat, first: datetime, lasts: timedelta
) -> list[tuple[datetime, datetime]]:
    """When each shift begins and ends, from the local moment `first` on; at most one more than
    `MOST_SHIFTS`, so that whoever asked for too many can be told.

    Days are counted on the wall: each shift begins at the same time of the local day.
    """
    spans, day = [], first.date()
    while day <= repeat.until and len(spans) <= MOST_SHIFTS:
        if day.isoweekday() in repeat.weekdays:
            begins = datetime.combine(day, first.timetz())
            spans.append((begins, begins + lasts))
        day += timedelta(days=1)
    return spans
