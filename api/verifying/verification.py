"""Verification: one ledger, from its first fact to its last, and its views beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import msgspec
from sqlalchemy import Connection

from api.settings import Settings
from api.stored import open_recorder, open_views, stored
from api.verifying.comparing import Comparing
from api.verifying.difference import Difference, stopped
from api.verifying.documents import documents_again
from api.verifying.listing import lists_again
from api.verifying.replay import Replay
from api.verifying.sampling import seeds_again
from ledger.book import Book
from ledger.facts import DocumentFrozen
from projections.shelf import Shelf
from projections.shelf.moment import one_moment
from projections.shelf.standings import reached as standing_at
from projections.shelf.standings import standings
from projections.views import VIEWS

Progress = Callable[[int, int], None]
TELL_EVERY_FACTS = 1_000


class Verification:
    """Replays a ledger's book and compares; nothing is written to the book.

    The views are brought up to the book first, as every reader does. They are then looked at as
    of one moment, so a book that goes on being written does not matter.
    """

    def __init__(self, settings: Settings, ledger: str) -> None:
        self._settings = settings
        self._ledger = ledger
        self._replay = Replay()
        self._compared: dict[str, int] = {}
        self._groups: dict[str, int] = {}

    def run(self, progress: Progress) -> Iterator[Difference]:
        """Every difference, as it is found."""
        with open_recorder(self._settings, self._ledger) as recorder:
            shelf, reason = self._open_shelf(recorder)
            if shelf is None:
                yield from self._replay_all(recorder, progress)
                yield Difference(
                    f"视图无法根据账本更新：{reason}。",
                    f"The views cannot follow the book: {reason}.",
                )
                return
            with closing(shelf), one_moment(shelf.store) as connection:
                found = standings(connection, VIEWS)
                reached = standing_at(found)
                yield from map(stopped, (v for v in found.values() if v.stopped_at is not None))
                yield from self._replay_all(recorder, progress, until=reached)
                yield from self._compare(connection)
                yield from self._replay_all(recorder, progress)
            if not reason:
                yield from lists_again(recorder, self._replay.lists)
                if self._documents:
                    yield from documents_again(recorder)
                yield from seeds_again(recorder, self._replay.sampling.drawn)
            if reason:
                yield Difference(
                    f"视图停在第 {reached} 条：{reason}。",
                    f"The views stopped at position {reached}: {reason}.",
                )

    @property
    def reached(self) -> tuple[int, int]:
        """How many facts were replayed, and up to which position."""
        return self._replay.facts, self._replay.position

    def report(self) -> Iterator[str]:
        """What was compared, in lines for people."""
        replay = self._replay
        yield (
            f"账本 {self._ledger}：核对事实 {replay.facts} 条，至第 {replay.position} 条。"
            f" Ledger {self._ledger}: {replay.facts} facts replayed, up to {replay.position}."
        )
        told = ", ".join(f"{group} {beans}" for group, beans in sorted(self._groups.items()))
        total = sum(self._groups.values())
        yield f"试算平衡 trial balance: {told or '0'}; 合计 sum {total}"
        rows = ", ".join(f"{sheet} {count}" for sheet, count in self._compared.items())
        yield f"重新计算名单 lists computed again: {len(replay.lists)}"
        yield f"重新计算台账 documents computed again: {self._documents}"
        yield f"核对视图行数 rows of views compared: {rows or '0'}"

    @property
    def _documents(self) -> int:
        return self._replay.kinds[DocumentFrozen.__name__]

    def _open_shelf(self, recorder: Any) -> tuple[Shelf | None, str]:
        """The views as far as they can follow, and why they can follow no further."""
        settings = self._settings
        try:
            book = Book(recorder)
        except (msgspec.MsgspecError, KeyError) as broken:
            return None, str(broken)
        shelf = None
        try:
            shelf = open_views(settings, self._ledger, book)
            shelf.follow()
        except (msgspec.MsgspecError, KeyError, ValueError) as broken:
            return shelf, str(broken)
        finally:
            book.close()
        return shelf, ""

    def _replay_all(
        self, recorder: Any, progress: Progress, until: int | None = None
    ) -> Iterator[Difference]:
        replay, before = self._replay, self._replay.facts
        for entry in stored(recorder, after=replay.position):
            if until is not None and entry.position > until:
                break
            yield from replay.take_in(entry)
            if replay.facts % TELL_EVERY_FACTS == 0:
                progress(entry.position, max(until or 0, entry.position))
        if replay.facts > before:
            progress(replay.position, replay.position)
            yield from replay.totals()

    def _compare(self, connection: Connection) -> Iterator[Difference]:
        comparing = Comparing(connection, self._replay)
        yield from comparing.run()
        self._compared = comparing.compared
        self._groups = {group: row[0] for group, row in comparing.groups().items()}
