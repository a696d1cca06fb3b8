"""Readers who wait for the views to reach a position, in threads and on event loops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress


class Readers:
    """Those who wait, and how far the views are known to have come in this process."""

    def __init__(self) -> None:
        self.reached = 0
        self._lock = threading.Lock()
        self._waiting: dict[object, tuple[int, Callable[[], None]]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def tell(self, reached: int) -> None:
        """The views have come this far."""
        self.reached = max(self.reached, reached)
        with self._lock:
            served = [
                ticket for ticket, (position, _) in self._waiting.items() if position <= reached
            ]
            told = [self._waiting.pop(ticket)[1] for ticket in served]
        for tell in told:
            tell()

    def wait(self, position: int, seconds: float, wake: Callable[[], None]) -> bool:
        """Wait in a thread; call `wake` once the reader is known to wait."""
        served = threading.Event()
        ticket = self._enter(position, served.set)
        try:
            wake()
            return self.reached >= position or served.wait(seconds)
        finally:
            self._leave(ticket)

    async def wait_on_loop(self, position: int, seconds: float, wake: Callable[[], None]) -> bool:
        """Wait on an event loop; call `wake` once the reader is known to wait."""
        loop = asyncio.get_running_loop()
        served = asyncio.Event()

        def tell() -> None:
            with suppress(RuntimeError):  # The loop was closed: nobody waits any more.
                loop.call_soon_threadsafe(served.set)

        ticket = self._enter(position, tell)
        try:
            wake()
            async with asyncio.timeout(seconds):
                if self.reached < position:
                    await served.wait()
            return True
        except TimeoutError:
            return self.reached >= position
        finally:
            self._leave(ticket)

    def _enter(self, position: int, tell: Callable[[], None]) -> object:
        ticket = object()
        with self._lock:
            self._waiting[ticket] = (position, tell)
        return ticket

    def _leave(self, ticket: object) -> None:
        with self._lock:
            self._waiting.pop(ticket, None)
