"""A house whose API is open, a clock to turn, and neighbours who hold keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from api.access.roles import Role
from api.access.who import Who
from api.clock import FixedClock
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from tests.furnished import MORNING, furnish, furnished_database, keep_secret
from tests.lent_doors import lent_doors
from tests.story import clock

STARTED_WITHIN_SECONDS = 60
PHONES = {"王秀英": "13800000001", "赵小梅": "13800000002", "李建国": "13800000003"}


class Neighbour:
    """Somebody with a key in hand; every wish comes under a new idempotency key unless told.

    `news` is where all neighbours of a house keep the position of the last write.
    """

    def __init__(
        self, client: TestClient[Litestar], news: list[str], key_text: str, who: Who
    ) -> None:
        self.client, self.key_text, self.who = client, key_text, who
        self._news = news
        self._wishes = count(1)

    def asks(
        self, path: str, body: Any = None, *, key: str | None = None, language: str = "zh-CN",
        **query: str,
    ) -> Response:  # fmt: skip
        """POST a wish; no body means an empty object."""
        headers = self.headers(language)
        headers["Idempotency-Key"] = key or f"wish-{next(self._wishes)}"
        told = {} if body is None else body
        answer = self.client.post(
            f"/v1{path}", json=told, headers=headers, params=query or None
        )
        if position := answer.headers.get("Ledger-Position"):
            self._news[:] = [position]
        return answer

    def sends(self, path: str, content: bytes, **headers: str) -> Response:
        """POST raw bytes, under a new key, with further headers."""
        told = {"Idempotency-Key": f"raw-{next(self._wishes)}"}
        told |= {"Content-Type": "application/json"}
        return self.client.post(
            f"/v1{path}", content=content, headers=self.headers() | told | headers
        )

    def looks(self, path: str, *, language: str = "zh-CN", **query: Any) -> Response:
        """GET something."""
        headers = self.headers(language)
        return self.client.get(f"/v1{path}", headers=headers, params=query or None)

    def sees(self, path: str, **query: Any) -> dict[str, Any]:
        """GET something that is there, as it is after the last write of anybody."""
        if self._news:
            query = {"at_least": self._news[0], **query}
        seen = self.looks(path, **query)
        assert seen.status_code == 200, seen.text
        return seen.json()

    def gets(self, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        """POST a wish that comes true."""
        answer = self.asks(path, body, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def headers(self, language: str = "zh-CN") -> dict[str, str]:
        """Who asks, and in which language."""
        return {"Authorization": f"Bearer {self.key_text}", "Accept-Language": language}


class OpenHouse:
    """A house with Sunny Lane in it, and another community beyond the river."""

    def __init__(self, house: House, client: TestClient[Litestar], clock: FixedClock) -> None:
        self.house, self.client, self.clock = house, client, clock
        self._news: list[str] = []
        self.ledger = house.ledgers.of(FIRST)
        self.admin = self.let_in(Role.ADMIN)
        self.street = self.opens("street", "拓东街道")
        self.lane = self.opens("community", "阳光里社区", self.street)
        self.beyond = self.opens("community", "河对岸社区")
        for community in (self.lane, self.beyond):
            self.gives_to(community, 100_000_000)
        self.organizer = self.let_in(Role.ORGANIZER, unit=self.lane)
        self.auditor = self.let_in(Role.AUDITOR)

    def let_in(self, role: Role, **stands_for: str) -> Neighbour:
        """Give somebody a key."""
        key_text, key = self.house.keys.create(role, FIRST, **stands_for)
        return Neighbour(self.client, self._news, key_text, key)

    def opens(self, kind: str, name: str, parent: str | None = None) -> str:
        """A unit opens; returns its id."""
        return self.admin.gets("/org-units", {"kind": kind, "name": name, "parent": parent})["id"]

    def gives_to(self, community: str, fen: int) -> str:
        """A community opens a fund and is given money; returns the fund."""
        told = {"name": "金豆基金", "community": community}
        fund = str(self.admin.gets("/funds", told)["id"])
        self.admin.gets(f"/funds/{fund}/donations", {"fen": fen, "kind": "cash"})
        return fund

    def volunteer(self, name: str = "王秀英", community: str | None = None) -> Neighbour:
        """Somebody is registered and holds a key of their own."""
        told = {"display_name": name, "phone": PHONES[name], "community": community or self.lane}
        registered = self.admin.gets("/volunteers", told)
        return self.let_in(Role.VOLUNTEER, volunteer=registered["id"])

    def merchant(self, name: str = "老陈面馆", community: str | None = None) -> Neighbour:
        """A noodle shop is welcomed and holds a key of its own."""
        told = {"name": name, "community": community or self.lane, "kind": "commercial"}
        return self.let_in(Role.MERCHANT, merchant=self.admin.gets("/merchants", told)["id"])

    def activity(
        self, starts: str = MORNING, ends: str = "2026-11-22 11:00", **more: Any
    ) -> str:
        """Something is planned on the lane; returns its id."""
        told = {
            "title": "楼道清洁", "category": "general", "community": self.lane, "place": "3 号楼",
            "starts_at": clock(starts).isoformat(), "ends_at": clock(ends).isoformat(),
        }  # fmt: skip
        return self.admin.gets("/activities", told | more)["id"]

    def it_is(self, time: str) -> None:
        """Turn the clock: `2026-11-22 11:00`. The errands of the start are done before, so that
        none of them finds itself in another month."""
        self._started()
        self.clock.turn_to(clock(time))

    def _started(self) -> None:
        errands: Errands = self.client.app.state.errands
        until = monotonic() + STARTED_WITHIN_SECONDS
        for errand, _ in errands.of_books() + errands.of_the_process():
            run = errands.runs[errand.__qualname__.lower()]
            while not run.done + run.failed:
                assert monotonic() < until, f"{errand.__qualname__} was never run"
                sleep(0.005)

    def later(self, **span: float) -> None:
        """Time passes, after the start."""
        self._started()
        self.clock.turn_to(self.clock.now() + timedelta(**span))

    def shown(self, activity: str) -> str:
        """The code on the activity's screen at this moment."""
        return self.admin.sees(f"/activities/{activity}/code")["code"]

    def presence(self, who: Neighbour, activity: str, came: str, left: str) -> str:
        """The organizer enters when somebody came and left; returns the attendance."""
        told = {"volunteer": who.who.volunteer}
        came_at, left_at = clock(came).isoformat(), clock(left).isoformat()
        here = f"/activities/{activity}"
        entered = self.admin.gets(f"{here}/check-ins", told | {"at": came_at})
        self.admin.gets(f"{here}/check-outs", told | {"at": left_at})
        return entered["attendance"]

    def serves(self, who: Neighbour, day: str = "2026-11-22") -> Response:
        """Two hours in the morning, entered and confirmed at eleven: twenty beans."""
        came, left = f"{day} 09:00", f"{day} 11:00"
        activity = self.activity(came, left)
        self.it_is(left)
        attendance = self.presence(who, activity, came, left)
        rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
        return self.admin.asks(f"/activities/{activity}/confirmations", rated)

    def facts(self) -> int:
        """How many facts there are."""
        return self.ledger.book.head()


@contextmanager
def open_house(data: Path, database_url: str = "", **more: str) -> Iterator[OpenHouse]:
    """Open a house on a Sunday morning in November, and close it in the end."""
    now = FixedClock(clock(MORNING))
    if database_url or more:
        keep_secret(data)
    else:
        furnish(data)
    environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_DATABASE_URL": database_url, **more}
    house = House(Settings.from_environment(environ, data), now)
    with lent_doors(house) as app, TestClient(app) as client:
        yield OpenHouse(house, client, now)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[OpenHouse]:
    """A house over SQLite."""
    with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenHouse]:
    """A house over each kind of database in turn."""
    url = ""
    if request.param == "postgresql":
        url = furnished_database(request.getfixturevalue("postgresql"))
    with open_house(tmp_path, url) as opened:
        yield opened


def problem(answer: Response) -> tuple[int, str]:
    """The status and the code of a problem, which must be a document of its kind."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text[:300]
    told = answer.json()
    assert told["status"] == answer.status_code and told["title"]
    assert told["type"] == f"/docs/problems#{told['code']}"
    return answer.status_code, told["code"]


def moment(text: str) -> datetime:
    """A time out of an answer; it says its offset."""
    at = datetime.fromisoformat(text)
    assert at.tzinfo is not None
    return at
