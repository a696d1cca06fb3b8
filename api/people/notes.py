"""Notes: what people wrote in their own words, kept where it can be forgotten.

A reason may name somebody. The book, which forgets nothing, holds the id of the note alone, and
the note is sealed with the key of the person it is about.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Engine, LargeBinary, Row, Table, Text, insert, select
from sqlalchemy import delete as delete_rows

from api.people.persons import PersonErased, Persons, person_of
from api.people.vault import TABLES, Moment, writing
from ledger.refusals import AttendanceUnknown
from ledger.subjects.presence import parties_of

_NOTES = Table(
    "notes",
    TABLES,
    Column("note", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("person", Text, nullable=False, index=True),
    Column("about", Text, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("written_at", Moment, nullable=False),
)


class Notes:
    """Words about something in a ledger, by the key that wrote them."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._persons = Persons(secret)

    def keep(
        self, note: str, ledger: str, about: str, author: str, text: str, now: datetime
    ) -> None:
        """Keep a note under a new id; about somebody who was erased nothing is kept."""
        with writing(self._engine) as connection:
            person = person_of(connection, whom(about))
            try:
                key = self._persons.key_or_new(connection, person)
            except PersonErased:
                return
            row = {
                "note": note, "ledger": ledger, "person": person, "about": about,
                "author": author, "sealed": key.seal(note, text), "written_at": now,
            }  # fmt: skip
            connection.execute(insert(_NOTES).values(row))

    def forget(self, note: str) -> None:
        """Remove a note; nothing happens when there is none."""
        with writing(self._engine) as connection:
            connection.execute(delete_rows(_NOTES).where(_NOTES.c.note == note))

    def text(self, note: str) -> str | None:
        """What was written, None when it was forgotten."""
        with self._engine.connect() as connection:
            row = connection.execute(select(_NOTES).where(_NOTES.c.note == note)).first()
            return self._text(connection, row) if row else None

    def about(self, subject: str) -> list[str]:
        """What was written about something, the first note first."""
        return self._texts(_NOTES.c.about == subject)

    def of_person(self, person: str) -> list[str]:
        """What was written about a person, the first note first."""
        return self._texts(_NOTES.c.person == person)

    def _texts(self, which: object) -> list[str]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(_NOTES).where(which).order_by(_NOTES.c.note))
            texts = [self._text(connection, row) for row in rows.all()]
        return [text for text in texts if text is not None]

    def _text(self, connection: Connection, row: Row) -> str | None:
        try:
            key = self._persons.key(connection, row.person)
        except PersonErased:
            return None
        return key.open(row.note, row.sealed) if key else None


def whom(about: str) -> str:
    """The volunteer, merchant or person that something about `about` concerns."""
    try:
        return parties_of(about)[1]
    except AttendanceUnknown:
        return about
