"""Hours over HTTP: what was served in a unit and a period, in parts that add up to the total."""

from __future__ import annotations

from datetime import date
from typing import Annotated, get_args

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access.reach import check
from api.access.table import Deed, may, opens_to
from api.hours import By, Hours, hours_of
from api.problems import FieldProblem, Stop
from api.v1.addresses import AnyUnit
from api.v1.asking import Call, Caller, caller_of
from api.v1.documents import READS
from api.v1.supply import unit_within
from ledger.counting.periods import SHAPE, Period, read_period
from projections.hours_sums import Sums

OF_PEOPLE = frozenset({"person", "household"})
"""What names single people, and is read by those who may read their statements."""
ByWhat = Annotated[
    str,
    QueryParameter(
        pattern=f"^({'|'.join(get_args(By))})$",
        description="unit, grid, person, household, team (the organising one), category, origin,"
        " programme (the series of shifts), admission (the admitted task) or affiliation (the"
        " kind of body on whose side it was served)",
    ),
]
AnyPeriod = Annotated[
    str,
    QueryParameter(
        pattern=f"^({SHAPE})?$",
        description="2026, 2026-H2, 2026-Q4, 2026-11, 2026-W48 or 2026-11-25, in local days; the"
        " present month when it is not told.",
    ),
]


class Counted(msgspec.Struct, kw_only=True):
    """Minutes of service and, apart from them, of training, in so many sessions."""

    minutes: int
    training_minutes: int
    sessions: int


class PartCounted(Counted, kw_only=True):
    """One line; `of` is a unit, a person, a household, a team, a series, a reference or a code,
    and empty for what has none."""

    of: str


class HoursCounted(msgspec.Struct, kw_only=True):
    """`total` is what the `items` and what is `directly` attached to the unit come to.

    Every confirmed session counts once. A period is added up over the tree as it stood on `as_of`:
    its last day, or today. Directly attached are the people at home in the unit itself, or in no
    grid; inside a community people are counted in the building of their household.
    """

    unit: str | None
    by: str
    period: str
    first_day: date
    last_day: date
    as_of: date
    total: Counted
    directly: Counted
    items: list[PartCounted]


@get("/hours", opt=opens_to(Deed.READ_HOURS), **READS)
def read_hours(
    request: Call, by: ByWhat = "unit", unit: AnyUnit = "", period: AnyPeriod = ""
) -> HoursCounted:
    """The hours of a unit, of everything within reach when none is named, in parts."""
    caller = caller_of(request)
    near = unit_within(caller, unit)
    if near is not None:
        check(caller, near)
    found = hours_for(caller, by, near, period)
    return HoursCounted(
        unit=near, by=by, period=found.period.name, first_day=found.period.first,
        last_day=found.period.last, as_of=found.as_of, total=Counted(**_told(found.total)),
        directly=Counted(**_told(found.directly)),
        items=[PartCounted(of=part.of, **_told(part.sums)) for part in found.parts],
    )  # fmt: skip


def hours_for(caller: Caller, by: str, unit: str | None, period: str) -> Hours:
    """The hours as this caller may see them; raises `Stop` for a period there is not, and where
    single people are not theirs to see."""
    if by in OF_PEOPLE and not may(caller.who, Deed.READ_STATEMENT):
        raise Stop("forbidden")
    today = caller.ledger.rules.current.local_date(caller.now())
    return hours_of(caller.ledger, by, unit, period_told(period, today), today)


def period_told(text: str, today: date) -> Period:
    """The period of that text, the present month for none; raises `Stop`."""
    try:
        return read_period(text or f"{today:%Y-%m}")
    except ValueError:
        raise Stop("malformed", [FieldProblem("period: there is no such period", "")]) from None


def _told(sums: Sums) -> dict[str, int]:
    minutes, training, sessions = sums
    return {"minutes": minutes, "training_minutes": training, "sessions": sessions}


ROUTES = [read_hours]
