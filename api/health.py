"""Health: whether this process lives, and whether its answers are worth having."""

from __future__ import annotations

from datetime import datetime
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


class Stopped(msgspec.Struct, kw_only=True):
    """A view that could not take in the fact at position `at`, and shows what was before it."""

    view: str
    at: int
    fault: str


class NightlyState(msgspec.Struct, kw_only=True):
    """The last nightly verification: when, up to which `position`, and how many `differences`
    there were; both are null when it came to no end."""

    at: datetime
    position: int | None
    differences: int | None


class LedgerState(msgspec.Struct, kw_only=True):
    """How many facts the view furthest behind lacks, what keeps all views from following, which
    of them stand still, what each program of the outside check and the nightly verification said
    last, and whether this process `leads` the clock's errands. A difference is for people to look
    into, so it turns nobody away; nor does a view that stands still, until it is far behind.

    Anybody may ask, so which ledger it is stays in the log.
    """

    behind: int
    fault: str | None
    stopped: list[Stopped]
    outside_check: dict[str, Outcome]
    verified: NightlyState | None
    leads: bool


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
    position, found = ledger.shelf.position, []
    try:
        head, fault = ledger.book.head(), ledger.shelf.fault
        found = [
            each for each in ledger.shelf.standings().values() if each.stopped_at is not None
        ]
    except Exception as unreadable:  # Whatever it is: the operator must hear of it here.
        head, fault = position, unreadable
    position = min([position, *(each.position for each in found)])
    check = ledger.checks.last()
    return LedgerState(
        behind=max(head - position, 0), fault=type(fault).__name__ if fault else None,
        stopped=[
            Stopped(view=each.view, at=each.stopped_at or 0, fault=each.stopped_by or "")
            for each in found
        ],
        outside_check={each.program: each.outcome for each in check.verdicts} if check else {},
        verified=_verified(ledger), leads=ledger.lead.leads,
    )  # fmt: skip


def _verified(ledger: Ledger) -> NightlyState | None:
    last = ledger.verifications.last()
    if last is None:
        return None
    found = last.found
    return NightlyState(
        at=last.at, position=found and found.position, differences=found and found.differences
    )


def health() -> Router:
    """For the operator; no key."""
    return Router(
        "/health", route_handlers=[live, ready], tags=["health"], security=[{}],
        response_headers={"Cache-Control": "no-store"},
    )  # fmt: skip
