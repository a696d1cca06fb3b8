"""Endings: how every process hears within a second that something was ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from sqlalchemy import BigInteger, Column, Connection, Engine, Integer, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from api.people.vault import TABLES

ASKED_EVERY_SECONDS = 1

_THE_ROW = 1
_ENDINGS = Table(
    "endings",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ended", BigInteger, nullable=False),
    Column("locked", BigInteger, nullable=False),
)
_BOTH = select(_ENDINGS.c.ended, _ENDINGS.c.locked).where(_ENDINGS.c.id == _THE_ROW)
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def bump(connection: Connection) -> None:
    """Count an ending: a key, a session, a role, a badge. Call it inside the transaction that
    ends the thing, so that whoever sees the new number sees the thing ended."""
    _count(connection, "ended")


def bump_locked(connection: Connection) -> None:
    """Count a change among those who must wait before they try again.

    It has a number of its own: somebody who keeps guessing must not make every process forget
    every key that it knows.
    """
    _count(connection, "locked")


class Endings:
    """The two numbers as they stood at most a second ago, however many ask.

    Whoever keeps answers in memory keeps the number beside them, and forgets them when the
    number has moved. All of this costs the vault one question a second in each process.
    """

    def __init__(self, engine: Engine, ticks: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._ticks = ticks
        self._asking = Lock()
        self._ended = self._locked = 0
        self.look()

    def ended(self) -> int:
        """How many keys, sessions, roles and badges were ended; it only ever grows."""
        self._look_now_and_then()
        return self._ended

    def locked(self) -> int:
        """How often somebody was told to wait, or let off; it only ever grows."""
        self._look_now_and_then()
        return self._locked

    def look(self) -> None:
        """Ask at once: this process has just ended something, and it must hold here now."""
        with self._asking:
            self._ask()

    def _look_now_and_then(self) -> None:
        if self._ticks() - self._asked_at < ASKED_EVERY_SECONDS:
            return
        # One thread asks; the others go on with what was known a moment ago.
        if self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._asking.release()

    def _ask(self) -> None:
        self._asked_at = self._ticks()
        with self._engine.connect() as connection:
            row = connection.execute(_BOTH).first()
        if row is not None:
            self._ended, self._locked = row


def _count(connection: Connection, column: str) -> None:
    numbers = {"ended": 0, "locked": 0, column: 1}
    first = _INSERTS[connection.dialect.name](_ENDINGS).values(id=_THE_ROW, **numbers)
    grown = {column: _ENDINGS.c[column] + 1}
    connection.execute(first.on_conflict_do_update(index_elements=["id"], set_=grown))
