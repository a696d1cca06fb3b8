"""Requests: how many this process answered, by door and by class of status, and how fast."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics.exposition import Family, Histogram, Sample

_SECONDS = (0.005, 0.025, 0.1, 0.3, 1, 3)
_DOORS = ("v1", "merchant", "desk", "me", "health", "metrics", "static")


class Requests:
    """Counts as middleware; what nobody answers for is counted as a failure."""

    def __init__(self) -> None:
        self._answered: Counter[tuple[str, str]] = Counter()
        self._seconds: defaultdict[str, Histogram] = defaultdict(lambda: Histogram(_SECONDS))

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application, counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status, begun = 500, time.perf_counter()

            async def note(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, note)
            finally:
                door = _door(scope["path"])
                self._answered[door, f"{status // 100}xx"] += 1
                self._seconds[door].add(time.perf_counter() - begun)

        return counted

    def families(self) -> Iterator[Family]:
        """How many, and how fast."""
        yield Family(
            "goldenbean_http_requests_total", "counter", "Requests answered, by door and status.",
            [
                Sample(count, {"door": door, "status": status})
                for (door, status), count in self._answered.items()
            ],
        )  # fmt: skip
        yield Family(
            "goldenbean_http_request_seconds", "histogram", "How long requests took, by door.",
            [
                sample
                for door, seconds in self._seconds.items()
                for sample in seconds.samples(door=door)
            ],
        )  # fmt: skip


def _door(path: str) -> str:
    # What follows the first word may name a person or a thing, and is none of a graph's business.
    first = path.split("/", 2)[1]
    return first if first in _DOORS else "other"
