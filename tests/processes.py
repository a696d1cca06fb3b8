"""Real programs for stories that need them: started, waited for, and always ended."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

READY_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 10
HOUSE = Path(__file__).resolve().parent.parent


HEARD: list[Callable[[str], object]] = []
"""Who listens to everything that programs say; see `overheard`."""


class NotReady(Exception):
    """The program ended, or stayed silent, before it said that it was ready."""


def free_port() -> int:
    """Return a port of the loopback address on which nobody listens at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def overhear(said: str) -> None:
    """Let those hear it who listen."""
    for hear in HEARD:
        hear(said)


@dataclass
class Running:
    """A program in a process group of its own, and everything it has said so far."""

    process: subprocess.Popen[str]
    ready_line: str = ""
    said: list[str] = field(default_factory=list)
    lines: queue.Queue[str | None] = field(default_factory=queue.Queue, repr=False)
    listener: threading.Thread = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def kill(self) -> None:
        """End the program and all its children as a power cut would, without a last word."""
        self._signal(signal.SIGKILL)
        self.process.wait()
        # Children die a moment after the signal. The pipe ends when none of them holds a file.
        self.listener.join(ENDS_WITHIN_SECONDS)

    def stop(self) -> int:
        """Ask the program to end and return its exit status; kill it when it will not."""
        if self.process.poll() is None:
            self._signal(signal.SIGTERM)
        try:
            return self.process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.process.returncode

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def _listen(self) -> None:
        # Reading to the very end keeps a talkative program from waiting for us.
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            overhear(line)
            self.lines.put(self.said[-1])
        self.lines.put(None)


def _await_ready(program: Running, prefix: str) -> str:
    while True:
        try:
            line = program.lines.get(timeout=READY_WITHIN_SECONDS)
        except queue.Empty:
            line = None
        if line is None:
            said = "\n".join(program.said) or "nothing"
            raise NotReady(f"{program.process.args}\nnever said {prefix!r}. It said:\n{said}")
        if line.startswith(prefix):
            return line


@contextmanager
def running(
    command: Sequence[str],
    ready_line_prefix: str,
    env: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Run a program from when it says it is ready until the end of the block.

    The program starts in the project's folder, with the variables of `env` beside our own. Its
    error output counts as said. Whatever it has started is gone when the block ends. Raises
    `NotReady`, with all that was said, when no line with the prefix comes.
    """
    process = subprocess.Popen(
        command,
        cwd=HOUSE,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    program = Running(process)
    try:
        program.ready_line = _await_ready(program, ready_line_prefix)
        yield program
    finally:
        program.stop()
        program.kill()
        assert process.stdout is not None
        process.stdout.close()
