"""Within: which endpoints somebody sees: those made for a place that they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.reach import reaches, unlimited
from api.webhooks.endpoints import Endpoint

if TYPE_CHECKING:
    from api.v1.asking import Caller


def within(caller: Caller) -> list[tuple[int, Endpoint]]:
    """The endpoints within reach, the oldest first, each with its number in the ledger: none is
    ever taken away."""
    found = caller.house.webhooks.endpoints.of(caller.ledger.name)
    return [(number, one) for number, one in enumerate(found, 1) if is_within(caller, one)]


def is_within(caller: Caller, endpoint: Endpoint) -> bool:
    """Whether what is sent there lies wholly within the caller's reach."""
    if unlimited(caller.who):
        return True
    unit = endpoint.who.unit
    return unit is not None and reaches(caller, unit)
