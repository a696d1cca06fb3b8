"""Senders: how a code reaches a telephone, and what a log may know of it."""

from __future__ import annotations

from logging import getLogger
from typing import Protocol

import httpx

ANSWERS_WITHIN_SECONDS = 5.0
TRIES = 2

_log = getLogger("goldenbean")


class Sender(Protocol):
    """Whoever can make a telephone show a code."""

    def send(self, phone: str, code: str, request: str) -> bool:
        """Send `code` to `phone`; False when it was not taken. `request` is the short number
        that the page shows too. It blocks, so it is called in a thread of its own."""


class LogSender:
    """For a demo, for development, for tests: the code appears in the log, the number never."""

    def send(self, phone: str, code: str, request: str) -> bool:
        """Write the code down where the operator sees it."""
        _log.warning("短信验证码 one-time code, request %s: %s", request, code)
        return True


class GatewaySender:
    """A gateway for short messages, asked by HTTP: POST {phone, code, request} as JSON.

    `transport` is how httpx reaches it; None is the network.
    """

    def __init__(
        self, url: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._transport = transport

    def send(self, phone: str, code: str, request: str) -> bool:
        """Hand it over, and once more when the first time failed; what failed is logged."""
        told = {"phone": phone, "code": code, "request": request}
        why = ""
        # Its own client each time: codes are rare, and a connection kept open would be stale.
        with httpx.Client(timeout=ANSWERS_WITHIN_SECONDS, transport=self._transport) as wire:
            for _ in range(TRIES):
                try:
                    answer = wire.post(self._url, json=told, headers=self._headers)
                except httpx.HTTPError as failed:
                    why = type(failed).__name__
                    continue
                if answer.is_success:
                    return True
                why = f"status {answer.status_code}"
                if answer.is_client_error:
                    break
        _log.error("the code of request %s was not sent: %s", request, why)
        return False
