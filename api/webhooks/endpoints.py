"""Endpoints: where programs elsewhere listen, how far they have come, and what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    select,
)

from api.access.who import Who
from api.people.vault import TABLES, Moment
from api.webhooks.sealing import Box

WEBHOOKS = Table(
    "webhooks",
    TABLES,
    Column("webhook", Text, primary_key=True),
    Column("ledger", Text, nullable=False, index=True),
    Column("who", JSON, nullable=False),
    Column("label", Text),
    Column("kinds", JSON),
    Column("address", LargeBinary, nullable=False),
    Column("secret", LargeBinary),
    Column("secret_before", LargeBinary),
    Column("before_until", Moment),
    Column("position", BigInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("fault", Text),
    Column("failing_since", Moment),
    Column("next_try_at", Moment),
    Column("ping", Text),
    Column("ping_outcome", Text),
    Column("claimed_until", Moment),
    Column("paused_at", Moment),
    Column("paused_why", Text),
    Column("ended_at", Moment),
    Column("ended_why", Text),
)


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One place that listens, made in the right of `who`, for facts of these `kinds` (all, when
    None).

    It has everything up to `position`. While it answers wrongly it is `failing_since` then, has
    been tried so many times, and `fault` says how the last one went. `ping` is a test message
    that waits, `ping_outcome` what became of the last one.
    """

    webhook: str
    ledger: str
    who: Who
    label: str | None
    kinds: frozenset[str] | None
    address: str
    secrets: tuple[str, ...]
    before_until: datetime | None
    position: int
    made_at: datetime
    delivered_at: datetime | None
    tries: int
    fault: str | None
    failing_since: datetime | None
    next_try_at: datetime | None
    ping: str | None
    ping_outcome: str | None
    paused_at: datetime | None
    paused_why: str | None
    ended_at: datetime | None
    ended_why: str | None

    @property
    def state(self) -> str:
        """`ended`, `paused`, `failing` or `listening`."""
        if self.ended_at is not None:
            return "ended"
        if self.paused_at is not None:
            return "paused"
        return "failing" if self.failing_since is not None else "listening"

    def shared_at(self, now: datetime) -> tuple[str, ...]:
        """The secrets to sign with, the newest first: after a change the old one for a while."""
        old_too = self.before_until is not None and now < self.before_until
        return self.secrets if old_too else self.secrets[:1]


class Endpoints:
    """All of them, as the vault keeps them; addresses and secrets are sealed there."""

    def __init__(self, engine: Engine, box: Box) -> None:
        self._engine = engine
        self.box = box

    def of(self, ledger: str) -> list[Endpoint]:
        """Those of a ledger, the oldest first."""
        asked = select(WEBHOOKS).where(WEBHOOKS.c.ledger == ledger)
        in_order = asked.order_by(WEBHOOKS.c.made_at, WEBHOOKS.c.webhook)
        with self._engine.connect() as connection:
            return [self._endpoint(row) for row in connection.execute(in_order)]

    def one(self, ledger: str, webhook: str) -> Endpoint | None:
        """One of a ledger's, None when it has no such."""
        with self._engine.connect() as connection:
            found = self.within(connection, webhook)
        return found if found is not None and found.ledger == ledger else None

    def within(self, connection: Connection, webhook: str) -> Endpoint | None:
        """The same in a transaction that is under way."""
        asked = select(WEBHOOKS).where(WEBHOOKS.c.webhook == webhook)
        row = connection.execute(asked).first()
        return self._endpoint(row) if row else None

    def _endpoint(self, row: Row[Any]) -> Endpoint:
        told = dict(row._mapping)
        webhook = told["webhook"]
        sealed = [told.pop(name) for name in ("secret", "secret_before")]
        del told["claimed_until"]
        secrets = [
            self.box.open(place_of(webhook, "secret"), one).decode() for one in sealed if one
        ]
        address = self.box.open(place_of(webhook, "address"), told.pop("address")).decode()
        kinds, who = told.pop("kinds"), msgspec.convert(told.pop("who"), Who)
        return Endpoint(
            **told, who=who, address=address, secrets=tuple(secrets),
            kinds=None if kinds is None else frozenset(kinds),
        )  # fmt: skip


def place_of(webhook: str, what: str) -> str:
    """Where something of an endpoint is sealed for."""
    return f"{webhook}:{what}"
