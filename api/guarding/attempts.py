"""Attempts: whoever guesses wrong too often waits, longer every time, in every process."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Row,
    Table,
    Text,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from api.access.endings import Endings, bump_locked
from api.clock import Clock
from api.guarding.patience import MOST_AT_ONCE, PATIENCE, patience_with
from api.guarding.under_way import UnderWay
from api.people.vault import TABLES, Moment, writing

MOST_LOCKED = 100_000
"""How many who must wait a process keeps in mind; the vault knows them all."""
SUSPECTED_FOR = timedelta(days=1)
"""How long after a lock-out somebody makes one try at a time."""

_ATTEMPTS = Table(
    "attempts",
    TABLES,
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("first_failed_at", Moment, nullable=False),
    Column("locked_until", Moment, index=True),
)
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Attempts:
    """Wrong tries, counted by subject and shared by all processes through the vault.

    A subject is `kind:whose`, such as `redemption_code:merchant-1` or `otp:` and a telephone
    number; `patience` knows the kinds. Only a keyed digest of it is kept. Whoever must wait is
    known in memory, and learnt from other processes within a second, so that asking costs the
    vault nothing as long as nobody is locked out.

    Two ways of use. Where a wrong try is told by the book: `begin`, perhaps `failed`, then `end`;
    whoever was locked out lately makes one such try at a time. Where a hundred tries at once
    must count as a hundred (a PIN): `trying`, then `succeeded`.
    """

    def __init__(self, engine: Engine, clock: Clock, secret: bytes, endings: Endings) -> None:
        self._engine = engine
        self._clock = clock
        self._secret = secret
        self._endings = endings
        self._read_at: int | None = None
        self._until: dict[str, datetime] = {}
        self._under_way = UnderWay()

    def must_wait(self, subject: str) -> int:
        """How many seconds the next try must wait; 0 means go ahead."""
        return self._seconds_to(self._locked_until(subject))

    def begin(self, subject: str) -> int:
        """Begin a try: 0 means go ahead, and call `end` once its outcome is counted. Otherwise
        the seconds to wait, and nothing has begun."""
        number = self._under_way.begin(subject)
        locked_until = self._locked_until(subject)
        suspected = locked_until and self._clock.now() - locked_until < SUSPECTED_FOR
        in_the_way = number > (1 if suspected else MOST_AT_ONCE)
        if seconds := self._seconds_to(locked_until) or int(in_the_way):
            self._under_way.end(subject)
        return seconds

    def end(self, subject: str) -> None:
        """The try that had begun is over."""
        self._under_way.end(subject)

    def failed(self, subject: str) -> int:
        """Count a wrong try; returns the seconds to wait before the next one."""
        with writing(self._engine) as connection:
            row = self._row(connection, subject)
            until = self._count(connection, subject, row)
        return self._heard(until)

    def trying(self, subject: str) -> int:
        """Count a try before its outcome is known: 0 means go ahead, and call `succeeded` if it
        was right. Otherwise the seconds to wait; nothing is counted then."""
        with writing(self._engine) as connection:
            row = self._row(connection, subject)
            seconds = self._seconds_to(row.locked_until)
            until = None if seconds else self._count(connection, subject, row)
        self._heard(until)
        return seconds

    def succeeded(self, subject: str) -> None:
        """Forget the wrong tries: whoever this is knows the secret, or was let off by staff."""
        mine = _ATTEMPTS.c.subject == self._mark(subject)
        with writing(self._engine) as connection:
            row = connection.execute(
                delete(_ATTEMPTS).where(mine).returning(_ATTEMPTS.c.locked_until)
            ).first()
            locked = row is not None and row.locked_until is not None
            if locked:
                bump_locked(connection)
        if locked:
            self._endings.look()

    def forget_old(self) -> int:
        """Drop the counts that no longer matter; returns how many. An errand of the clock's."""
        now = self._clock.now()
        longest = max(patience.forgotten_after for patience in PATIENCE.values())
        locked_until = _ATTEMPTS.c.locked_until
        over = locked_until.is_(None) | (locked_until <= now - SUSPECTED_FOR)
        old = over & (_ATTEMPTS.c.first_failed_at <= now - longest)
        with writing(self._engine) as connection:
            return connection.execute(delete(_ATTEMPTS).where(old)).rowcount

    def _row(self, connection: Connection, subject: str) -> Row[Any]:
        """The row of a subject, made when there is none, and nobody else's until the end."""
        mark, now = self._mark(subject), self._clock.now()
        fresh = _INSERTS[connection.dialect.name](_ATTEMPTS).values(
            subject=mark, failures=0, first_failed_at=now, locked_until=None
        )
        # One statement makes the row or takes hold of it: between two, a success could delete it.
        held = fresh.on_conflict_do_update(
            index_elements=["subject"], set_={"subject": fresh.excluded.subject}
        )
        columns = (_ATTEMPTS.c.failures, _ATTEMPTS.c.first_failed_at, _ATTEMPTS.c.locked_until)
        return connection.execute(held.returning(*columns)).one()

    def _count(self, connection: Connection, subject: str, row: Row[Any]) -> datetime | None:
        """Count one more; returns until when that makes the subject wait, if at all."""
        patience, now = patience_with(subject), self._clock.now()
        anew = now - row.first_failed_at >= patience.forgotten_after
        failures = 1 if anew else row.failures + 1
        wait = patience.wait_after(failures)
        until = now + wait if wait else None
        told = {
            "failures": failures,
            "first_failed_at": now if anew else row.first_failed_at,
            # An earlier lock-out is not forgotten with the count: it makes tries come singly.
            "locked_until": until or row.locked_until,
        }
        mine = _ATTEMPTS.c.subject == self._mark(subject)
        connection.execute(update(_ATTEMPTS).where(mine).values(told))
        if wait:
            bump_locked(connection)
        return until

    def _heard(self, until: datetime | None) -> int:
        if until is not None:
            self._endings.look()
        return self._seconds_to(until)

    def _seconds_to(self, until: datetime | None) -> int:
        left = until - self._clock.now() if until is not None else timedelta()
        return max(0, -(-left // timedelta(seconds=1)))

    def _locked_until(self, subject: str) -> datetime | None:
        """Until when the subject has to wait, or had to lately, as far as memory knows."""
        changed_at = self._endings.locked()
        if changed_at != self._read_at:
            self._until = self._read()
            self._read_at = changed_at
        return self._until.get(self._mark(subject)) if self._until else None

    def _read(self) -> dict[str, datetime]:
        """Everybody who must wait at this moment, or had to lately."""
        columns = (_ATTEMPTS.c.subject, _ATTEMPTS.c.locked_until)
        lately = self._clock.now() - SUSPECTED_FOR
        latest = select(*columns).where(_ATTEMPTS.c.locked_until > lately)
        latest = latest.order_by(_ATTEMPTS.c.locked_until.desc()).limit(MOST_LOCKED)
        with self._engine.connect() as connection:
            return {row.subject: row.locked_until for row in connection.execute(latest)}

    def _mark(self, subject: str) -> str:
        return blake2b(subject.encode(), digest_size=16, key=self._secret).hexdigest()
