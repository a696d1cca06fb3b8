"""Requests about the event feed: the book itself, and the places that hear of what is in it."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.asked import Asked
from tests.access.town import Town

OF_THE_FEED: dict[str, Callable[[Town], Asked]] = {
    "GET /ledger/facts": lambda t: Asked("/ledger/facts"),
    "POST /webhooks": lambda t: Asked("/webhooks", {"url": "https://city.invalid/beans"}),
    "GET /webhooks": lambda t: Asked("/webhooks"),
    "GET /webhooks/{webhook}": lambda t: Asked(f"/webhooks/{t.webhook}"),
    "POST /webhooks/{webhook}/resumption": lambda t: Asked(f"/webhooks/{t.webhook}/resumption", {}),
    "POST /webhooks/{webhook}/secrets": lambda t: Asked(f"/webhooks/{t.webhook}/secrets", {}),
    "POST /webhooks/{webhook}/ping": lambda t: Asked(f"/webhooks/{t.webhook}/ping", {}),
    "POST /webhooks/{webhook}/replay": lambda t: Asked(
        f"/webhooks/{t.webhook}/replay", {"after": None}
    ),
    "POST /webhooks/{webhook}/end": lambda t: Asked(f"/webhooks/{t.webhook}/end", {}),
}
