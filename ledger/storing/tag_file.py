"""The tag file: where entries of the log stand, by tag and type, for what is no longer new.

A tag and a type are stored as short hashes; whoever looks up verifies what the log says. The file
may be lost or damaged: it is made again from the log.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

Entry = tuple[int, str, Sequence[str]]
"""A position of the log with its type and its tags."""
Wanted = tuple[str, Sequence[str]]
"""A tag, and the types it is wanted for; none mean any."""

_CREATE = """
CREATE TABLE IF NOT EXISTS tag (
    tag INTEGER NOT NULL, type INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (tag, type, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reached (
    one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, mark BLOB NOT NULL
);
"""
_EMPTY = "BEGIN IMMEDIATE; DELETE FROM tag; DELETE FROM reached; COMMIT;"
_INSERT = """
INSERT OR IGNORE INTO tag (tag, type, position)
SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)
"""
_REACH = """
INSERT INTO reached (one, position, mark) VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE SET position = excluded.position, mark = excluded.mark
WHERE excluded.position > reached.position
"""
# One statement for all that is wanted, one row for all that is found: Python gives up its lock at
# each of them.
_FIND_TYPED = """
SELECT json_group_array(json_array(wanted.value ->> 0, tag.position))
FROM json_each(?) AS wanted CROSS JOIN tag
ON tag.tag = wanted.value ->> 1 AND tag.type = wanted.value ->> 2 AND tag.position > ?
"""
_FIND = """
SELECT json_group_array(json_array(wanted.value ->> 0, tag.position))
FROM json_each(?) AS wanted CROSS JOIN tag
ON tag.tag = wanted.value ->> 1 AND tag.position > ?
"""
_to_json = msgspec.json.Encoder().encode
_hits_from_json = msgspec.json.Decoder(list[tuple[int, int]]).decode


def _tag_hash(tag: str) -> int:
    return int.from_bytes(blake2b(tag.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=1024)
def _type_hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=2).digest(), "big")


class TagFile:
    """The index file of one log, used from several threads and processes.

    `marks(position)` gives bytes that identify the log's entry at a position (b"" if none): it
    tells at opening whether the file belongs to this log.
    """

    def __init__(self, path: Path, marks: Callable[[int], bytes]) -> None:
        self._path = path
        self._marks = marks
        self._local = threading.local()
        self._generation = 0

    def open(self) -> int:
        """The position the file has reached; 0 for one that is new, damaged or of another log.

        Raises `sqlite3.OperationalError` when the file cannot be read or written at all.
        """
        try:
            return self._reached_if_ours()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # It is damaged, and no more than a lost view.
            self.remove()
            return self._reached_if_ours()

    def remove(self) -> None:
        """Throw the file away; every thread turns to the new one when it next asks."""
        self.disconnect()
        self._generation += 1
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def write(self, entries: Iterable[Entry], until: int) -> None:
        """Add entries; with them the file has reached `until`."""
        rows = [
            (_tag_hash(tag), _type_hash(name), position)
            for position, name, tags in entries
            for tag in tags
        ]
        rows.sort()  # Neighbours in the tree are written together.
        connection = self._connect()
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(_INSERT, (_to_json(rows).decode(),))
            connection.execute(_REACH, (until, self._marks(until)))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def find(self, wanted: Sequence[Wanted], after: int) -> list[tuple[int, int]]:
        """Which of the wanted may stand where behind `after`: numbers with positions."""
        typed = [
            (number, _tag_hash(tag), _type_hash(name))
            for number, (tag, types) in enumerate(wanted)
            for name in types
        ]
        bare = [(n, _tag_hash(tag)) for n, (tag, types) in enumerate(wanted) if not types]
        found: list[tuple[int, int]] = []
        for sql, asked in ((_FIND_TYPED, typed), (_FIND, bare)):
            if asked:
                row = self._connect().execute(sql, (_to_json(asked).decode(), after)).fetchone()
                found += _hits_from_json(row[0])
        return found

    def disconnect(self) -> None:
        """Close this thread's connection."""
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is not None and self._local.generation != self._generation:
            self.disconnect()
            connection = None
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=30)
            self._local.connection, self._local.generation = connection, self._generation
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _reached_if_ours(self) -> int:
        connection = self._connect()
        connection.executescript(_CREATE)
        row = connection.execute("SELECT position, mark FROM reached").fetchone()
        if row is not None and row[1] == self._marks(row[0]):
            return row[0]
        if row is not None:
            connection.executescript(_EMPTY)
        return 0
