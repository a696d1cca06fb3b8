"""The rush: a whole venue checks in to one activity at the same moment, each by an own scan."""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from api.access.roles import Role
from api.ledgers import FIRST
from benchmarks.deployment import Deployment, opened, peopled
from benchmarks.load import Answers, crowd, request
from benchmarks.measured import MILLISECONDS, Measured, Target, number
from benchmarks.over_http import serving
from benchmarks.past import COMMUNITY, LASTS, NOW
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from tests.processes import Running

PEOPLE = 2_000
SLOWEST = Target(2_000, at_least=False)
"""The p99 in milliseconds, on two cores that the crowd itself shares."""


class Venue:
    """A community of `people`, each with a telephone, and somebody who opens the doors."""

    def __init__(self, data: Path, people: int, database_url: str = "") -> None:
        self.deployment: Deployment = peopled(data, people, database_url)
        self.phones = list(self.deployment.volunteers.items())
        with opened(data, database_url) as (_, house):
            self._organizer = house.keys.create(Role.ADMIN, FIRST)[0]
        self._port = 0

    def serving(self) -> AbstractContextManager[Running]:
        """Production's server in this venue."""
        return serving(self.deployment)

    def find(self, server: Running) -> None:
        """Remember where the door is."""
        self._port = int(server.ready_line.rpartition(":")[2])

    async def announce(self) -> str:
        """An activity that begins now; returns its id."""
        plan = {
            "title": "社区大扫除", "category": "general", "community": COMMUNITY, "place": "广场",
            "starts_at": NOW.isoformat(), "ends_at": (NOW + LASTS).isoformat(),
        }  # fmt: skip
        body = msgspec.json.encode(plan)
        return str((await self._one("POST", "/v1/activities", body))["id"])

    async def rush(self, activity: str, step: str = "check-ins", run: str = "") -> Answers:
        """Everybody scans the code on the screen and sends it at once; `run` names the keys they
        send it under. Raises `NotWell` when anybody is refused."""
        code = (await self._one("GET", f"/v1/activities/{activity}/code"))["code"]
        body = msgspec.json.encode({"code": code})
        run = run or secrets.token_hex(4)
        asked = [
            request("POST", f"/v1/{step}", key, body, f"{run}-{number}")
            for number, (_, key) in enumerate(self.phones)
        ]
        return await crowd(self._port, asked, len(asked))

    async def _one(self, method: str, path: str, body: bytes = b"") -> dict[str, str]:
        asked = request(method, path, self._organizer, body, secrets.token_hex(8))
        (answer,) = (await crowd(self._port, [asked], 1)).bodies
        return msgspec.json.decode(answer)


async def measure(effort: Effort) -> list[Measured]:
    """The slowest of a hundred, round by round, each at a new activity."""
    with scratch() as folder:
        venue = Venue(folder, effort.of(PEOPLE))
        rates: list[float] = []

        async def contestant() -> float:
            activity = await venue.announce()
            answers = await venue.rush(activity)
            await venue.rush(activity, "check-outs")
            rates.append(answers.rate)
            return answers.milliseconds(99)

        with venue.serving() as server:
            venue.find(server)
            (values,) = await in_turns(effort, contestant)
    beside = f"{number(sorted(rates)[len(rates) // 2], '/s')} while it lasts"
    people = f"{effort.of(PEOPLE):,}"
    return [
        Measured(
            "k", f"{people} people check in at once, p99", tuple(values), MILLISECONDS, SLOWEST,
            beside,
        )
    ]  # fmt: skip
