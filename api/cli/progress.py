"""Progress: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

LINE_EVERY_SECONDS = 5


class Telling:
    """Tells how far the views or the book of a ledger have come."""

    def __init__(self, ledger: str, console: Console | None = None) -> None:
        self._ledger = ledger
        self._console = console or Console(highlight=False, soft_wrap=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bars = Progress(*columns, console=self._console) if self._tty else None
        self._tasks: dict[str, TaskID] = {}
        self._done: set[str] = set()
        self._last_line: dict[str, float] = {}

    @property
    def _tty(self) -> bool:
        return self._console.is_terminal

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def of_view(self, view: str, done: int, total: int) -> None:
        """A view has come to `done` of `total` positions."""
        self._tell(f"{self._ledger} {view}", done, total)

    def of_book(self, done: int, total: int) -> None:
        """The book was read to `done` of `total` positions."""
        self._tell(f"{self._ledger} 账本 book", done, total)

    def say(self, line: str) -> None:
        """Say something beside the bars."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._bars is not None:
            if what not in self._tasks:
                self._tasks[what] = self._bars.add_task(what, total=total)
            self._bars.update(self._tasks[what], completed=done, total=total)
            return
        now = time.monotonic()
        due = now - self._last_line.setdefault(what, now) >= LINE_EVERY_SECONDS
        if what not in self._done and (due or done >= total):
            self._last_line[what] = now
            if done >= total:
                self._done.add(what)
            self.say(f"{what}: {done}/{total}")
