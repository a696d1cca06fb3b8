"""Gathering: what many ask at the same moment is looked up in one go, on one thread beside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST_AT_ONCE = 500
"""So many are looked up together; nobody in a crowd waits for the whole crowd."""


class Gathering(Generic[K, V]):
    """Questions of one kind that come while others are being answered, and are asked together.

    `look_up_all` answers many at once and leaves out what there is not; it is called on a thread
    of its own. A question never waits for others to come: alone, it is asked alone.
    """

    def __init__(self, look_up_all: Callable[[list[K]], Mapping[K, V]]) -> None:
        self._look_up_all = look_up_all
        self._waiting: dict[asyncio.AbstractEventLoop, dict[K, asyncio.Future[V | None]]] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def of(self, key: K) -> V | None:
        """The answer for `key`, None when there is none; raises what looking up raises."""
        loop = asyncio.get_running_loop()
        waiting = self._waiting.get(loop)
        if waiting is None:
            waiting = self._waiting[loop] = {}
            task = loop.create_task(self._ask(loop))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        if key not in waiting:
            waiting[key] = loop.create_future()
        # Whoever gives up must not take the answer away from those who ask the same.
        return await asyncio.shield(waiting[key])

    async def _ask(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while self._waiting[loop]:
                waiting = self._waiting[loop]
                some = {key: waiting.pop(key) for key in list(waiting)[:MOST_AT_ONCE]}
                await self._answer(some)
        finally:
            for future in self._waiting.pop(loop).values():
                future.cancel()

    async def _answer(self, some: dict[K, asyncio.Future[V | None]]) -> None:
        try:
            found = await asyncio.to_thread(self._look_up_all, list(some))
        except Exception as failure:  # Told to everybody who asked.
            for future in some.values():
                future.set_exception(failure)
                future.exception()  # It counts as told, also where nobody waits any more.
        else:
            for key, future in some.items():
                future.set_result(found.get(key))
