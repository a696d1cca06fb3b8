"""Serving 400,000 accounts: how soon the server is ready, and how much memory it takes."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec

from api.ledgers import FIRST
from benchmarks import books
from benchmarks.consumed import cpu_seconds, memory
from benchmarks.deployment import Deployment, keys, opened
from benchmarks.load import crowd, request
from benchmarks.measured import MEGABYTES, SECONDS, Measured, Target, number
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from ledger.storing.stores import open_store
from tests.processes import running

READY_WITHIN, RESIDENT_MOST = Target(3, at_least=False), Target(300, at_least=False)
VISITORS = 100
CONNECTIONS = 8


class Start(NamedTuple):
    """One start: seconds until the ready line, those of them on a processor, and megabytes
    resident after some visitors and at most."""

    seconds: float
    cpu_seconds: float
    resident: float
    peak: float


class Served:
    """A data directory that is served again and again."""

    def __init__(self, data: Path) -> None:
        recorder = open_store(data, FIRST)
        volunteers, merchants = books.accounts(recorder, VISITORS), books.merchants(recorder)
        books.close(recorder)
        with opened(data) as (environ, house):
            house.ledgers.of(FIRST).shelf.follow()
            self._deployment = Deployment(environ, *keys(house, merchants[:1], volunteers))
        self.starts: list[Start] = []

    async def start(self) -> float:
        """A contestant: start, answer some visitors, end; gives the seconds until ready."""
        begun = time.perf_counter()
        command = [sys.executable, "-m", "api", "serve", "--port", "0"]
        with running(command, "ready ", self._deployment.environ) as server:
            seconds, busy = time.perf_counter() - begun, cpu_seconds(server.process.pid)
            await self._visit(int(server.ready_line.rpartition(":")[2]))
            taken = memory(server.process.pid)
        self.starts.append(Start(seconds, busy, *taken))
        return seconds

    async def _visit(self, port: int) -> None:
        run = secrets.token_hex(4)
        merchant = self._deployment.merchants[0]
        volunteers = self._deployment.volunteers
        looking = [
            request("GET", f"/v1/volunteers/{volunteer}/{what}", key)
            for volunteer, key in volunteers.items()
            for what in ("account", "statement")
        ]
        issuing = [
            request("POST", "/v1/redemption-codes", key, b"{}", f"{run}-code-{number}")
            for number, key in enumerate(volunteers.values())
        ]
        await crowd(port, looking, CONNECTIONS)
        codes = [
            msgspec.json.decode(body)["code"]
            for body in (await crowd(port, issuing, CONNECTIONS)).bodies
        ]
        redeeming = [
            request(
                "POST", "/v1/redemptions", merchant,
                msgspec.json.encode({"code": code, "beans": 1}), f"{run}-{number}",
            )
            for number, code in enumerate(codes)
        ]  # fmt: skip
        await crowd(port, redeeming, CONNECTIONS)


async def measure(effort: Effort) -> list[Measured]:
    """Starts on 400,000 accounts and on 2,000 in turns; the small one is for information."""
    with scratch() as folder:
        books.small(folder)
        many, few = Served(books.large()), Served(folder)
        await in_turns(effort, many.start, few.start)
    return [
        *_told(f"{books.LARGE_ACCOUNTS:,} accounts", many.starts[1:], READY_WITHIN, RESIDENT_MOST),
        *_told(f"{books.SMALL_ACCOUNTS:,} accounts", few.starts[1:], None, None),
    ]


def _told(
    accounts: str, starts: list[Start], ready: Target | None, memory: Target | None
) -> list[Measured]:
    seconds, busy, resident, peak = zip(*starts, strict=True)
    return [
        Measured(
            "h", f"serve with {accounts}, until ready", seconds, SECONDS, ready,
            f"{number(median(busy), SECONDS)} of CPU",
        ),
        Measured(
            "h", f"serve with {accounts}, resident", resident, MEGABYTES, memory,
            f"at most {number(max(peak), MEGABYTES)} at any moment",
        ),
    ]  # fmt: skip
