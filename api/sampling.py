"""Sampling: what is drawn for a month, from which records, and by which lot.

Everything is read at one moment of the views, so that whoever draws again from the facts up to
that position draws the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from api.ledgers import Ledger
from ledger.counting.periods import read_period
from ledger.counting.samples import seed_from
from ledger.sampling import DrawSample, months_to_draw
from ledger.subjects.presence import Attendance
from projections.activity_board import ACTIVITIES, ActivityBoard
from projections.attendances import ATTENDANCES, Attendances
from projections.shelf.moment import one_moment
from projections.shelf.standings import standings

if TYPE_CHECKING:
    from api.v1.asking import Caller


def to_be_drawn(ledger: Ledger, today: date) -> Iterator[DrawSample]:
    """The draws whose day has come and that were not made: one for each community in which
    service of that month is confirmed."""
    for month in months_to_draw(ledger.rules, today):
        done = {row.unit for row in ledger.samples.of_month(month)}
        position, records = records_of(ledger, month)
        waiting = sorted(unit for unit in records.keys() - done if ledger.units.unit(unit))
        if not waiting or position is None:
            continue
        last = ledger.bytes_at(position)
        for unit in waiting:
            yield DrawSample(
                unit=unit, month=month, seed=seed_from(last, unit, month),
                book_position=position, records=tuple(sorted(records[unit])),
            )  # fmt: skip


def records_of(ledger: Ledger, month: str) -> tuple[int | None, dict[str, list[str]]]:
    """The confirmed attendances of a month by the community of their activity, and the position
    as of which they are; None when the two views that know do not stand together."""
    views = (Attendances, ActivityBoard)
    with one_moment(ledger.shelf.store) as connection:
        positions = {each.position for each in standings(connection, views).values()}
        if len(positions) != 1:
            return None, {}
        return positions.pop(), _read(connection, month)


def _read(connection: Connection, month: str) -> dict[str, list[str]]:
    period, c = read_period(month), ATTENDANCES.c
    question = (
        select(ACTIVITIES.c.community, c.attendance)
        .join(ACTIVITIES.table, ACTIVITIES.c.activity == c.activity)
        .where(c.state == "confirmed", c.service_day.between(period.first, period.last))
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for community, attendance in connection.execute(question):
        found[community].append(attendance)
    return found


def hands_in(caller: Caller, attendance: str) -> tuple[str, ...]:
    """Whoever wrote anything about this attendance: who entered, confirmed, corrected or
    reviewed it, or scanned it for themselves; of a program also the person who made its key."""
    told = caller.ledger.book.told_of(Attendance(attendance))
    actors = {recorded.actor for recorded in told}
    if any(each.startswith("key-") for each in actors):
        keys = caller.house.keys.all()
        actors |= {key.made_by for key in keys if key.made_by and key.who.id in actors}
    return tuple(sorted(actors))
