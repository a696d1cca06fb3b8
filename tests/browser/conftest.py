"""A house that listens on a real port, and phones that hold its pages."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.doorstep import Doorstep

PHONE = {"width": 390, "height": 844}


class OpenHouse(Doorstep):
    """Sunny Lane behind a real port of this machine."""

    def __init__(self, data: Path, **environ: str) -> None:
        super().__init__(data, **environ)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()  # Whoever knocks before the server is ready waits.
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        settings = uvicorn.Config(self.app, log_level="warning", lifespan="on")
        self._server = uvicorn.Server(settings)
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()

    def close(self) -> None:
        """Shut the door; the last one out closes the house."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self._lent.close()


class Watched:
    """What a page must not do: complain, or ask somebody outside."""

    def __init__(self, house: OpenHouse) -> None:
        self._house = house
        self.complaints: list[str] = []
        self.outside: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("page", self._listen)
        context.on("request", lambda request: self._asked(request.url))

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda told: self._heard(told.type, told.text))

    def _heard(self, kind: str, text: str) -> None:
        # A refusal is an answer with a status of its own, which the browser notes as an error.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self._house.address, "data:")):
            self.outside.append(url)


Phones = Callable[..., Page]


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[OpenHouse]:
    """Sunny Lane, where a browser can reach it."""
    house = OpenHouse(tmp_path)
    yield house
    house.close()


@pytest.fixture
def phone(browser: Browser, lane: OpenHouse) -> Iterator[Phones]:
    """Hand out phones, each with cookies of its own; at the end none has complained."""
    watched, contexts = Watched(lane), []

    def hand_out(link: str = "/", of: Browser = browser, **more: Any) -> Page:
        told = {"locale": "zh-CN", "viewport": PHONE, "base_url": lane.address, **more}
        context = of.new_context(**told)
        contexts.append(context)
        watched.watch(context)
        page = context.new_page()
        page.goto(link)
        if link.startswith("/in/"):
            page.get_by_role("button", name="是我").click()
        return page

    yield hand_out
    for context in contexts:
        context.close()
    assert watched.complaints == []
    assert watched.outside == []


def read(picture: Locator) -> str:
    """What a scanner sees in a picture on a screen."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot())))
    assert len(found) == 1, "exactly one code is on the screen"
    return found[0].text
