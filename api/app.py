"""The composition root: everything that is open, in one list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from api import problems
from api.errands.running import Errands
from api.guarding.origins import hosts_guard
from api.health import health
from api.house import House
from api.metrics.requests import Requests
from api.metrics.route import metrics
from api.pages import routes
from api.pages.clerks import clerk_of
from api.pages.headers import headers_guard
from api.pages.problems import elsewhere
from api.reference import description, reference
from api.settings import Settings
from api.standing_still import told_of_stopped_views
from api.v1 import STORIES
from api.v1.asking import let_in
from api.v1.decoding import StrictRequest
from merchant_portal.portal import portal

LARGEST_BODY_BYTES = 1_000_000


def v1() -> Router:
    """The HTTP API: a key on every call, a problem for every refusal."""
    return Router(
        "/v1",
        before_request=let_in,
        exception_handlers=problems.HANDLERS,
        request_class=StrictRequest,
        route_handlers=[
            Router("/", route_handlers=calls, tags=[story]) for story, calls in STORIES.items()
        ],
        request_max_body_size=LARGEST_BODY_BYTES,
    )


def make_app(house: House) -> Litestar:
    """The application over an opened house; it closes the house when it stops."""
    app = doors(house.settings)
    app.state.house = house
    return app


def doors(settings: Settings) -> Litestar:
    """Every door, before a house stands behind them: whoever opens them sets `app.state.house`.

    Nothing of the house itself is built into them, so they may stand before another one, with the
    same settings, after the first one was closed.
    """
    requests = Requests()
    return Litestar(
        route_handlers=[
            v1(), health(), metrics, reference(), routes.pages(portal(clerk_of)),
            routes.static_files(),
        ],
        lifespan=[_open],
        middleware=[requests.around],
        state=State({"requests": requests}),
        exception_handlers={HTTPException: elsewhere},
        before_send=[headers_guard(settings.doors), told_of_stopped_views],
        csrf_config=routes.forms_guard(settings),
        allowed_hosts=hosts_guard(settings.doors),
        template_config=routes.templates(),
        openapi_config=description(),
        logging_config=None,
    )  # fmt: skip


@asynccontextmanager
async def _open(app: Litestar) -> AsyncIterator[None]:
    house: House = app.state.house
    for ledger in house.ledgers:
        ledger.book.think_on(asyncio.get_running_loop())
    errands = app.state.errands = Errands(house)
    errands.start()
    yield
    # An errand under way waits for the book, and the book thinks on this very loop.
    await asyncio.to_thread(errands.stop)
    house.close()
