"""Persons: everybody the vault knows, each with a key of their own, and what it has sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from api.people.seals import PersonKey, Seals
from api.people.vault import TABLES, Moment

PERSONS = Table(
    "persons",
    TABLES,
    Column("person", Text, primary_key=True),
    Column("wrapped_key", LargeBinary),
    Column("erased_at", Moment),
    Column("swept_at", Moment),
)
"""Who there is. Somebody who was erased has no key any more; `swept_at` is when the last trace of
it had left the files, too."""
VOLUNTEERS = Table(
    "volunteers",
    TABLES,
    Column("volunteer", Text, primary_key=True),
    Column("person", Text, ForeignKey("persons.person"), nullable=False, index=True),
    Column("ledger", Text, nullable=False),
    Column("phone_mark", Text),
    UniqueConstraint("ledger", "phone_mark"),
)
"""As whom a ledger knows a person; one telephone is one volunteer within a ledger."""
PARTICULARS = Table(
    "particulars",
    TABLES,
    Column("person", Text, ForeignKey("persons.person"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""What is known of a person, one sealed word a row."""
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class PersonErased(Exception):
    """This person was forgotten, and nothing is kept about them any more."""


class Persons:
    """Keys and sealed particulars, for those who hold a connection to the vault."""

    def __init__(self, secret: bytes) -> None:
        self._seals = Seals(secret)

    def admit(
        self, connection: Connection, people: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Let these persons be known, with these particulars; `IntegrityError` if one is."""
        persons, particulars = [], []
        for person, told in people.items():
            key, wrapped = self._seals.new_key(person)
            persons.append({"person": person, "wrapped_key": wrapped})
            particulars += sealed_rows(key, told)
        if persons:
            connection.execute(insert(PERSONS), persons)
        if particulars:
            connection.execute(insert(PARTICULARS), particulars)

    def key(self, connection: Connection, person: str) -> PersonKey | None:
        """The key of a person; None when there is no such person. Raises `PersonErased`."""
        row = connection.execute(select(PERSONS).where(PERSONS.c.person == person)).first()
        if row is None:
            return None
        if row.wrapped_key is None:
            raise PersonErased(person)
        return self._seals.unwrapped(person, row.wrapped_key)

    def key_or_new(self, connection: Connection, person: str) -> PersonKey:
        """The key of a person, who is admitted if nobody knew them; raises `PersonErased`."""
        known = self.key(connection, person)
        if known is not None:
            return known
        key, wrapped = self._seals.new_key(person)
        row = {"person": person, "wrapped_key": wrapped}
        first = _INSERTS[connection.dialect.name](PERSONS).values(row).on_conflict_do_nothing()
        # Not every driver counts the rows of an insert; what comes back can be seen.
        if connection.execute(first.returning(PERSONS.c.person)).first() is not None:
            return key
        return self.key_or_new(connection, person)  # Somebody admitted them this very moment.

    def told(self, connection: Connection, person: str) -> dict[str, Any]:
        """Everything that is known of a person, field by field; nothing of one who was erased."""
        rows = connection.execute(
            select(PERSONS.c.wrapped_key, PARTICULARS.c.field, PARTICULARS.c.sealed)
            .join_from(PERSONS, PARTICULARS)
            .where(PERSONS.c.person == person, PERSONS.c.wrapped_key.is_not(None))
            .order_by(PARTICULARS.c.field)
        ).all()
        if not rows:
            return {}
        key = self._seals.unwrapped(person, rows[0].wrapped_key)
        return {row.field: key.open(row.field, row.sealed) for row in rows}

    def one_word(
        self, connection: Connection, field: str, ids: Iterable[str]
    ) -> dict[str, Any]:
        """One field of many volunteers or persons, by the id they were asked by."""
        wanted = tuple(ids)
        known = _words(field, VOLUNTEERS.c.volunteer).join(
            VOLUNTEERS, VOLUNTEERS.c.person == PERSONS.c.person
        )
        rows = connection.execute(known.where(VOLUNTEERS.c.volunteer.in_(wanted))).all()
        if persons := [each for each in wanted if each.startswith("person-")]:
            themselves = _words(field, PERSONS.c.person).where(PERSONS.c.person.in_(persons))
            rows += connection.execute(themselves).all()
        return {
            row.id: self._seals.unwrapped(row.person, row.wrapped_key).open(field, row.sealed)
            for row in rows
        }

    def let_be(self, connection: Connection, key: PersonKey, told: Mapping[str, Any]) -> None:
        """Let these fields say this, and leave the others; None takes a field away."""
        # Two who write about one person take turns: what the first put in, the second takes out.
        one = select(PERSONS.c.person).where(PERSONS.c.person == key.person)
        connection.execute(one.with_for_update())
        fields = PARTICULARS.c.field.in_(tuple(told))
        connection.execute(delete(PARTICULARS).where(_of(key.person), fields))
        if rows := sealed_rows(key, told):
            connection.execute(insert(PARTICULARS), rows)

    def dismiss(self, connection: Connection, person: str) -> None:
        """Let it be as if the vault had never known this person."""
        self.forget_particulars(connection, person)
        connection.execute(delete(PERSONS).where(PERSONS.c.person == person))

    def forget_particulars(self, connection: Connection, person: str) -> None:
        """Remove everything that was told of a person."""
        connection.execute(delete(PARTICULARS).where(_of(person)))


def own_person(about: str) -> str:
    """The person whom a volunteer's or merchant's id stands for unless the vault says otherwise."""
    return f"person-{about.partition('-')[2]}"


def person_of(connection: Connection, about: str) -> str:
    """The person behind a volunteer, or the person that is named."""
    if about.startswith("person-"):
        return about
    found = select(VOLUNTEERS.c.person).where(VOLUNTEERS.c.volunteer == about)
    return connection.scalar(found) or own_person(about)


def sealed_rows(key: PersonKey, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of `PARTICULARS`; what is None is not kept."""
    return [
        {"person": key.person, "field": field, "sealed": key.seal(field, what)}
        for field, what in told.items()
        if what is not None
    ]


def _of(person: str) -> Any:
    return PARTICULARS.c.person == person


def _words(field: str, asked_by: Any) -> Any:
    words = select(
        asked_by.label("id"), PERSONS.c.person, PERSONS.c.wrapped_key, PARTICULARS.c.sealed
    ).join_from(PERSONS, PARTICULARS, PERSONS.c.person == PARTICULARS.c.person)
    return words.where(PARTICULARS.c.field == field, PERSONS.c.wrapped_key.is_not(None))
