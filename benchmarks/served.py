"""The server under load: production's own, with some calls more beside the others.

One does nothing; two redeem as production does, but through other doors: one that believes every
key it has ever seen, and one that asks for a session instead.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable

import msgspec
from litestar import Litestar, Router, post
from litestar.params import JSONBody

from api.cli import serving
from api.cli.listening import address_of, listen
from api.house import House
from api.pages.visits import greet, house_of, known_visitor
from api.problems import HANDLERS
from api.settings import Settings
from api.v1.asking import Call, Caller, header, let_in
from api.v1.decoding import StrictRequest
from api.v1.redemptions import RedeemRequest, redeem

EMPTY = "/v1/empty"
BELIEVING = "/v1/believing"
BY_SESSION = "/v1/by-session"
HOST = "127.0.0.1"
LOOK_EVERY_SECONDS = 1
_make_app = serving.make_app


_KNOWN: dict[str, Caller] = {}


async def believe(request: Call) -> None:
    """Let in whoever came in once, and ask nothing: no revocation, no term, no rate, no role."""
    text = (header(request, b"authorization") or "").partition(" ")[2]
    caller = _KNOWN.get(text)
    if caller is None:
        await let_in(request)
        caller = _KNOWN[text] = request.scope["caller"]
    request.scope["caller"] = caller


async def ask_for_session(request: Call) -> None:
    """Let in by a session, as every page does, the vault being asked for one it must look up."""
    await greet(request)
    who = known_visitor(request)
    house = house_of(request)
    request.scope["caller"] = Caller(who, house.ledgers.of(who.ledger), house)


def _through(door: Callable[[Call], Awaitable[None]], path: str) -> Router:
    return Router(
        path, before_request=door, route_handlers=[redeem], request_class=StrictRequest,
        exception_handlers=HANDLERS,
    )  # fmt: skip


class Nothing(msgspec.Struct):
    """What nothing comes to."""

    ok: bool = True


@post(EMPTY)
async def empty(data: JSONBody[RedeemRequest]) -> Nothing:
    """Read a body of the same shape, and do nothing."""
    return Nothing()


def _with_an_empty_call(house: House) -> Litestar:
    app = _make_app(house)
    app.register(empty)
    app.register(_through(believe, BELIEVING))
    app.register(_through(ask_for_session, BY_SESSION))
    return app


def _end_when_orphaned(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve on a free port of the loopback address, as the GOLDENBEAN_… variables say."""
    threading.Thread(target=_end_when_orphaned, args=(os.getppid(),), daemon=True).start()
    serving.make_app = _with_an_empty_call
    listener = listen(HOST, 0)
    settings = Settings.from_environment(os.environ)
    ready = f"ready {address_of(HOST, listener)}"
    serving.serve_on(listener, settings, lambda: print(ready, flush=True))


if __name__ == "__main__":
    main()
