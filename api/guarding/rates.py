"""Rates: how often one person or one key may ask, whatever address they ask from."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

MOST_KEPT = 50_000


class Rate:
    """So many requests in a span of seconds, for each asker by itself.

    A whole venue shares one address, so the asker is whoever stands in the book for what is
    done. The whole span's worth may come at once; after that the requests must come as evenly
    as they are allowed to. It is kept in memory by each process and costs about half a
    microsecond: one number for each asker, the moment at which all that was asked is paid for.
    """

    def __init__(
        self, most: int, span_seconds: float, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._gap = span_seconds / most
        # A hair more, for the last request of a span must not fail on the rounding of a sum.
        self._span = span_seconds * (1 + 1e-9)
        self._ticks = ticks
        self._paid_at: dict[str, float] = {}

    @classmethod
    def a_minute(cls, most: int, at_once: int | None = None) -> Rate:
        """For people, who press one button after another; `at_once` may come at one moment."""
        burst = min(most, at_once or most)
        return cls(burst, 60 * burst / most)

    @classmethod
    def a_second(cls, most: int) -> Rate:
        """For programs: a fuse, well above what an honest one asks."""
        return cls(most, 1)

    def must_wait(self, asker: str) -> int:
        """Count a request of this asker: 0 when it may pass, else the seconds to wait."""
        now = self._ticks()
        paid_at = self._paid_at.get(asker, now) + self._gap
        if paid_at <= now:
            paid_at = now + self._gap
        if paid_at - now > self._span:
            return max(1, math.ceil(paid_at - now - self._span))
        self._paid_at[asker] = paid_at
        if len(self._paid_at) > MOST_KEPT:
            self._forget_the_idle(now)
        return 0

    def _forget_the_idle(self, now: float) -> None:
        # A new dictionary takes the old one's place: another thread may be reading that.
        self._paid_at = {who: at for who, at in tuple(self._paid_at.items()) if at > now}
