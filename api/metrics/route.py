"""`/metrics`: for whoever looks after the machine, asked on the machine itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from api.metrics.exposition import CONTENT_TYPE, Family, Sample, written
from api.metrics.figures import (
    of_book,
    of_errands,
    of_lead,
    of_process,
    of_verifying,
    of_views,
)

_FROM_OUTSIDE = ("x-forwarded-for", "forwarded", "x-real-ip")


@get("/metrics", sync_to_thread=True, include_in_schema=False, media_type="text/plain")
def metrics(request: Request[Any, Any, Any]) -> Response[str]:
    """Every figure.

    It is not there for whoever came through the web server in front, which always says so: how
    busy a community is, is nobody's business outside.
    """
    if any(name in request.headers for name in _FROM_OUTSIDE):
        raise NotFoundException
    text = written(_all(request.app.state))
    headers = {"Cache-Control": "no-store"}
    return Response(text, media_type=CONTENT_TYPE, headers=headers)


def _all(state: Any) -> Iterator[Family]:
    ledgers = list(state.house.ledgers)
    process = [Sample(1, {"pid": str(os.getpid())})]
    yield Family("goldenbean_process", "gauge", "The process that answers.", process)
    yield from of_book(ledgers)
    yield from of_views(ledgers)
    yield from state.requests.families()
    yield from of_errands(state.errands.runs)
    yield from of_lead(ledgers)
    yield from of_verifying(ledgers)
    yield from of_process()
