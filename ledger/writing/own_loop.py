"""A loop of one's own: an event loop in a thread, for those who are not on one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

_LOOK_AGAIN_SECONDS = 0.001


class OwnLoop:
    """An event loop that runs in a thread until it is told to stop."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="book loop", daemon=True)
        self._thread.start()

    def stop_when(self, idle: Callable[[], bool]) -> None:
        """Stop as soon as it is idle, and wait for that."""

        async def stop() -> None:
            while not idle():
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            self.loop.stop()

        asyncio.run_coroutine_threadsafe(stop(), self.loop)
        self._thread.join()
        self.loop.close()
