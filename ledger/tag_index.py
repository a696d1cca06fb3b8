"""The tag index: which positions carry which tag; a view of the log that can always be remade.

The log is the truth and commits without it. New positions are kept in memory first (the tail)
and moved into the index file in bulk by a thread of their own, because one row per tag inside
the commit would be most of its cost. The file may be lost: it is then made again from the log.
A tag and a type are stored as short hashes; whoever looks up verifies what the log says.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

Entry = tuple[int, str, list[str]]
"""A position of the log with its type and its tags."""
Item = tuple[Sequence[str], Sequence[str]]
"""Tags that must all be there, and types of which one must be."""
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
            self._local.connection = connection
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
        return connection

    def _disconnect(self) -> None:
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def _open_file(self) -> int:
        try:
            return self._reached_if_ours()
        except sqlite3.DatabaseError:
            pass  # A damaged index is only a lost view: it is made again below.
        self._disconnect()
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
            self.note(list(self._entries(self.noted, head)))
            self.noted = max(self.noted, head)

    def note(self, entries: Iterable[Entry]) -> None:
        """Remember new entries of the log, in the order of positions."""
        with self._lock:
            young, noted = self._young, self.noted
            for position, name, tags in entries:
                if position > noted:
                    for tag in tags:
                        young[tag].append((position, name))
                    noted = position
                    self._young_facts += 1
            self.noted = noted
            if self._young_facts >= FLUSH_AFTER_FACTS and self._flushing is None:
                self._begin_flush()

    def _begin_flush(self) -> None:
        self._old, self._young, self._young_facts = self._young, defaultdict(list), 0
        self._flushing = threading.Thread(target=self._flush, args=(self.noted,), daemon=True)
        self._flushing.start()

    def _flush(self, until: int) -> None:
        kept: Tail = {}
        try:
            self._write(self._old, until)
        except sqlite3.Error:  # No room, perhaps: the memory keeps it for the next time.
            kept, until = self._old, self._floor
        self._disconnect()
        with self._lock:
            for tag, found in kept.items():
                self._young[tag] = found + self._young.get(tag, [])
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

    def where(self, items: Sequence[Item], after: int) -> dict[int, list[int]]:
        """Where entries may stand that carry all tags of an item and one of its types.

        No types mean any. Gives the positions behind `after`, each with the numbers of the items
        it was found for.
        """
        parts = [(number, tag, types) for number, (tags, types) in enumerate(items) for tag in tags]
        with self._lock:  # Memory first: what leaves it meanwhile is in the file already.
            hits = {
                (number, tag, position)
                for tail in (self._old, self._young)
                for number, tag, types in parts
                for position, name in tail.get(tag, ())
                if position > after and (not types or name in types)
            }
            floor = self._floor
        if floor > after:
            hits.update(self._in_file(parts, after))
        counts = Counter((number, position) for number, _, position in hits)
        found: dict[int, list[int]] = {}
        for (number, position), count in counts.items():
            if count == len(items[number][0]):
                found.setdefault(position, []).append(number)
        return found

    def _in_file(
        self, parts: list[tuple[int, str, Sequence[str]]], after: int
    ) -> Iterator[tuple[int, str, int]]:
        typed = [
            (place, _tag_hash(tag), _type_hash(name))
            for place, (_, tag, types) in enumerate(parts)
            for name in types
        ]
        bare = [(n, _tag_hash(tag)) for n, (_, tag, types) in enumerate(parts) if not types]
        for sql, wanted in ((_FIND_TYPED, typed), (_FIND, bare)):
            if wanted:
                row = self._connect().execute(sql, (_to_json(wanted).decode(), after)).fetchone()
                for place, position in _hits_from_json(row[0]):
                    yield parts[place][0], parts[place][1], position

    def close(self) -> None:
        """Write the tail down, so that the next opening has little to read."""
        if flushing := self._flushing:
            flushing.join()
        with self._lock:
            tail, until, floor = self._young, self.noted, self._floor
        if until > floor:
            with suppress(sqlite3.Error):  # No room: the next opening reads the log instead.
                self._write(tail, until)
        self._disconnect()
