"""The tag index: which positions carry which tag; a view of the log that can always be remade.

The log is the truth and commits without it. New positions are kept in memory first (the tail)
and moved into the tag file in bulk by a thread of their own, because one row per tag inside the
commit would be most of its cost.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from ledger.storing.tag_file import Entry, TagFile

Item = tuple[Sequence[str], Sequence[str]]
"""Tags that must all be there, and types of which one must be."""

FLUSH_AFTER_FACTS = 4_096
BUILD_CHUNK_FACTS = 50_000


class _Tail:
    """Entries that are not in the file yet, by tag."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.by_tag: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        for tag in entry[2]:
            self.by_tag[tag].append((entry[0], entry[1]))


class TagIndex:
    """Positions by tag and type: a file for what is old, the memory for what is new.

    `marks` is handed to the file; `entries(after, until)` reads the log.
    """

    def __init__(
        self,
        path: Path,
        marks: Callable[[int], bytes],
        entries: Callable[[int, int], Iterable[Entry]],
    ) -> None:
        self._file = TagFile(path, marks)
        self._entries = entries
        self._lock = threading.Lock()
        self._young, self._old = _Tail(), _Tail()
        # One thread for all flushes: each thread that reads the log keeps a connection to it.
        self._flusher = ThreadPoolExecutor(1, thread_name_prefix="tag index")
        self._flushing: Future[None] | None = None
        self._floor = self._file.open()
        self.noted = self._floor

    def build(self, head: int) -> None:
        """Bring the file near the log's head; long work only after the file was lost."""
        if head - self._floor > BUILD_CHUNK_FACTS:
            until = head - head % BUILD_CHUNK_FACTS
            self._copy(self._floor, until)
            self._floor = self.noted = until
        self.catch_up(head)

    def _copy(self, after: int, until: int) -> None:
        while after < until:
            upto = min(after + BUILD_CHUNK_FACTS, until)
            self._file.write(self._entries(after, upto), upto)
            after = upto

    def catch_up(self, head: int) -> None:
        """Note what other processes wrote up to `head`."""
        if head > self.noted:
            self.note(list(self._entries(self.noted, head)))
            self.noted = max(self.noted, head)

    def note(self, entries: Iterable[Entry]) -> None:
        """Remember new entries of the log, in the order of positions."""
        with self._lock:
            for entry in entries:
                if entry[0] > self.noted:
                    self._young.add(entry)
                    self.noted = entry[0]
            if len(self._young.entries) >= FLUSH_AFTER_FACTS and self._flushing is None:
                self._old, self._young = self._young, _Tail()
                self._flushing = self._flusher.submit(self._flush, self.noted)

    def _flush(self, until: int) -> None:
        kept = _Tail()
        try:
            self._file.write(self._old.entries, until)
        except sqlite3.Error:  # No room, perhaps: the memory keeps it for the next time.
            kept, until = self._old, self._floor
        with self._lock:
            if kept.entries:
                for entry in self._young.entries:
                    kept.add(entry)
                self._young = kept
            self._old, self._floor, self._flushing = _Tail(), until, None

    def where(self, items: Sequence[Item], after: int) -> dict[int, list[int]]:
        """Where entries may stand that carry all tags of an item and one of its types.

        No types mean any. Gives the positions behind `after`, each with the numbers of the items
        it was found for.
        """
        wanted = [(tag, types) for tags, types in items for tag in set(tags)]
        owner = [number for number, (tags, _) in enumerate(items) for _ in set(tags)]
        with self._lock:  # Memory first: what leaves it meanwhile is in the file already.
            hits = {
                (place, position)
                for tail in (self._old, self._young)
                for place, (tag, types) in enumerate(wanted)
                for position, name in tail.by_tag.get(tag, ())
                if position > after and (not types or name in types)
            }
            floor = self._floor
        if floor > after:
            hits.update(self._find(wanted, after))
        counts = Counter((owner[place], position) for place, position in hits)
        found: dict[int, list[int]] = {}
        for (number, position), count in counts.items():
            if count == len(set(items[number][0])):
                found.setdefault(position, []).append(number)
        return found

    def _find(
        self, wanted: Sequence[tuple[str, Sequence[str]]], after: int
    ) -> list[tuple[int, int]]:
        try:
            return self._file.find(wanted, after)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # Damaged since it was opened.
            self._make_again()
            return self._file.find(wanted, after)

    def _make_again(self) -> None:
        while True:
            if flushing := self._flushing:  # It writes into the file that is to go.
                flushing.result()
            with self._lock:
                if self._flushing is None:
                    self._file.remove()
                    self._copy(self._file.open(), self._floor)
                    return

    def close(self) -> None:
        """Write the tail down, so that the next opening has little to read."""
        if flushing := self._flushing:
            flushing.result()
        self._flusher.submit(self._file.disconnect).result()
        self._flusher.shutdown()
        with self._lock:
            entries, until, floor = self._young.entries, self.noted, self._floor
        if until > floor:
            with suppress(sqlite3.Error):  # No room: the next opening reads the log instead.
                self._file.write(entries, until)
        self._file.disconnect()
