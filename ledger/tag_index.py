"""The tag index: which positions carry which tag; a view of the log that can always be remade.

The log is the truth and commits without it. New positions are kept in memory first (the tail)
and moved into the index file in bulk by a thread of their own, because one row per tag inside
the commit would be most of its cost. The file may be lost: it is then made again from the log.
A tag and a type are stored as short hashes; whoever looks up verifies what the log says.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

Entry = tuple[int, str, list[str]]
"""A position of the log with its type and its tags."""
Tail = dict[str, list[tuple[int, str]]]

FLUSH_AFTER_FACTS = 4_096
BUILD_CHUNK_FACTS = 50_000

_CREATE = """
CREATE TABLE IF NOT EXISTS tag (
    tag INTEGER NOT NULL, type INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (tag, type, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reached (
    one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, mark BLOB NOT NULL
);
"""
_INSERT = """
INSERT OR IGNORE INTO tag (tag, type, position)
SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)
"""
_REACH = """
INSERT INTO reached (one, position, mark) VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE SET position = excluded.position, mark = excluded.mark
WHERE excluded.position > reached.position
"""
_to_json = msgspec.json.Encoder().encode


def _tag_hash(tag: str) -> int:
    return int.from_bytes(blake2b(tag.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=1024)
def _type_hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=2).digest(), "big")


class TagIndex:
    """Positions by tag and type: a file for what is old, the memory for what is new.

    `marks(position)` gives bytes that identify the log's entry at a position (b"" if none): it
    tells at opening whether the file belongs to this log. `entries(after, until)` reads the log.
    """

    def __init__(
        self,
        path: Path,
        marks: Callable[[int], bytes],
        entries: Callable[[int, int], Iterable[Entry]],
    ) -> None:
        self._path = path
        self._marks = marks
        self._entries = entries
        self._lock = threading.Lock()
        self._local = threading.local()
        self._young: Tail = defaultdict(list)
        self._old: Tail = {}
        self._young_facts = 0
        self._flushing: threading.Thread | None = None
        self._floor = self._open_file()
        self.noted = self._floor

    def _connect(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            self._local.connection = connection
        return connection

    def _open_file(self) -> int:
        try:
            return self._reached_if_ours()
        except sqlite3.DatabaseError:
            pass  # A damaged index is only a lost view: it is made again below.
        self._local.connection.close()
        del self._local.connection
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return self._reached_if_ours()

    def _reached_if_ours(self) -> int:
        connection = self._connect()
        connection.executescript(_CREATE)
        row = connection.execute("SELECT position, mark FROM reached").fetchone()
        if row is None:
            return 0
        if row[1] == self._marks(row[0]):
            return row[0]
        connection.executescript("BEGIN IMMEDIATE; DELETE FROM tag; DELETE FROM reached; COMMIT;")
        return 0

    def build(self, head: int) -> None:
        """Bring the file near the log's head; long work only after the file was lost."""
        while head - self._floor > BUILD_CHUNK_FACTS:
            until = self._floor + BUILD_CHUNK_FACTS
            tail: Tail = defaultdict(list)
            for position, name, tags in self._entries(self._floor, until):
                for tag in tags:
                    tail[tag].append((position, name))
            self._write(tail, until)
            self._floor = self.noted = until
        self.catch_up(head)

    def catch_up(self, head: int) -> None:
        """Note what other processes wrote up to `head`."""
        if head > self.noted:
            for position, name, tags in list(self._entries(self.noted, head)):
                self.note(position, name, tags)
            self.noted = max(self.noted, head)

    def note(self, position: int, name: str, tags: Iterable[str]) -> None:
        """Remember one new entry of the log, in the order of positions."""
        with self._lock:
            if position <= self.noted:
                return
            for tag in tags:
                self._young[tag].append((position, name))
            self.noted = position
            self._young_facts += 1
            if self._young_facts >= FLUSH_AFTER_FACTS and self._flushing is None:
                self._begin_flush()

    def _begin_flush(self) -> None:
        self._old, self._young, self._young_facts = self._young, defaultdict(list), 0
        self._flushing = threading.Thread(target=self._flush, args=(self.noted,), daemon=True)
        self._flushing.start()

    def _flush(self, until: int) -> None:
        try:
            self._write(self._old, until)
        finally:
            connection = self._local.__dict__.pop("connection", None)
            if connection is not None:
                connection.close()
        with self._lock:
            self._old, self._floor, self._flushing = {}, until, None

    def _write(self, tail: Tail, until: int) -> None:
        rows = [
            (hashed, _type_hash(name), position)
            for tag, found in tail.items()
            for hashed in (_tag_hash(tag),)
            for position, name in found
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

    def positions(self, tag: str, types: Iterable[str], after: int) -> set[int]:
        """Where entries with this tag (and, if any are given, one of these types) may stand."""
        types = list(types)
        with self._lock:  # Memory first: what leaves it meanwhile is in the file already.
            found = {
                position
                for tail in (self._old, self._young)
                for position, name in tail.get(tag, ())
                if position > after and (not types or name in types)
            }
            floor = self._floor
        if floor > after:
            found.update(self._in_file(tag, types, after))
        return found

    def _in_file(self, tag: str, types: list[str], after: int) -> Iterator[int]:
        sql = "SELECT position FROM tag WHERE tag = ? AND position > ?"
        if types:
            marks = ",".join("?" * len(types))
            sql = f"SELECT position FROM tag WHERE tag = ? AND type IN ({marks}) AND position > ?"
        values = (_tag_hash(tag), *map(_type_hash, types), after)
        return (row[0] for row in self._connect().execute(sql, values))

    def first_sight(self, tags: Iterable[str], after: int) -> set[str]:
        """Those of `tags` that may stand somewhere: one question for many negative answers."""
        tags = list(tags)
        with self._lock:
            seen = {tag for tag in tags if tag in self._young or tag in self._old}
            floor = self._floor
        asked = {_tag_hash(tag): tag for tag in tags if tag not in seen}
        if floor > after and asked:
            marks = ",".join("?" * len(asked))
            sql = f"SELECT DISTINCT tag FROM tag WHERE tag IN ({marks}) AND position > ?"
            rows = self._connect().execute(sql, (*asked, after))
            seen.update(asked[row[0]] for row in rows)
        return seen

    def close(self) -> None:
        """Write the tail down, so that the next opening has little to read."""
        flushing = self._flushing
        if flushing is not None:
            flushing.join()
        with self._lock:
            tail, until, floor = self._young, self.noted, self._floor
        if until > floor:
            self._write(tail, until)
        self._connect().close()
