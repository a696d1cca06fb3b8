"""The organizer: how long it takes in a real browser to confirm and rate thirty people."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Page

from api.access.roles import Role
from api.access.who import Who
from api.ids import new_id
from api.ledgers import FIRST
from api.people.register import Person
from api.signing_in.proofs import Proof
from benchmarks import books
from benchmarks.deployment import Deployment, opened
from benchmarks.measured import MILLISECONDS, Measured, Target
from benchmarks.over_http import serving
from benchmarks.past import COMMUNITY, LASTS, NOW, Past
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from benchmarks.telephone import browser_program, telephone
from ledger.storing.stores import open_store

PEOPLE = 30
EARLIER = timedelta(hours=3)
A_MINUTE = Target(60_000, at_least=False)


class Morning:
    """Activities that are over, one for each round, at which thirty people wait."""

    def __init__(self, data: Path, rounds: int) -> None:
        past, recorder = Past(), open_store(data, FIRST)
        books.write(recorder, past, past.founding())
        books.write(recorder, past, past.registering(PEOPLE * rounds))
        past.now = NOW - LASTS - EARLIER
        self.activities = [new_id("activity", past.now) for _ in range(rounds)]
        for number, each in enumerate(self.activities):
            people = past.volunteers[number * PEOPLE : (number + 1) * PEOPLE]
            books.write(recorder, past, past.served(each, people))
        books.close(recorder)
        persons = [
            Person(volunteer, f"王秀{number}", f"139{number:08d}")
            for number, volunteer in enumerate(past.volunteers)
        ]
        with opened(data) as (environ, house):
            house.people.enrol_all(FIRST, persons)
            who = Who(
                id="session", role=Role.STAFF, ledger=FIRST, unit=COMMUNITY,
                person=new_id("person", NOW),
            )  # fmt: skip
            cookie = house.gate.sessions.begin(who, Proof.PASSWORD).cookie
            self.deployment = Deployment(environ, [], {}, [cookie])


class Confirming:
    """An organizer with a telephone, from one activity to the next."""

    def __init__(self, page: Page, activities: list[str]) -> None:
        self._page = page
        self._waiting = iter(activities)
        self.taps = 0

    async def confirm(self) -> float:
        """A contestant: open the activity, give everybody four points instead of five, confirm;
        gives the milliseconds until the page says that nobody waits."""
        begun = time.perf_counter()
        await self._page.goto(f"/desk/activities/{next(self._waiting)}")
        assert await self._page.locator("input[name=confirm]:checked").count() == PEOPLE
        await self._page.select_option("#rating_all", "4")
        await self._page.click("form[action$='/confirmation'] .big")
        await self._page.wait_for_load_state()
        assert not await self._page.locator("input[name=confirm]").count(), "nobody waits"
        self.taps = len(("open", "rating", "four points", "confirm"))
        return (time.perf_counter() - begun) * 1_000


async def measure(effort: Effort) -> list[Measured]:
    """From opening the activity to nobody waiting, server and browser on one machine."""
    program = browser_program()
    if program is None:
        print("q is SKIPPED: no browser on the path")
        return []
    with scratch() as folder:
        morning = Morning(folder, effort.rounds + 1)
        with serving(morning.deployment) as server:
            async with telephone(program, server, morning.deployment.sessions[0]) as page:
                confirming = Confirming(page, morning.activities)
                (took,) = await in_turns(effort, confirming.confirm)
    return [
        Measured(
            "q", f"{PEOPLE} people confirmed and rated in a browser", tuple(took), MILLISECONDS,
            target=A_MINUTE, beside=f"{confirming.taps} taps",
        )
    ]  # fmt: skip
