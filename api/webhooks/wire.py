"""The wire: one message to one address, and what came of it.

The name is resolved once, every address it has is looked at, and one of those is connected to,
whatever the name says a moment later. Nothing is followed, nothing is read but the status; the
machine's own proxies are not used.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from threading import Thread
from typing import NamedTuple

import httpx

from api.settings.webhooks import WebhookSettings
from api.webhooks.guard import Address, all_permitted, read

CONNECTS_WITHIN_SECONDS = 5.0
ANSWERS_WITHIN_SECONDS = 15.0
"""Between two signs of life of a receiver; Standard Webhooks asks for 15 to 30 seconds."""
WHOLE_SECONDS = 20.0
"""For everything together, however slowly a receiver drips; less than a claim holds."""
WHO_ASKS = "Golden-Bean-Webhooks/1.0"
READ_AT_MOST_BYTES = 4_096
"""What is said behind the status interests nobody; a short answer is read, so that the line can be
used again."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""How the addresses of a name are found; raises OSError when there are none."""


class Outcome(NamedTuple):
    """What came of sending: it was `delivered`, or the receiver is `gone` for good, or there is a
    `fault`; and how long the receiver wants to be left alone."""

    fault: str | None = None
    gone: bool = False
    wished: timedelta = timedelta()

    @property
    def delivered(self) -> bool:
        """Whether the receiver has said that it has it."""
        return self.fault is None and not self.gone


class Wire:
    """Sends messages to one receiver, in a line that may stay open between two of them."""

    def __init__(
        self, settings: WebhookSettings, resolve: Resolve | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._networks = settings.networks
        self._ports = settings.ports
        self._resolve = resolve or looked_up
        limits = httpx.Timeout(ANSWERS_WITHIN_SECONDS, connect=CONNECTS_WITHIN_SECONDS)
        self._client = httpx.AsyncClient(
            verify=trust or _trust(), trust_env=False, follow_redirects=False, timeout=limits
        )

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Post a message; raises nothing."""
        address = read(url)
        if address is None or address.port not in self._ports:
            return Outcome("address_inside")  # What is allowed has become less since.
        said: list[Outcome] = []
        fault = "timeout"
        with suppress(TimeoutError):
            async with asyncio.timeout(WHOLE_SECONDS):
                fault = await self._spoken(address, headers, body, said)
        # Once there is a status it counts, whatever happened to the rest of the answer.
        return said[0] if said else Outcome(fault)

    async def _spoken(
        self, address: Address, headers: Mapping[str, str], body: bytes, said: list[Outcome]
    ) -> str:
        try:
            found = await self._resolve(address.host, address.port)
        except (OSError, UnicodeError):
            return "no_address"
        if not all_permitted(found, address.scheme, self._networks):
            return "address_inside"
        fault = "unreachable"
        for one in found:
            try:
                await self._post(one, address, headers, body, said)
            except (httpx.ConnectError, httpx.ConnectTimeout) as failed:
                fault = _why(failed)
                continue
            except httpx.TimeoutException:
                return "timeout"
            except httpx.HTTPError:
                return "broken"
            break
        return fault

    async def _post(
        self, one: str, address: Address, headers: Mapping[str, str], body: bytes,
        said: list[Outcome],
    ) -> None:  # fmt: skip
        host = f"[{one}]" if ":" in one else one
        url = f"{address.scheme}://{host}:{address.port}{address.target}"
        told = {**headers, "host": address.named, "user-agent": WHO_ASKS}
        asked = self._client.stream(
            "POST", url, content=body, headers=told,
            # The certificate must be that of the name, though the number is what is dialled.
            extensions={"sni_hostname": address.host.rstrip(".")},
        )  # fmt: skip
        async with asked as answer:
            said.append(_outcome(answer))
            read_bytes = 0
            async for chunk in answer.aiter_raw():
                read_bytes += len(chunk)
                if read_bytes > READ_AT_MOST_BYTES:
                    break


def _outcome(answer: httpx.Response) -> Outcome:
    if answer.is_success:
        return Outcome()
    if answer.status_code == httpx.codes.GONE:
        return Outcome(gone=True)
    return Outcome(f"status_{answer.status_code}", wished=wished(answer.headers))


def wished(headers: httpx.Headers) -> timedelta:
    """How long the receiver wants to be left alone: seconds, or a date, which is measured from
    the receiver's own `Date`, for its clock may be another."""
    told = headers.get("retry-after", "")
    # No wish: what is no date, one without a time zone, or seconds beyond all time.
    with suppress(ValueError, TypeError, OverflowError):
        if told.isascii() and told.isdecimal():
            return timedelta(seconds=int(told))
        until, sent = (parsedate_to_datetime(each) for each in (told, headers.get("date", "")))
        return max(until - sent, timedelta())
    return timedelta()


def _why(failed: httpx.TransportError) -> str:
    if isinstance(failed, httpx.ConnectTimeout):
        return "timeout"
    cause: BaseException | None = failed
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "untrusted"
        cause = cause.__cause__ or cause.__context__
    return "unreachable"


async def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine finds them; raises OSError.

    On a thread that nobody waits for: a name server that does not answer keeps it for longer than
    the house may take to end.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str] | None, failed: Exception | None) -> None:
        if found.done():
            return
        if failed is not None:
            found.set_exception(failed)
        else:
            found.set_result(addresses or [])

    def look() -> None:
        addresses, failed = None, None
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(one[4][0]) for one in told))
        except (OSError, UnicodeError) as unknown:
            failed = unknown
        with suppress(RuntimeError):  # The loop is gone, and with it whoever asked.
            loop.call_soon_threadsafe(settle, addresses, failed)

    Thread(target=look, daemon=True, name="resolving").start()
    return await found


@cache
def _trust() -> ssl.SSLContext:
    # Reading every authority of the web takes a while, so it is done once.
    return httpx.create_ssl_context()
