"""A house that is ended, or killed, in the middle of a message sends it again under its id."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.city_platform import Platform, Telling, telling
from tests.neighbourhood import WANG, planned, registered
from tests.processes import Running, running
from tests.story import clock
from tests.terminal import GOLDENBEAN, surroundings

LONGEST_WAIT_SECONDS = 60


@contextmanager
def serving(data: Path, port: int, at: str) -> Iterator[Running]:
    """The house serves, its clock stands at that time, and the platform may be spoken to."""
    told = surroundings(
        ENV="test", CLOCK=clock(f"2026-11-22 {at}").isoformat(), WEBHOOK_PORTS=str(port),
        WEBHOOK_NETWORKS="127.0.0.0/8",
    )  # fmt: skip
    words = [*GOLDENBEAN, "serve", "--port", "0", "--data", str(data)]
    with running(words, "ready http://", told) as server:
        yield server


def test_what_was_sent_and_not_written_down_is_sent_again(
    tmp_path: Path, platform: Platform
) -> None:
    heard, over = threading.Event(), threading.Event()

    def says_nothing(_asked: Any) -> None:
        heard.set()
        over.wait(LONGEST_WAIT_SECONDS)

    with telling(tmp_path, platform.port) as hall:
        made = hall.listens(platform.url)
        hall.happens(registered(WANG), planned())
    platform.answers.append(says_nothing)
    with serving(tmp_path, platform.port, "09:10") as server:
        assert heard.wait(LONGEST_WAIT_SECONDS)
        asked_at = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - asked_at < 5, "nobody waits for a platform that says nothing"
    heard.clear()
    platform.answers.append(says_nothing)
    with serving(tmp_path, platform.port, "09:20") as server:
        assert heard.wait(LONGEST_WAIT_SECONDS)
        server.kill()
    over.set()
    later = Telling(tmp_path, {platform.port})
    try:
        later.clock.turn_to(clock("2026-11-22 09:20"))
        assert later.delivers() == 0, "for a minute it looks as if somebody was still at it"
        later.later(minutes=1)
        assert later.delivers() == 2
        assert later.now(made).position == later.ledger.book.head()
    finally:
        later.house.close()
    first, second, third, fourth = platform.ids
    assert first == second == third != fourth
