"""Leading: of all processes that serve a ledger, one asks its book in the clock's name.

Whoever leads holds a lock that nobody need clear away. On SQLite it is one on a file beside the
book, which the kernel takes back however its holder ends; on PostgreSQL one of a session of its
own, which the server takes back with the session. Errands are harmless when two ask them, so the
moment between a lost session and its next try costs nothing but a question asked twice.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

import psycopg

_CONNECT_WITHIN_SECONDS = 5
_NUMBERED_FROM = 2 << 32
"""Below this are the locks of the book and of its views."""
_TRY = "SELECT pg_try_advisory_lock(%s)"
_GONE_WITHIN = {
    "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
_TOLD_THE_SERVER = (
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
)
"""A machine that lost its power says no goodbye: within some 11 seconds both ends notice."""


class Lead(Protocol):
    """The lead over the errands of one ledger; safe to ask from any thread.

    `leads` is what was found when it was last tried.
    """

    leads: bool

    def take(self) -> bool:
        """Whether this process leads; it takes the lead when nobody else has it."""

    def let_go(self) -> None:
        """Give the lead back; whoever tries next has it."""


def lead_over(folder: Path, ledger: str, database_url: str = "") -> Lead:
    """The lead over a ledger kept in `folder`, or in a schema of the server at that address."""
    return LeadBySession(database_url, ledger) if database_url else LeadByFile(folder)


class LeadByFile:
    """A lock on `clock.lock` in the ledger's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "clock.lock"
        self._held: IO[bytes] | None = None
        self._one_at_a_time = Lock()

    @property
    def leads(self) -> bool:
        """Whether the lock is held here."""
        return self._held is not None

    def take(self) -> bool:
        """Try the lock, unless it is ours; a file that was taken away is locked anew."""
        with self._one_at_a_time:
            if self._held is not None and not self._is_there(self._held):
                self._close()
            if self._held is None:
                self._try()
            return self.leads

    def let_go(self) -> None:
        """Give the lock back."""
        with self._one_at_a_time:
            self._close()

    def _try(self) -> None:
        held = self._path.open("ab")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            return
        self._held = held

    def _is_there(self, held: IO[bytes]) -> bool:
        try:
            return os.path.samestat(os.fstat(held.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def _close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


class LeadBySession:
    """An advisory lock of a connection that is used for nothing else."""

    def __init__(self, url: str, ledger: str) -> None:
        self._url = url
        self._number = zlib.crc32(f"golden bean clock {ledger}".encode()) + _NUMBERED_FROM
        self._session: psycopg.Connection | None = None
        self._one_at_a_time = Lock()
        self.leads = False

    def take(self) -> bool:
        """Try the lock, or see whether the session that holds it still lives; without a server
        nobody leads."""
        with self._one_at_a_time:
            try:
                self._try()
            except psycopg.Error:
                self._close()
            return self.leads

    def let_go(self) -> None:
        """End the session, and the lock with it."""
        with self._one_at_a_time:
            self._close()

    def _try(self) -> None:
        if self._session is None:
            self._session = self._connected()
        if self.leads:
            self._session.execute("SELECT 1")
        else:
            row = self._session.execute(_TRY, (self._number,)).fetchone()
            self.leads = bool(row and row[0])

    def _connected(self) -> psycopg.Connection:
        session = psycopg.connect(
            self._url, autocommit=True, connect_timeout=_CONNECT_WITHIN_SECONDS,
            application_name="goldenbean clock", **_GONE_WITHIN,
        )  # fmt: skip
        session.execute(_TOLD_THE_SERVER)
        return session

    def _close(self) -> None:
        self.leads = False
        if self._session is not None:
            self._session.close()
            self._session = None
