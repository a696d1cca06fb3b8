"""Lately: what was looked up a moment ago need not be looked up again."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lately(Generic[K, V]):
    """The last `most` answers of `look_up`, each believed for `seconds` after it was asked for.

    An answer of None is never kept, so a stranger's guesses push nobody out. `ticks` counts
    seconds and never stands still: the clock of the stories may, and then nothing would age.
    """

    def __init__(
        self,
        look_up: Callable[[K], V | None],
        seconds: int,
        most: int,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look_up = look_up
        self._seconds = seconds
        self._most = most
        self._ticks = ticks
        self._kept: dict[K, tuple[float, V]] = {}
        self._lock = Lock()
        self._forgotten = 0

    def fresh(self, key: K) -> V | None:
        """The answer for `key` if it is in memory and fresh."""
        kept = self._kept.get(key)
        return kept[1] if kept is not None and self._ticks() - kept[0] < self._seconds else None

    def of(self, key: K) -> V | None:
        """The answer for `key`, from memory while it is fresh."""
        known = self.fresh(key)
        if known is not None:
            return known
        asked, forgotten = self._ticks(), self._forgotten
        answer = self._look_up(key)
        self._keep(key, answer, asked, forgotten)
        return answer

    def learn(self, keys: list[K], look_up_all: Callable[[list[K]], Mapping[K, V]]) -> None:
        """Look many up in one go, by another way than one by one, and keep the answers."""
        asked, forgotten = self._ticks(), self._forgotten
        for key, answer in look_up_all(keys).items():
            self._keep(key, answer, asked, forgotten)

    def _keep(self, key: K, answer: V | None, asked: float, forgotten: int) -> None:
        with self._lock:
            self._kept.pop(key, None)
            # What was looked up before everything was forgotten may be what had to be forgotten.
            if answer is not None and forgotten == self._forgotten:
                self._kept[key] = (asked, answer)
                if len(self._kept) > self._most:
                    # A dict remembers its order, so the first is the one asked for longest ago.
                    del self._kept[next(iter(self._kept))]

    def forget(self) -> None:
        """Believe nothing any more: the truth has just been changed here."""
        with self._lock:
            self._forgotten += 1
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
