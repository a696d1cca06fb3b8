"""A telephone: a real browser of a telephone's size, in which somebody is signed in."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright

from tests.processes import Running

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}


def browser_program() -> str | None:
    """The browser of this machine; None when it has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def port_of(server: Running) -> int:
    """Where a server listens."""
    return int(server.ready_line.rpartition(":")[2])


@asynccontextmanager
async def telephone(program: str, server: Running, session: str) -> AsyncIterator[Page]:
    """A page of the browser `program` in front of a server, with that session's cookie."""
    address = f"http://127.0.0.1:{port_of(server)}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--disable-gpu"])
        context = await browser.new_context(viewport=PHONE, base_url=address)
        await context.add_cookies([{"name": "session", "value": session, "url": address}])
        yield await context.new_page()
        await browser.close()
