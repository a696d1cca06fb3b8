"""Wishes: what people do with endpoints, each within a transaction that is under way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from api.access.who import Who
from api.clock import Clock
from api.ids import new_id
from api.problems import Stop
from api.settings.webhooks import WebhookSettings
from api.webhooks.endpoints import WEBHOOKS, Endpoint, Endpoints, place_of
from api.webhooks.guard import why_not
from api.webhooks.messages import new_secret

MOST_IN_A_LEDGER = 100
"""So many may listen at once; each of them costs a reading of the book."""
OLD_SECRET_HOLDS = timedelta(hours=24)
"""How long messages are signed with the old secret too, so that a receiver can change over."""


class Wishes:
    """Opens, ends, resumes, tests and replays endpoints, and changes their secrets.

    Each raises `Stop`: for an address that is not spoken to, for too many, for one that ended.
    """

    def __init__(
        self, endpoints: Endpoints, settings: WebhookSettings, clock: Clock
    ) -> None:
        self._endpoints = endpoints
        self._settings = settings
        self._clock = clock

    def open(
        self, connection: Connection, who: Who, address: str, *,
        kinds: Collection[str] | None, label: str | None, behind: int,
    ) -> Endpoint:  # fmt: skip
        """A new one, for facts behind that position; its secret is in it."""
        if code := why_not(address, self._settings):
            raise Stop(code)
        listening = select(func.count()).where(
            WEBHOOKS.c.ledger == who.ledger, WEBHOOKS.c.ended_at.is_(None)
        )
        if (connection.scalar(listening) or 0) >= MOST_IN_A_LEDGER:
            raise Stop("webhooks_full")
        now, seal = self._clock.now(), self._endpoints.box.seal
        webhook = new_id("webhook", now)
        row = {
            "webhook": webhook, "ledger": who.ledger, "who": msgspec.to_builtins(who),
            "label": label, "kinds": None if kinds is None else sorted(kinds),
            "address": seal(place_of(webhook, "address"), address.encode()),
            "secret": seal(place_of(webhook, "secret"), new_secret().encode()),
            "position": behind, "made_at": now, "tries": 0,
        }  # fmt: skip
        connection.execute(insert(WEBHOOKS).values(row))
        return self._there(connection, webhook)

    def end(self, connection: Connection, webhook: str) -> Endpoint:
        """Nothing more goes there, for ever."""
        self._open(connection, webhook)
        return self._set(connection, webhook, **ending(self._clock.now(), "asked"))

    def resume(self, connection: Connection, webhook: str) -> Endpoint:
        """Go on with the message that waits, at once, whether it was paused or only waited."""
        self._open(connection, webhook)
        return self._set(
            connection, webhook, paused_at=None, paused_why=None, failing_since=None, tries=0,
            next_try_at=None, fault=None,
        )  # fmt: skip

    def change_secret(self, connection: Connection, webhook: str) -> Endpoint:
        """A new secret; the one until now signs beside it for a day, any older one no more."""
        before = self._open(connection, webhook).secrets[0]
        seal, place = self._endpoints.box.seal, place_of(webhook, "secret")
        return self._set(
            connection, webhook, secret=seal(place, new_secret().encode()),
            secret_before=seal(place, before.encode()),
            before_until=self._clock.now() + OLD_SECRET_HOLDS,
        )  # fmt: skip

    def ping(self, connection: Connection, webhook: str) -> Endpoint:
        """Send a test message soon, paused or not; `ping` is its id."""
        self._open(connection, webhook)
        message = new_id("ping", self._clock.now())
        return self._set(connection, webhook, ping=message, ping_outcome=None)

    def replay(self, connection: Connection, webhook: str, behind: int) -> Endpoint:
        """Send everything behind that position once more, in order, under the same ids."""
        self._open(connection, webhook)
        return self._set(connection, webhook, position=behind, tries=0, next_try_at=None)

    def _open(self, connection: Connection, webhook: str) -> Endpoint:
        found = self._there(connection, webhook)
        if found.ended_at is not None:
            raise Stop("webhook_ended")
        return found

    def _there(self, connection: Connection, webhook: str) -> Endpoint:
        found = self._endpoints.within(connection, webhook)
        if found is None:
            raise Stop("webhook_unknown")
        return found

    def _set(self, connection: Connection, webhook: str, **values: Any) -> Endpoint:
        mine = update(WEBHOOKS).where(WEBHOOKS.c.webhook == webhook)
        connection.execute(mine.values(values))
        return self._there(connection, webhook)


def ending(now: datetime, why: str) -> dict[str, Any]:
    """What an endpoint looks like from now on that has ended."""
    return {
        "ended_at": now, "ended_why": why, "secret": None, "secret_before": None,
        "before_until": None, "ping": None,
    }  # fmt: skip
