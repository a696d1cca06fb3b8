"""Samples over HTTP: an inspector draws records of a month by a seed, and can draw them again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access.reach import reaches
from api.access.table import Deed, opens_to
from api.v1.addresses import Month
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from ledger.counting.samples import sample_of
from projections.attendances import Attendance

Seed = Annotated[
    str,
    QueryParameter(
        pattern="^[A-Za-z0-9_.-]{1,64}$",
        description="Where the draw begins; name it before you draw, such as a lottery's number.",
    ),
]


class Drawn(msgspec.Struct, kw_only=True):
    """A record to look at: who served where, how long, and on what evidence."""

    attendance: str
    activity: str
    volunteer: str
    service_day: date
    minutes: int
    grade: str
    confirmed_at: datetime


class Sample(msgspec.Struct, kw_only=True):
    """The records drawn from those of a month that lie within reach; the order is the draw's."""

    month: str
    seed: str
    confirmed: int
    items: list[Drawn]


@get("/samples", opt=opens_to(Deed.DRAW_SAMPLE), **READS)
def draw_sample(request: Call, seed: Seed, month: Month = "") -> Sample:
    """Draw a sample of confirmed service; the same seed draws the same records again."""
    caller = caller_of(request)
    ledger = caller.ledger
    today = ledger.rules.at(caller.now()).local_date(caller.now())
    first = date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = ledger.attendances.confirmed_between(first, last)
    places = ledger.activity_board.communities_of(each.activity for each in found)
    near = {place: reaches(caller, place) for place in set(places.values())}
    records = [each.attendance for each in found if near[places[each.activity]]]
    drawn = sample_of(ledger.rules.on(first).integrity, records, seed)
    items = [_told(ledger.attendances.attendance(each)) for each in drawn]
    return Sample(month=f"{first:%Y-%m}", seed=seed, confirmed=len(records), items=items)


def _told(row: Attendance) -> Drawn:
    return Drawn(
        attendance=row.attendance, activity=row.activity, volunteer=row.volunteer,
        service_day=row.service_day, minutes=row.minutes, grade=row.grade,
        confirmed_at=row.confirmed_at,
    )  # fmt: skip


ROUTES = [draw_sample]
