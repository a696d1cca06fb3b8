"""The city's platform: a real server that hears of facts, and the house that tells it of them.

What arrives is checked with the reference library of Standard Webhooks, whose clock is that of the
story.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from standardwebhooks.webhooks import Webhook

from api.access.roles import Role
from api.access.who import Who
from api.clock import FixedClock
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from api.webhooks.delivering import Delivery
from api.webhooks.endpoints import Endpoint
from ledger.command import By
from ledger.facts import Fact
from tests.furnished import MORNING, furnish, furnished_database, keep_secret
from tests.neighbourhood import (
    DISTRICT_OPEN,
    LANE_OPEN,
    STREET_OPEN,
    WANG,
    earned,
    planned,
    registered,
)
from tests.stores import PostgresqlServer
from tests.story import Happened, clock

ON_THE_LANE = (registered(WANG), planned(), earned(20))
"""Wang is a volunteer, there is something to do, and she has done it."""


class Heard(NamedTuple):
    """One message as it arrived."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The envelope and what is in it."""
        return json.loads(self.raw)

    @property
    def id(self) -> str:
        """What it is known by."""
        return self.headers["webhook-id"]

    @property
    def kind(self) -> str:
        """Which fact it is about."""
        return self.event["type"].removeprefix("goldenbean.")


class Platform:
    """A server on this machine that takes messages; `answers` are given in turn, then 204.

    An answer is a status, or a status with headers, or whatever is to be done with the request.
    """

    def __init__(self, port: int = 0) -> None:
        self.heard: list[Heard] = []
        self.answers: deque[int | tuple[int, dict[str, str]] | Callable[[Any], None]] = deque()
        platform = self

        class Asked(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                platform.heard.append(Heard(self.path, headers, raw))
                answer = platform.answers.popleft() if platform.answers else 204
                if callable(answer):
                    answer(self)
                else:
                    reply(self, *(answer if isinstance(answer, tuple) else (answer,)))

            def log_message(self, *_told: Any) -> None:
                """Nobody reads along."""

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Asked)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/beans?from=lane"

    @property
    def ids(self) -> list[str]:
        """What arrived, by id and in order."""
        return [one.id for one in self.heard]

    @property
    def kinds(self) -> list[str]:
        """What arrived, by the kind of fact and in order."""
        return [one.kind for one in self.heard]

    def close(self) -> None:
        """It is gone."""
        self.server.shutdown()
        self.server.server_close()


def reply(asked: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None,
          content: bytes = b"") -> None:  # fmt: skip
    """A short answer."""
    asked.send_response(status)
    for name, value in (headers or {}).items():
        asked.send_header(name, value)
    if status != 204:
        asked.send_header("content-length", str(len(content)))
    asked.end_headers()
    asked.wfile.write(content)


class Telling:
    """A house on Sunny Lane whose clock somebody turns, and which tells platforms of facts."""

    def __init__(self, data: Path, ports: set[int], url: str = "", **environ: str) -> None:
        self.clock = FixedClock(clock(MORNING))
        told = {
            "GOLDENBEAN_ENV": "test", "GOLDENBEAN_DATABASE_URL": url,
            "GOLDENBEAN_WEBHOOK_NETWORKS": "127.0.0.0/8",
            "GOLDENBEAN_WEBHOOK_PORTS": " ".join(map(str, ports)), **environ,
        }  # fmt: skip
        self.house = House(Settings.from_environment(told, data), self.clock)
        self.ledger = self.house.ledgers.of(FIRST)
        self._wishes = 0

    def happens(self, *facts: Fact) -> None:
        """Something happens on the lane."""
        self._wishes += 1
        by = By("somebody", "staff", f"key-{self._wishes}", f"{self._wishes}")
        self.ledger.book.record(Happened(facts=facts), by, self.clock.now())

    def opens_lane(self) -> None:
        """The district, the street and the lane are there."""
        self.happens(DISTRICT_OPEN, STREET_OPEN, LANE_OPEN)

    def key(self, role: Role = Role.ADMIN, **bound: str) -> Who:
        """Somebody is given a key."""
        return self.house.keys.create(role, FIRST, **bound)[1]

    def listens(
        self, url: str, who: Who | None = None, kinds: set[str] | None = None
    ) -> Endpoint:
        """From now on a platform hears of facts."""
        who = who or self.key()
        return self.wishes("open", who, url, kinds=kinds, label=None,
                           behind=self.ledger.book.head())  # fmt: skip

    def wishes(self, wish: str, *told: Any, **more: Any) -> Endpoint:
        """Somebody does something with an endpoint."""
        webhooks, done = self.house.webhooks, []
        self._wishes += 1
        by = By("somebody", "staff", f"key-w{self._wishes}", "")

        def act(connection: Any) -> None:
            done.append(getattr(webhooks.wishes, wish)(connection, *told, **more))

        answer, _ = webhooks.once(by, self.ledger.book.head(), act)
        assert answer.refusal is None, answer.refusal
        return done[0]

    def delivers(self, **more: Any) -> int:
        """The clock goes round; returns how many messages arrived."""
        return Delivery(self.house, **more).run()

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.turn_to(self.clock.now() + timedelta(**span))

    def now(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint as it is now."""
        found = self.house.webhooks.endpoints.one(FIRST, endpoint.webhook)
        assert found is not None
        return found


@contextmanager
def telling(
    data: Path, *ports: int, server: PostgresqlServer | None = None, **environ: str
) -> Iterator[Telling]:
    """Open such a house, and close it in the end."""
    if server is None:
        furnish(data)
    else:
        keep_secret(data)
    url = furnished_database(server) if server else ""
    told = Telling(data, set(ports) or {443}, url, **environ)
    yield told
    told.house.close()


def genuine(heard: Heard, secret: str, now: datetime) -> dict[str, Any]:
    """What a receiver makes of a message: checked by the reference library, at this time."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now.astimezone(tz)

    with patch("standardwebhooks.webhooks.datetime", Then):
        return Webhook(secret).verify(heard.raw, heard.headers)


@pytest.fixture
def platform() -> Iterator[Platform]:
    """The city's platform."""
    opened = Platform()
    yield opened
    opened.close()


@pytest.fixture
def slow() -> Iterator[Platform]:
    """Another one, whose server is not what it was."""
    opened = Platform()
    yield opened
    opened.close()


@pytest.fixture
def hall(tmp_path: Path, platform: Platform, slow: Platform) -> Iterator[Telling]:
    """The town hall on Sunny Lane, from where both can be reached."""
    with telling(tmp_path, platform.port, slow.port) as opened:
        opened.opens_lane()
        yield opened
