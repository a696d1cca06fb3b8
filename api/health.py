"""Health: whether this process lives, and whether its answers are worth having."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.openapi.datastructures import ResponseSpec

from api.house import House
from api.journals.outside import Outcome
from api.ledgers import Ledger

FAR_BEHIND_FACTS = 10_000
"""A view that lacks more facts than this is not worth asking."""


class Living(msgspec.Struct):
    """The process answers."""

    status: str = "live"


class LedgerState(msgspec.Struct, kw_only=True):
    """How far a ledger's views have come in its book, what keeps them from following, and what
    each program of the outside check said last; a difference is for people to look into, so it
    turns nobody away.

    Anybody may ask, so which ledger it is stays in the log.
    """

    behind: int
    fault: str | None
    outside_check: dict[str, Outcome]


class Readiness(msgspec.Struct, kw_only=True):
    """Whether to send people here."""

    ready: bool
    ledgers: list[LedgerState]


@get("/live", sync_to_thread=False)
def live() -> Living:
    """Say that this process answers."""
    return Living()


@get(
    "/ready",
    sync_to_thread=True,
    responses={
        503: ResponseSpec(Readiness, generate_examples=False, description="not ready: stay away")
    },
)
def ready(request: Request[Any, Any, Any]) -> Response[Readiness]:
    """Say whether every book can be read and no view is far behind."""
    house: House = request.app.state.house
    states = [_state_of(ledger) for ledger in house.ledgers]
    fine = all(state.fault is None and state.behind <= FAR_BEHIND_FACTS for state in states)
    return Response(Readiness(ready=fine, ledgers=states), status_code=200 if fine else 503)


def _state_of(ledger: Ledger) -> LedgerState:
    position = ledger.shelf.position
    try:
        head, fault = ledger.book.head(), ledger.shelf.fault
    except Exception as unreadable:  # Whatever it is: the operator must hear of it here.
        head, fault = position, unreadable
    check = ledger.checks.last()
    return LedgerState(
        behind=max(head - position, 0), fault=type(fault).__name__ if fault else None,
        outside_check={each.program: each.outcome for each in check.verdicts} if check else {},
    )  # fmt: skip


def health() -> Router:
    """For the operator; no key."""
    return Router(
        "/health", route_handlers=[live, ready], tags=["health"], security=[{}],
        response_headers={"Cache-Control": "no-store"},
    )  # fmt: skip
