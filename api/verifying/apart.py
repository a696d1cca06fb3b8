"""Apart: a ledger verified by a process of its own, so that nobody who is served waits for it.

It takes the processor only when nobody else wants it, can be stopped at any moment, and gives its
memory back. What it says is one JSON document: what it `Found`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import msgspec

from api.settings import Settings
from api.verifying.difference import Difference

PATIENCE_SECONDS = 4 * 3600
"""What takes longer than until breakfast has got stuck."""
LOOK_AGAIN_SECONDS = 0.2


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was replayed, up to where, how many `differences` there were, and the first of them."""

    facts: int
    position: int
    differences: int
    first: tuple[Difference, ...]


class NotVerified(Exception):
    """The process ended without an answer."""


def verified_apart(
    settings: Settings, ledger: str, stopping: Callable[[], bool] = lambda: False
) -> Found | None:
    """Have a process verify the ledger; None when it was stopped.

    Raises `NotVerified`, with the last line of what it said, when it gave no answer.
    """
    # It ends when the last writer of this pipe is gone, however we may have died.
    lifeline, life = os.pipe()
    try:
        with _begun(settings, ledger, lifeline) as running:
            ended = _awaited(running, stopping)
    except OSError as refused:  # Such as no memory for another process.
        raise NotVerified(str(refused)) from refused
    finally:
        os.close(life)
        os.close(lifeline)
    if ended is None:
        return None
    told, complaint = ended
    if running.returncode != 0:
        lines = complaint.decode(errors="replace").split("\n")
        raise NotVerified(next((line for line in reversed(lines) if line.strip()), "no word"))
    return msgspec.json.decode(told, type=Found)


def _begun(settings: Settings, ledger: str, lifeline: int) -> subprocess.Popen[bytes]:
    # The address may carry a password, so it stands in no list of what runs.
    surroundings = {**os.environ, "GOLDENBEAN_DATABASE_URL": settings.database_url}
    return subprocess.Popen(
        [sys.executable, "-m", "api.verifying", str(settings.data), ledger, str(lifeline)],
        env=surroundings, pass_fds=[lifeline], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _awaited(
    running: subprocess.Popen[bytes], stopping: Callable[[], bool]
) -> tuple[bytes, bytes] | None:
    waited = 0.0
    while True:
        try:
            return running.communicate(timeout=LOOK_AGAIN_SECONDS)
        except subprocess.TimeoutExpired:
            waited += LOOK_AGAIN_SECONDS
        if stopping():
            running.kill()
            return None
        if waited > PATIENCE_SECONDS:
            running.kill()
            raise NotVerified("it took too long")
