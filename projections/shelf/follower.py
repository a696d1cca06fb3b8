"""The follower keeps views warm: woken by every commit here, looking for others' by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from projections.shelf.readers import Readers

LOOK_EVERY_SECONDS = 1.0
"""How soon another process's writes are seen when nobody asks for them."""
REST_SECONDS = 0.02
"""The rest after a fold while nobody waits: under load, batches grow instead of their number."""

_log = logging.getLogger(__name__)


class Follower:
    """One thread that calls `follow` whenever there may be something new.

    `fault` is what the last attempt failed with, None when it went well.
    """

    def __init__(self, follow: Callable[[], int], readers: Readers) -> None:
        self._follow = follow
        self._readers = readers
        self._news = threading.Event()
        self._asked = threading.Event()
        self._closing = False
        self.fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="views", daemon=True)
        self._thread.start()

    def notice(self, _head: int = 0) -> None:
        """There is something new, and no hurry."""
        self._news.set()

    def hurry(self) -> None:
        """Somebody waits."""
        self._asked.set()
        self._news.set()

    def close(self) -> None:
        """Stop after the fold under way."""
        self._closing = True
        self.hurry()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing:
            self._news.wait(LOOK_EVERY_SECONDS)
            self._news.clear()
            self._asked.clear()
            self._try()
            if not self._readers or self.fault:
                self._asked.wait(REST_SECONDS if not self.fault else LOOK_EVERY_SECONDS)

    def _try(self) -> None:
        try:
            self._follow()
        except Exception as fault:  # Told to whoever looks; the views may follow again later.
            if repr(fault) != repr(self.fault):
                _log.exception("the views do not follow the book")
            self.fault = fault
        else:
            self.fault = None
