"""Service records in the national field layout, row by row, as another book exported them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from api.importing.amounts import whole_number
from api.importing.cells import line_of_text, mobile_phone, person_name
from api.importing.columns import RECORD_COLUMNS
from api.importing.moments import birth_date, plain_day
from api.importing.refused import CellRefused
from api.importing.rows import FirstSeen, Row, RowReading, known_community, readings
from api.importing.tables import Table

MOST_MINUTES = 24 * 60
MOST_BEANS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One session of one person, in minutes, under the number it has in the book it is from."""

    number: str | None
    name: str = field(repr=False)
    phone: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    community: str
    reference: str
    title: str
    service_day: date
    minutes: int
    training_minutes: int
    recorder: str
    beans: int


def rows(table: Table, *, today: date, communities: Container[str]) -> Iterator[Row[RecordRow]]:
    """Every row of an export, taken or refused; raises `FileRefused` when columns are missing."""
    seen = FirstSeen()
    return (_row(each, seen, today, communities) for each in readings(table, RECORD_COLUMNS))


def _row(
    reading: RowReading, seen: FirstSeen, today: date, communities: Container[str]
) -> Row[RecordRow]:
    minutes = partial(whole_number, least=0, most=MOST_MINUTES)
    beans = partial(whole_number, least=0, most=MOST_BEANS)
    record = RecordRow(
        number=reading.take_if_filled("number", line_of_text),
        name=reading.take("name", person_name),
        phone=reading.take("phone", mobile_phone),
        birth_date=reading.take_if_filled("birth_date", partial(birth_date, today=today)),
        community=reading.take("community", partial(known_community, communities=communities)),
        reference=reading.take("reference", line_of_text),
        title=reading.take("title", line_of_text),
        service_day=reading.take("service_day", plain_day),
        minutes=reading.take("minutes", minutes),
        training_minutes=reading.take_if_filled("training_minutes", minutes) or 0,
        recorder=reading.take("recorder", line_of_text),
        beans=reading.take_if_filled("beans", beans) or 0,
    )
    if not (record.minutes or record.training_minutes or record.beans):
        empty = CellRefused("nothing_served", "has neither time nor beans", "既无时长也无金豆")
        reading.refuse("minutes", empty)
    if record.reference is not None:
        seen.refuse_second(
            reading, "reference", (record.recorder, record.reference), "duplicate_record"
        )
    return reading.outcome(record)
