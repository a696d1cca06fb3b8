"""The portal: all pages of a merchant under one address, for the house to mount."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Request, Router
from litestar.di import Provide

from merchant_portal import (
    agreeing,
    by_badge,
    counter,
    looking,
    offers,
    statements,
    takings,
    takings_sheet,
    undoing,
)
from merchant_portal.clerk import Clerk


def portal(clerk_of: Callable[[Request[Any, Any, Any]], Clerk]) -> Router:
    """The merchant's pages; `clerk_of` says who stands at the counter, or refuses."""
    return Router(
        "/merchant",
        dependencies={"clerk": Provide(clerk_of, sync_to_thread=True)},
        route_handlers=[
            *counter.ROUTES, *undoing.ROUTES, *looking.ROUTES, *by_badge.ROUTES, *takings.ROUTES,
            *takings_sheet.ROUTES, *statements.ROUTES, *agreeing.ROUTES, *offers.ROUTES,
        ],
    )  # fmt: skip
