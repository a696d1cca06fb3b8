"""Redemptions over HTTP: every check and a durable commit, beside an empty call, same server."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.consumed import cpu_seconds
from benchmarks.deployment import Deployment, peopled
from benchmarks.load import Answers, crowd, request
from benchmarks.measured import EACH_SECOND, MILLISECONDS, Measured, Target, number, rates
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio
from benchmarks.served import EMPTY
from tests.processes import Running, running
from tests.stores import NoPostgresql, postgresql_url

WIDTHS = (32, 128)
WANTED = {128: Target(0.5)}
REQUESTS = 4_000
ISSUING = 64
VOLUNTEERS = 400
Contestant = Callable[[], Awaitable[float]]


class Front:
    """The server's door, and what came through it; codes are issued shortly before each round."""

    def __init__(self, server: Running, deployment: Deployment, requests: int) -> None:
        self._server = server.process.pid
        self._port = int(server.ready_line.rpartition(":")[2])
        self._requests = requests
        self._merchants = cycle(deployment.merchants)
        self._sessions = cycle(deployment.sessions)
        self._volunteers = cycle(deployment.volunteers.values())
        self._run = secrets.token_hex(4)
        self._numbers = count(1)
        self.answers: dict[tuple[str, int], list[Answers]] = {}

    def empty(self, width: int) -> Contestant:
        """A contestant that asks for nothing."""
        body = b'{"code":"123456789012","beans":10}'

        async def contestant() -> float:
            asked = [
                request("POST", EMPTY, next(self._merchants), body, self._key())
                for _ in range(self._requests)
            ]
            return await self._ask("empty", asked, width)

        return contestant

    def redeeming(self, width: int, door: str = "/v1", by_session: bool = False) -> Contestant:
        """A contestant that redeems fresh codes, one bean each, through the door of that address,
        by a key or by a session."""

        async def contestant() -> float:
            issuing = [
                request("POST", "/v1/redemption-codes", volunteer, b"{}", self._key())
                for volunteer in islice(self._volunteers, self._requests)
            ]
            issued = await crowd(self._port, issuing, ISSUING)
            await self._views_rest()
            codes = [msgspec.json.decode(body)["code"] for body in issued.bodies]
            bodies = [msgspec.json.encode({"code": code, "beans": 1}) for code in codes]
            asked = [
                request(
                    "POST", f"{door}/redemptions", next(self._merchants), body, self._key(),
                    next(self._sessions) if by_session else "",
                )
                for body in bodies
            ]  # fmt: skip
            return await self._ask("redeem" if door == "/v1" else door, asked, width)

        return contestant

    async def _ask(self, what: str, asked: list[bytes], width: int) -> float:
        before = cpu_seconds(self._server)
        answers = await crowd(self._port, asked, width)
        answers.server_cpu_seconds = cpu_seconds(self._server) - before
        self.answers.setdefault((what, width), []).append(answers)
        return answers.rate

    async def _views_rest(self) -> None:
        # What the codes left to do behind the scenes is not the redemptions' to pay.
        behind = 1
        while behind:
            (body,) = (await crowd(self._port, [request("GET", "/health/ready", "")], 1)).bodies
            behind = sum(ledger["behind"] for ledger in msgspec.json.decode(body)["ledgers"])

    def _key(self) -> str:
        return f"{self._run}-{next(self._numbers)}"

    def microseconds(self, what: str, width: int) -> list[float]:
        """The server's processor time for a request, round by round."""
        rounds = self.answers[what, width][1:]
        return [each.server_cpu_seconds / self._requests * 1e6 for each in rounds]

    def took(self, what: str, width: int) -> str:
        """The median round's p50 and p99; the first round only warmed up."""
        rounds = self.answers[what, width][1:]
        half, most = (median(each.milliseconds(percent) for each in rounds) for percent in (50, 99))
        cpu = median(self.microseconds(what, width))
        waited = f"p50 {number(half, MILLISECONDS)}, p99 {number(most, MILLISECONDS)}"
        return f"{waited}, server CPU {cpu:.0f} µs each"


async def measure(effort: Effort) -> list[Measured]:
    """On SQLite, with 32 and 128 connections; together with figure a, the empty call."""
    with scratch() as folder:
        return await _measure(effort, "b", folder, "", WANTED)


async def measure_empty(effort: Effort) -> list[Measured]:
    """The empty call alone."""
    with scratch() as folder:
        deployment = peopled(folder, 1)
        with serving(deployment) as server:
            front = Front(server, deployment, effort.of(REQUESTS))
            values = await in_turns(effort, *(front.empty(width) for width in WIDTHS))
    return [_empty(front, width, each) for width, each in zip(WIDTHS, values, strict=True)]


async def measure_on_postgresql(effort: Effort) -> list[Measured]:
    """The same on a private PostgreSQL server, for information; nothing where there is none."""
    try:
        with scratch() as folder, postgresql_url() as url:
            found = await _measure(effort, "b-postgresql", folder, url, {})
            return [each for each in found if each.figure != "a"]
    except NoPostgresql as missing:
        print(f"b-postgresql is SKIPPED: {missing}")
        return []


async def _measure(
    effort: Effort, figure: str, data: Path, url: str, wanted: dict[int, Target]
) -> list[Measured]:
    deployment = peopled(data, VOLUNTEERS, url)
    with serving(deployment) as server:
        front = Front(server, deployment, effort.of(REQUESTS))
        contestants = [each(width) for width in WIDTHS for each in (front.empty, front.redeeming)]
        values = await in_turns(effort, *contestants)
    found = []
    for place, width in enumerate(WIDTHS):
        empty, redeem = values[2 * place], values[2 * place + 1]
        beside = rates(("redeem", redeem), ("empty", empty))
        found += [
            _empty(front, width, empty),
            Measured(
                figure, f"redemption / empty POST, {width} connections", ratio(redeem, empty),
                target=wanted.get(width), beside=f"{beside}; {front.took('redeem', width)}",
            ),
        ]  # fmt: skip
    return found


def serving(deployment: Deployment) -> AbstractContextManager[Running]:
    """Production's server on that deployment, with the calls of `benchmarks.served`."""
    return running([sys.executable, "-m", "benchmarks.served"], "ready ", deployment.environ)


def _empty(front: Front, width: int, values: list[float]) -> Measured:
    what = f"empty POST, {width} connections"
    return Measured("a", what, tuple(values), EACH_SECOND, beside=front.took("empty", width))
