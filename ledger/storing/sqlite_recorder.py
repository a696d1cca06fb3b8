"""The log on SQLite: one table, appended to under a condition, never changed.

Implements the eventsourcing library's DCB recorder, which ships none for SQLite. A commit writes
one sequential table with `synchronous=FULL`; triggers refuse every update, delete and insert
into the past. Tags are found through a `TagIndex` beside the log.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import msgspec
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.dcb.persistence import DCBListenNotifySubscription
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import IntegrityError, OperationalError, ProgrammingError

from ledger.storing import book_file
from ledger.storing.book_file import PAGE, SEPARATOR, NewerBook
from ledger.storing.tag_file import Entry
from ledger.storing.tag_index import TagIndex

_to_json = msgspec.json.Encoder().encode
_lists_from_json = msgspec.json.Decoder(list[list[str]]).decode


def _matches(event: DCBEvent, items: Sequence[DCBQueryItem]) -> bool:
    return any(
        (not item.types or event.type in item.types) and set(item.tags) <= set(event.tags)
        for item in items
    )


def _events(page: tuple[str | None, str, str, str]) -> list[DCBSequencedEvent]:
    positions, names, tags, data = page
    if positions is None:
        return []
    rows = zip(
        map(int, positions.split(SEPARATOR)),
        names.split(SEPARATOR),
        _lists_from_json(f"[{tags}]"),
        data.encode().split(SEPARATOR.encode()),
        strict=True,
    )
    return [
        DCBSequencedEvent(DCBEvent(name, text, listed), position)
        for position, name, listed, text in rows
    ]


class SQLiteRecorder(DCBRecorder):
    """Facts in `book.db`, the index in `index.db`, both in the ledger's own folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "book.db"
        self._local = threading.local()
        self._writing = threading.Lock()
        self._listeners: set[threading.Event] = set()
        self._readers: list[sqlite3.Connection] = []
        self._writer = self._open()
        self._prepare()
        self._index = TagIndex(folder / "index.db", self._mark, self._entries)
        self._index.build(self.head())

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, timeout=30, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _prepare(self) -> None:
        (version,) = self._writer.execute("PRAGMA user_version").fetchone()
        if version > book_file.FORMAT:
            raise NewerBook(f"{version} > {book_file.FORMAT}")
        if version < book_file.FORMAT:
            version = f"PRAGMA user_version = {book_file.FORMAT};"
            self._writer.executescript(f"BEGIN IMMEDIATE; {book_file.CREATE} {version} COMMIT;")

    @property
    def _reader(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
            self._readers.append(connection)
        return connection

    def head(self) -> int:
        """The last position of the log, 0 when it is empty."""
        return self._reader.execute(book_file.HEAD).fetchone()[0] or 0

    def _mark(self, position: int) -> bytes:
        row = self._reader.execute(
            "SELECT data FROM fact WHERE position = ?", (position,)
        ).fetchone()
        return row[0].encode() if row else b""

    def _entries(self, after: int, until: int) -> Iterator[Entry]:
        for found in self._pages(after, until - after):
            if found.position > until:
                return
            yield found.position, found.event.type, found.event.tags

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Events in order; see the library's interface for what matches."""
        head = self.head()
        items = query.items if query else []
        found = self._scan(items, after or 0, head, limit)
        if limit is None:
            return SimpleDCBReadResponse(found, head or None)
        events = list(islice(found, limit))
        return SimpleDCBReadResponse(iter(events), events[-1].position if events else None)

    def _scan(
        self, items: Sequence[DCBQueryItem], after: int, head: int, limit: int | None = None
    ) -> Iterator[DCBSequencedEvent]:
        if items and all(item.tags for item in items):
            return self._tagged(items, after, head)
        found = self._pages(after, None if items else limit)
        return (one for one in found if not items or _matches(one.event, items))

    def _pages(self, after: int, limit: int | None) -> Iterator[DCBSequencedEvent]:
        left = limit
        while left is None or left > 0:
            most = PAGE if left is None else min(left, PAGE)
            page = _events(self._reader.execute(book_file.AFTER, (after, most)).fetchone())
            yield from page
            if len(page) < most:
                return
            after, left = page[-1].position, None if left is None else left - most

    def _tagged(
        self, items: Sequence[DCBQueryItem], after: int, head: int
    ) -> Iterator[DCBSequencedEvent]:
        self._index.catch_up(head)
        asked = self._index.where([(item.tags, item.types) for item in items], after)
        positions = sorted(asked)
        for start in range(0, len(positions), PAGE):
            wanted = _to_json(positions[start : start + PAGE]).decode()
            for found in _events(self._reader.execute(book_file.AT, (wanted,)).fetchone()):
                if _matches(found.event, [items[number] for number in asked[found.position]]):
                    yield found

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Write `events` in one durable transaction and return the last position.

        Raises `IntegrityError` when something that matches the condition was written after
        `condition.after`; nothing is written then.
        """
        if not events:
            raise ProgrammingError("there is nothing to append")
        with self._writing, self._transaction() as writer:
            head = writer.execute(book_file.HEAD).fetchone()[0] or 0
            if condition is not None and head > (condition.after or 0):
                items, after = condition.fail_if_events_match.items, condition.after
                if next(self._scan(items, after or 0, head, 1), None) is not None:
                    raise IntegrityError(condition)
            self._index.catch_up(head)
            self._insert(writer, head, events)
        self._index.note(
            (position, event.type, event.tags) for position, event in enumerate(events, head + 1)
        )
        for listener in list(self._listeners):
            listener.set()
        return head + len(events)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            yield self._writer
            self._writer.execute("COMMIT")
        except sqlite3.Error as failure:  # A full disk, a read-only one, a lock held too long.
            raise OperationalError(str(failure)) from failure
        finally:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")

    @staticmethod
    def _insert(writer: sqlite3.Connection, head: int, events: Sequence[DCBEvent]) -> None:
        # Few statements with many rows: Python gives up its lock at every statement.
        start = 0
        for rows in book_file.CHUNKS:
            while len(events) - start >= rows:
                values: list[object] = []
                for offset, event in enumerate(events[start : start + rows], start + 1):
                    text = event.data.decode()
                    if SEPARATOR in text or SEPARATOR in event.type:
                        raise ProgrammingError("the log keeps text without record separators")
                    values += (head + offset, event.type, _to_json(event.tags).decode(), text)
                writer.execute(book_file.INSERTS[rows], values)
                start += rows

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> SQLiteSubscription:
        """Events as they come; this process's own appends wake it at once."""
        return SQLiteSubscription(self, query, after)

    def listen(self, event: threading.Event) -> None:
        """Set `event` after every append of this process."""
        self._listeners.add(event)

    def unlisten(self, event: threading.Event) -> None:
        """Stop setting `event`."""
        self._listeners.discard(event)

    def close(self) -> None:
        """Settle the index and close every connection: the file is whole without its WAL."""
        self._index.close()
        for connection in (*self._readers, self._writer):
            connection.close()


class SQLiteSubscription(DCBListenNotifySubscription[SQLiteRecorder]):
    """Follows the log from a position on."""

    def __init__(self, recorder: SQLiteRecorder, query: DCBQuery | None, after: int | None) -> None:
        super().__init__(recorder=recorder, query=query, after=after)
        recorder.listen(self._has_been_notified)

    def stop(self) -> None:
        """End the iteration."""
        super().stop()
        self._recorder.unlisten(self._has_been_notified)
