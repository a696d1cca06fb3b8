"""The demo's year once more, this time through the HTTP API: every scan, word and confirmation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from api.access.roles import Role
from api.clock import FixedClock
from api.demo import cast as casting
from api.demo.agreeing import everybody_agrees
from api.demo.attendances import Attendances, Step
from api.demo.building import BEFORE_THE_FIRST, SEED
from api.demo.community import first_start, found
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.attendance import CheckIn
from ledger.confirmations import ConfirmService
from ledger.revocations import RevokeAttendance
from tests.lent_doors import lent_doors


class Replay:
    """One community, made of files under the rules of one policy, whose people use the API.

    `outcomes` are the statuses of all answers in their order. Ids are drawn anew in every house,
    so the `accounts` at the end stand in the order of the roster.
    """

    def __init__(self, house: House, clock: FixedClock, client: TestClient[Litestar]) -> None:
        self._house, self._clock, self._client = house, clock, client
        self._keys: dict[str, str] = {}
        self._numbers = count(1)
        self.outcomes: list[tuple[str, int]] = []
        self.accounts: list[dict[str, Any]] = []

    def found(self, files: Path) -> None:
        """The files are brought in, and everybody agrees."""
        house, self._ledger = self._house, self._house.ledgers.of(FIRST)
        self._staff = self._key(Role.STAFF)
        found(house, files, self._staff, timedelta())
        rng = Random(SEED)
        self._cast = casting.gather(house, self._ledger, files, rng)
        everybody_agrees(self._ledger, self._cast, self._staff)
        for player in self._cast.everybody.players:
            player.session = self._key(Role.VOLUNTEER, volunteer=player.volunteer)
        for team in self._cast.teams.values():
            team.organizer = self._key(Role.ORGANIZER, team=team.team)
        self._steps = list(Attendances(self._cast, self._staff, rng).steps())

    def play(self, until: datetime) -> None:
        """Everything that was planned before then, in the order of time."""
        for step in sorted(self._steps, key=attrgetter("at")):
            if step.at >= until:
                break
            self._clock.turn_to(step.at)
            answer = self._send(step)
            self.outcomes.append((type(step.command).__name__, answer.status_code))
        self._ledger.shelf.follow()
        self.accounts = [
            self._get(f"/v1/volunteers/{player.volunteer}/account")
            for player in self._cast.everybody.players
        ]

    def answered(self) -> Counter[int]:
        """How often each status came."""
        return Counter(status for _, status in self.outcomes)

    def _key(self, role: Role, **bound_to: str) -> str:
        text, who = self._house.keys.create(role, FIRST, **bound_to)
        self._keys[who.id] = text
        return who.id

    def _send(self, step: Step) -> Response:
        match step.command:
            case ConfirmService() as said:
                rated = [
                    {"attendance": each.attendance, "rating": each.rating,
                     "break_minutes": each.break_minutes}
                    for each in said.rated
                ]  # fmt: skip
                path = f"/activities/{said.activity}/confirmations"
                return self._post(step.actor, path, {"attendances": rated})
            case RevokeAttendance() as said:
                path = f"/attendances/{said.attendance}/revocation"
                return self._post(step.actor, path, {"reason": "误记"})
            case said:
                way = "check-ins" if isinstance(said, CheckIn) else "check-outs"
                if said.means == "scan":
                    code = self._ledger.activity_codes.show(said.activity, step.at).code
                    return self._post(step.actor, f"/{way}", {"code": code})
                told = {"volunteer": said.volunteer, "at": said.at.isoformat()}
                return self._post(step.actor, f"/activities/{said.activity}/{way}", told)

    def _post(self, actor: str, path: str, body: dict[str, Any]) -> Response:
        headers = {
            "Authorization": f"Bearer {self._keys[actor]}",
            "Idempotency-Key": f"step-{next(self._numbers)}",
        }
        return self._client.post(f"/v1{path}", json=body, headers=headers)

    def _get(self, path: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._keys[self._staff]}"}
        answer = self._client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told


@contextmanager
def replayed(data: Path, files: Path, policy: str) -> Iterator[Replay]:
    """A community founded from the files under a policy, before its first activity."""
    data.mkdir()
    rules = data / "policy.toml"
    rules.write_text(policy, encoding="utf-8")
    clock = FixedClock(first_start(files) - BEFORE_THE_FIRST)
    environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_POLICY": str(rules)}
    house = House(Settings.from_environment(environ, data), clock)
    with lent_doors(house) as app, TestClient(app) as client:
        replay = Replay(house, clock, client)
        replay.found(files)
        yield replay
