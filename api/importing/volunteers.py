"""A community's roster of volunteers, row by row."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from api.importing.cells import items, mobile_phone, note, one_of, person_name
from api.importing.columns import VOLUNTEER_COLUMNS
from api.importing.moments import birth_date
from api.importing.rows import FirstSeen, Row, RowReading, known_community, readings
from api.importing.tables import Table

GENDERS = {"男": "male", "女": "female", "male": "male", "female": "female"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerRow:
    """One person of a roster; what identifies the person stays out of any printed form."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    gender: str | None = field(repr=False)
    birth_date: date | None = field(repr=False)
    community: str
    teams: tuple[str, ...]
    wishes: tuple[str, ...]
    skills: tuple[str, ...]
    available: str | None
    remark: str | None = field(repr=False)


def rows(table: Table, *, today: date, communities: Container[str]) -> Iterator[Row[VolunteerRow]]:
    """Every row of a roster, taken or refused.

    `today` is the local day of the import, `communities` the names known here. A phone number
    belongs to the row in which it stands first. Raises `FileRefused` when columns are missing.
    """
    phones = FirstSeen()
    return (
        _row(reading, phones, today, communities) for reading in readings(table, VOLUNTEER_COLUMNS)
    )


def _row(
    reading: RowReading, phones: FirstSeen, today: date, communities: Container[str]
) -> Row[VolunteerRow]:
    person = VolunteerRow(
        name=reading.take("name", person_name),
        phone=reading.take("phone", mobile_phone),
        gender=reading.take_if_filled("gender", partial(one_of, choices=GENDERS)),
        birth_date=reading.take_if_filled("birth_date", partial(birth_date, today=today)),
        community=reading.take("community", partial(known_community, communities=communities)),
        teams=reading.take("teams", items),
        wishes=reading.take("wishes", items),
        skills=reading.take("skills", items),
        available=reading.take_if_filled("available", note),
        remark=reading.take_if_filled("remark", note),
    )
    if person.phone is not None:
        phones.refuse_second(reading, "phone", person.phone, "duplicate_phone")
    return reading.outcome(person)
