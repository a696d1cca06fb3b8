"""Workers: several processes that answer on one socket, begun and ended together."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType

from api.cli.failures import told_in_words

LAST_WORD_SECONDS = 4
"""How long workers have to end by themselves."""
ENDING = (signal.SIGTERM, signal.SIGINT)
_READY = b"1"

_log = logging.getLogger("goldenbean")


class Workers:
    """`count` processes that each call `serve(tell)`; `tell_ready` is called once.

    The first is ready before the others begin, so that a fresh data directory is laid out by one
    of them. A worker that dies is replaced; one that dies before it was ready ends them all.
    """

    def __init__(
        self,
        count: int,
        serve: Callable[[Callable[[], None]], None],
        tell_ready: Callable[[], None],
    ) -> None:
        self._count = count
        self._serve = serve
        self._tell_ready = tell_ready
        self._told: dict[int, int] = {}
        self._ready: set[int] = set()
        self._ending = False
        # Workers end when the last writer of this pipe is gone, however we may have died.
        self._lifeline, self._life = os.pipe()

    def work(self) -> int:
        """Serve until a signal ends it; returns the exit status."""
        for ending in ENDING:
            signal.signal(ending, self._end)
        signal.signal(signal.SIGALRM, self._end_hard)
        first = self._begin()
        if os.read(self._told[first], 1) != _READY:
            return self._status_of_the_unready()
        self._ready.add(first)
        self._tell_ready()
        for _ in range(self._count - 1):
            self._begin()
        return self._keep_going()

    def _begin(self) -> int:
        told, tells = os.pipe()
        worker = os.fork()
        if worker == 0:
            os.close(told)
            self._be_a_worker(tells)
        os.close(tells)
        self._told[worker] = told
        if self._ending:  # The signal came while this one was being born.
            os.kill(worker, signal.SIGTERM)
        return worker

    def _be_a_worker(self, tells: int) -> None:
        status = 1
        try:
            os.close(self._life)
            for told in self._told.values():
                os.close(told)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            threading.Thread(target=self._end_when_orphaned, daemon=True).start()
            with told_in_words():
                self._serve(lambda: os.close(tells) if os.write(tells, _READY) else None)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _end_when_orphaned(self) -> None:
        os.read(self._lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _keep_going(self) -> int:
        while self._told:
            worker, status = os.waitpid(-1, 0)
            told = self._told.pop(worker)
            was_ready = worker in self._ready or _was_ready(told)
            os.close(told)
            if self._ending:
                continue
            _log.error("a worker ended with status %d", os.waitstatus_to_exitcode(status))
            if not was_ready:
                return self._status_of_the_unready()
            self._begin()
        return 0

    def _status_of_the_unready(self) -> int:
        status = 0 if self._ending else 1
        self._end(signal.SIGTERM, None)
        while self._told:
            worker, _ = os.waitpid(-1, 0)
            self._told.pop(worker, None)
        return status

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True
        signal.alarm(LAST_WORD_SECONDS)
        self._signal(signal.SIGTERM)

    def _end_hard(self, _number: int, _frame: FrameType | None) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        for worker in list(self._told):
            try:
                os.kill(worker, number)
            except ProcessLookupError:
                continue


def _was_ready(told: int) -> bool:
    return os.read(told, 1) == _READY
