"""Listening: what the API tells of the places that hear of facts, and who may see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from api.access.reach import unknown
from api.v1.asking import Caller
from api.webhooks.endpoints import Endpoint
from api.webhooks.within import is_within


class WebhookItem(msgspec.Struct, kw_only=True):
    """A place that listens. `unit` is how far it reaches (everywhere, when None).

    `failing_since`, `tries`, `last_fault` and `next_try_at` tell of the message that does not
    arrive; `last_fault` is `status_…` or one of `no_address`, `address_inside`, `unreachable`,
    `untrusted`, `timeout`, `broken`, `unexpected`. A place is paused when it has been
    `failing` for five days, or when the right it was made in is `not_allowed` any more; it has
    ended when somebody `asked`, or when it answered that it is `gone`. `ping` says what became of
    the last test message: `waiting`, `delivered`, or a fault.
    """

    id: str
    url: str
    label: str | None
    types: list[str] | None
    unit: str | None
    state: Literal["listening", "failing", "paused", "ended"]
    made_at: datetime
    delivered_at: datetime | None
    failing_since: datetime | None
    tries: int
    last_fault: str | None
    next_try_at: datetime | None
    paused_at: datetime | None
    paused_why: str | None
    ended_at: datetime | None
    ended_why: str | None
    ping: str | None
    old_secret_until: datetime | None


class WebhookSeen(WebhookItem, kw_only=True):
    """A place that listens, and how many of the facts that come next in the book are `waiting`
    for it; when there is one, `waiting_since` the first of them was written."""

    waiting: int
    waiting_since: datetime | None


class Webhooks(msgspec.Struct, kw_only=True):
    """The places within reach, the oldest first; those that ended stay among them."""

    items: list[WebhookItem]
    next_cursor: str | None


class WebhookMade(WebhookItem, kw_only=True):
    """The place, and its secret; nobody can show that again."""

    secret: str


class SecretChanged(msgspec.Struct, kw_only=True):
    """The new secret; until `old_secret_until` the one before it signs beside it."""

    id: str
    secret: str
    old_secret_until: datetime


class PingSent(msgspec.Struct, kw_only=True):
    """Under which `webhook-id` the test message goes out."""

    id: str
    message: str


def must_see(caller: Caller, webhook: str) -> Endpoint:
    """The place, or `Stop` (404) when there is none or it is out of reach."""
    found = caller.house.webhooks.endpoints.one(caller.ledger.name, webhook)
    if found is None or not is_within(caller, found):
        raise unknown(webhook)
    return found


def figures(caller: Caller, found: Endpoint) -> dict[str, Any]:
    """The fields of `WebhookItem`."""
    alike = (
        "label", "state", "made_at", "delivered_at", "failing_since", "tries", "next_try_at",
        "paused_at", "paused_why", "ended_at", "ended_why",
    )  # fmt: skip
    until = found.before_until
    return {
        "id": found.webhook, "url": found.address, "unit": found.who.unit,
        "types": None if found.kinds is None else sorted(found.kinds),
        "last_fault": found.fault, "ping": "waiting" if found.ping else found.ping_outcome,
        "old_secret_until": until if until and until > caller.now() else None,
        **{name: getattr(found, name) for name in alike},
    }  # fmt: skip
