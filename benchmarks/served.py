"""The server under load: production's own, with one more call beside the others, an empty one."""

from __future__ import annotations

import os
import signal
import threading
import time

import msgspec
from litestar import Litestar, post
from litestar.params import JSONBody

from api.cli import serving
from api.cli.listening import address_of, listen
from api.house import House
from api.settings import Settings
from api.v1.redemptions import RedeemRequest

EMPTY = "/v1/empty"
HOST = "127.0.0.1"
LOOK_EVERY_SECONDS = 1
_make_app = serving.make_app


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
