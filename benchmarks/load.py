"""Load: a crowd of connections that each send the next request as soon as they are answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ALL_WELL = (b"200", b"201")


class NotWell(Exception):
    """A request was not carried out; the figure would mean nothing."""


@dataclass
class Answers:
    """How it went: the whole time, the server's processor time, each request's time and body."""

    seconds: float = 0.0
    server_cpu_seconds: float = 0.0
    each_seconds: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.each_seconds) / self.seconds

    def milliseconds(self, percent: int) -> float:
        """So many percent of the answers took no longer."""
        ranked = sorted(self.each_seconds)
        return ranked[min(len(ranked) * percent // 100, len(ranked) - 1)] * 1_000


def request(
    method: str,
    path: str,
    key: str,
    body: bytes = b"",
    idempotency_key: str = "",
    cookie: str = "",
) -> bytes:
    """The bytes of a request to the API; with a cookie, it goes beside the key."""
    lines = [
        f"{method} {path} HTTP/1.1", "Host: benchmark", f"Authorization: Bearer {key}",
        "Content-Type: application/json", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    if idempotency_key:
        lines.append(f"Idempotency-Key: {idempotency_key}")
    if cookie:
        lines.append(f"Cookie: session={cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class _Connection(asyncio.Protocol):
    def __init__(self, waiting: Iterator[tuple[int, bytes]], answers: Answers) -> None:
        self._waiting = waiting
        self._answers = answers
        self._received = b""
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected, and silent until everybody is."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """The server has hung up."""
        if not self.done.done():
            self.done.set_exception(NotWell(f"the connection was lost: {exc}"))

    def send(self) -> None:
        """Ask the next question, if there is one."""
        self._number, asked = next(self._waiting, (-1, b""))
        if asked:
            self._sent = time.perf_counter()
            self._transport.write(asked)
        else:
            self.done.set_result(None)
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """A part of an answer, mostly all of it."""
        self._received += data
        head, ends, body = self._received.partition(b"\r\n\r\n")
        if not ends:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) < int(length):
            return
        if head[9:12] not in ALL_WELL:
            self.done.set_exception(NotWell(self._received.decode()))
            self._transport.close()
            return
        self._received = b""
        self._answers.each_seconds.append(time.perf_counter() - self._sent)
        self._answers.bodies[self._number] = body
        self.send()


async def crowd(port: int, asked: Sequence[bytes], connections: int) -> Answers:
    """Send all requests over so many connections; raises `NotWell` at the first refusal."""
    answers = Answers(bodies=[b""] * len(asked))
    waiting = enumerate(asked)
    loop = asyncio.get_running_loop()

    async def connected() -> _Connection:
        made = await loop.create_connection(
            lambda: _Connection(waiting, answers), "127.0.0.1", port
        )
        return made[1]

    everybody = [await connected() for _ in range(connections)]
    begun = time.perf_counter()
    for connection in everybody:
        connection.send()
    await asyncio.gather(*(connection.done for connection in everybody))
    answers.seconds = time.perf_counter() - begun
    return answers
