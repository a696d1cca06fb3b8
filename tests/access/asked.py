"""Asked: what is sent to a call of the API."""

from __future__ import annotations

from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A body to send (None for a GET), to an address with its ids filled in."""

    path: str
    body: dict[str, Any] | None = None
    query: dict[str, str] = {}
