"""The clerk: how long a press at the counter takes in a real browser, and how many taps it is."""

from __future__ import annotations

import secrets
from itertools import count, cycle, islice
from statistics import median

import msgspec
from playwright.async_api import Page

from benchmarks.deployment import Deployment, peopled
from benchmarks.load import crowd, request
from benchmarks.measured import MILLISECONDS, Measured
from benchmarks.over_http import serving
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from benchmarks.telephone import browser_program, port_of, telephone

SALES, VOLUNTEERS, ISSUING = 20, 200, 8
BEANS = "12"
PRESSED = """() => new Promise(done => {
    const begun = performance.now();
    const seen = () => requestAnimationFrame(() => done(performance.now() - begun));
    document.addEventListener("counter-shown", seen, { once: true });
    document.querySelector("#sale .big").click();
})"""
"""The milliseconds from the press to the frame in which the answer is drawn."""


class Till:
    """One counter in a browser, to which volunteers come with fresh codes."""

    def __init__(self, page: Page, port: int, deployment: Deployment, sales: int) -> None:
        self._page = page
        self._port = port
        self._volunteers = cycle(deployment.volunteers.values())
        self._sales = sales
        self._run = secrets.token_hex(4)
        self._numbers = count(1)
        self.taps = 0

    async def sell(self) -> float:
        """A contestant: sell to some volunteers; gives the median milliseconds of a press."""
        issuing = [
            request("POST", "/v1/redemption-codes", key, b"{}", self._key())
            for key in islice(self._volunteers, self._sales)
        ]
        issued = await crowd(self._port, issuing, ISSUING)
        codes = [msgspec.json.decode(body)["code"] for body in issued.bodies]
        return median([await self._sale(code) for code in codes])

    def _key(self) -> str:
        return f"{self._run}-{next(self._numbers)}"

    async def _sale(self, code: str) -> float:
        await self._page.fill("#code", code)
        await self._page.focus("#beans")
        await self._page.keyboard.type(BEANS)
        taken = float(await self._page.evaluate(PRESSED))
        assert await self._page.locator("#answer").count(), "the beans were taken"
        self.taps = len(BEANS) + 1
        return taken


async def measure(effort: Effort) -> list[Measured]:
    """From the press to the result on the screen, server and browser on one machine."""
    program = browser_program()
    if program is None:
        print("l is SKIPPED: no browser on the path")
        return []
    with scratch() as folder:
        deployment = peopled(folder, VOLUNTEERS)
        with serving(deployment) as server:
            async with telephone(program, server, deployment.sessions[0]) as page:
                await page.goto("/merchant")
                till = Till(page, port_of(server), deployment, effort.of(SALES))
                (taken,) = await in_turns(effort, till.sell)
    return [
        Measured(
            "l", "counter in a browser, from the press to the result", tuple(taken), MILLISECONDS,
            beside=f"{till.taps} taps after the scan",
        )
    ]  # fmt: skip


