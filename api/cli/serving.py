"""Serving: one process that answers requests on a socket it was given."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn

from api.app import make_app
from api.house import House
from api.settings import Settings

LAST_ANSWERS_SECONDS = 3
"""How long requests under way may take once the server was asked to end."""
COLLECT_AFTER = (20_000, 20, 50)
"""After how many new objects, and how many rounds of the young, garbage is looked for."""
ENDING = (signal.SIGTERM, signal.SIGINT)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, tell_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_ready = tell_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept requests, and say so."""
        await super().startup(sockets)
        if self.started:
            # What was opened lives as long as the process, and what a book remembers lives long:
            # the collector need not look at it every few requests.
            gc.freeze()
            gc.set_threshold(*COLLECT_AFTER)
            self._tell_ready()


def serve_on(listener: socket.socket, settings: Settings, tell_ready: Callable[[], None]) -> None:
    """Answer requests until SIGTERM or SIGINT; calls `tell_ready` when requests are accepted."""
    for ending in ENDING:
        signal.signal(ending, _leave_at_once)
    house = House(settings)
    config = uvicorn.Config(
        make_app(house),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
    )
    for ending in ENDING:
        # The server takes these signals over, and raises them again when it has ended cleanly:
        # by then there is nothing left to do.
        signal.signal(ending, _carry_on)
    _Server(config, tell_ready).run(sockets=[listener])


def _leave_at_once(_number: int, _frame: FrameType | None) -> None:
    # Nothing was promised to anybody yet, and the book is whole at any moment.
    sys.exit(0)


def _carry_on(_number: int, _frame: FrameType | None) -> None:
    """Nothing more to do."""
