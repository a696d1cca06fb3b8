"""The server under load: production's own, with one more call beside the others, an empty one."""

from __future__ import annotations

import os

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


def main() -> None:
    """Serve on a free port of the loopback address, as the GOLDENBEAN_… variables say."""
    serving.make_app = _with_an_empty_call
    listener = listen(HOST, 0)
    settings = Settings.from_environment(os.environ)
    ready = f"ready {address_of(HOST, listener)}"
    serving.serve_on(listener, settings, lambda: print(ready, flush=True))


if __name__ == "__main__":
    main()
