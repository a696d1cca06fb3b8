"""Introduced: people who came for a role, found again when they register as volunteers.

Nobody is merged by a telephone alone: whoever was introduced and registered later is two persons.
But they are alike, and what one must not do for the own purse, the other must not do for it.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    delete,
    insert,
    select,
    union,
    update,
)

from api.people.persons import VOLUNTEERS
from api.people.vault import TABLES

INTRODUCED = Table(
    "introduced",
    TABLES,
    Column("person", Text, ForeignKey("persons.person"), primary_key=True),
    Column("ledger", Text, primary_key=True),
    Column("phone_mark", Text, nullable=False),
    Index("ix_introduced_phone_mark", "ledger", "phone_mark"),
)
"""By which telephone a ledger was told of a person; one telephone may be several persons."""


class Alike(msgspec.Struct, frozen=True):
    """All who have one person's telephone, that person included, and who they are as volunteers."""

    persons: tuple[str, ...]
    volunteers: tuple[str, ...]


def let_be_found(connection: Connection, person: str, ledger: str, mark: str) -> None:
    """Let a person who was introduced be found by this telephone, and by no other."""
    let_go(connection, person, ledger)
    row = {"person": person, "ledger": ledger, "phone_mark": mark}
    connection.execute(insert(INTRODUCED).values(row))


def let_go(connection: Connection, person: str, ledger: str | None = None) -> None:
    """Find a person by no telephone any more, in one ledger or in all."""
    theirs = INTRODUCED.c.person == person
    if ledger is not None:
        theirs &= INTRODUCED.c.ledger == ledger
    connection.execute(delete(INTRODUCED).where(theirs))


def follow_number(connection: Connection, ledger: str, volunteer: str, mark: str) -> None:
    """Before a volunteer gets another number: whoever is alike today is so tomorrow, too."""
    old = select(VOLUNTEERS.c.phone_mark).where(VOLUNTEERS.c.volunteer == volunteer)
    alike = (INTRODUCED.c.ledger == ledger) & (INTRODUCED.c.phone_mark == old.scalar_subquery())
    connection.execute(update(INTRODUCED).where(alike).values(phone_mark=mark))


def alike(connection: Connection, ledger: str, person: str) -> Alike:
    """Everybody in a ledger who has the telephone of this person."""
    marks = union(*(
        select(table.c.phone_mark).where(table.c.ledger == ledger, table.c.person == person)
        for table in (INTRODUCED, VOLUNTEERS)
    ))  # fmt: skip
    introduced = select(INTRODUCED.c.person).where(
        INTRODUCED.c.ledger == ledger, INTRODUCED.c.phone_mark.in_(marks)
    )
    registered = select(VOLUNTEERS.c.person, VOLUNTEERS.c.volunteer).where(
        VOLUNTEERS.c.ledger == ledger,
        VOLUNTEERS.c.phone_mark.in_(marks) | (VOLUNTEERS.c.person == person),
    )
    persons = {person, *connection.scalars(introduced)}
    volunteers = connection.execute(registered).all()
    persons.update(row.person for row in volunteers)
    return Alike(tuple(sorted(persons)), tuple(sorted(row.volunteer for row in volunteers)))
