"""Standing still: every answer of the API says which views show less than the book knows."""

from __future__ import annotations

from litestar.types import Message, Scope

STOPPED_VIEWS = b"stopped-views"


async def told_of_stopped_views(message: Message, scope: Scope) -> None:
    """Name the views that choked on a fact; there are none on every good day."""
    if message["type"] != "http.response.start" or not scope["path"].startswith("/v1/"):
        return
    house = scope["litestar_app"].state.house
    stopped = {view for ledger in house.ledgers for view in ledger.shelf.stopped}
    if stopped:
        told = ", ".join(sorted(stopped)).encode()
        message["headers"] = [*message["headers"], (STOPPED_VIEWS, told)]
