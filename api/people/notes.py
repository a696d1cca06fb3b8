"""Notes: what people wrote in their own words, kept where it can be forgotten.

A reason may name somebody. The book, which forgets nothing, holds the id of the note alone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Engine, Table, Text, delete, insert, select

from api.people.vault import TABLES, Moment, writing

_NOTES = Table(
    "notes",
    TABLES,
    Column("note", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("about", Text, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
)


class Notes:
    """Words about something in a ledger, by the key that wrote them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(
        self, note: str, ledger: str, about: str, author: str, text: str, now: datetime
    ) -> None:
        """Keep a note under a new id."""
        row = {
            "note": note, "ledger": ledger, "about": about, "author": author, "text": text,
            "written_at": now,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(insert(_NOTES).values(row))

    def forget(self, note: str) -> None:
        """Remove a note; nothing happens when there is none."""
        with writing(self._engine) as connection:
            connection.execute(delete(_NOTES).where(_NOTES.c.note == note))

    def text(self, note: str) -> str | None:
        """What was written, None when it was forgotten."""
        with self._engine.connect() as connection:
            return connection.scalar(select(_NOTES.c.text).where(_NOTES.c.note == note))

    def about(self, subject: str) -> list[str]:
        """What was written about something, the first note first."""
        found = select(_NOTES.c.text).where(_NOTES.c.about == subject).order_by(_NOTES.c.note)
        with self._engine.connect() as connection:
            return list(connection.scalars(found))
