"""Once: a form whose answer can be shown one time only is acted on one time only."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Column, Engine, Table, Text, delete
from sqlalchemy.dialects import postgresql, sqlite

from api.clock import Clock
from api.people.vault import TABLES, Moment, writing

REMEMBERED = timedelta(days=2)
"""Longer than any page stays open on which a form could be sent a second time."""

_SENT = Table(
    "sent_forms",
    TABLES,
    Column("tag", Text, primary_key=True),
    Column("sent_at", Moment, nullable=False, index=True),
)
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Once:
    """Which forms were sent; the book knows its own, this is for what stays out of the book.

    A secret that was made and shown cannot be shown again, so whoever sends the form twice must
    not get a second one without knowing.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def first(self, tag: str) -> bool:
        """Whether the form of this tag comes for the first time; of two at once, one is."""
        row = {"tag": tag, "sent_at": self._clock.now()}
        with writing(self._engine) as connection:
            insert = _INSERTS[connection.dialect.name](_SENT).values(row).on_conflict_do_nothing()
            # Not every driver counts the rows of an insert; what comes back can be seen.
            return connection.execute(insert.returning(_SENT.c.tag)).first() is not None

    def forget_old(self) -> int:
        """Delete what nobody will send again; says how many. An errand of the clock's."""
        old = _SENT.c.sent_at < self._clock.now() - REMEMBERED
        with writing(self._engine) as connection:
            return connection.execute(delete(_SENT).where(old)).rowcount
