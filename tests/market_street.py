"""Market Street: people write letters to a served house, keep each answer, and write again.

A letter that was answered is sent once more after the house was killed, and must get the very
same words; one whose answer never came is sent again too, and must have its effect once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from api.ledgers import FIRST
from tests.house_open import PHONES, open_house
from tests.neighbourhood import amended
from tests.places import Place
from tests.races import MUCH_IS_ALLOWED
from tests.story import clock
from tests.terminal import surroundings

NOON = clock("2026-11-22 12:00")
NINE = clock("2026-11-22 09:00")
PATIENCE_SECONDS = 30


class Letter(NamedTuple):
    """A wish under its key, the same as often as it is sent."""

    sender: str
    path: str
    body: dict[str, Any]
    key: str


class Answer(NamedTuple):
    """What came back."""

    status: int
    words: str
    replayed: bool


class Line:
    """A line to the house; `httpx.TransportError` when the house is gone."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=PATIENCE_SECONDS)

    def send(self, letter: Letter) -> Answer:
        """Send a letter and wait for the answer."""
        headers = {"Authorization": f"Bearer {letter.sender}", "Idempotency-Key": letter.key}
        answer = self._client.post(f"/v1{letter.path}", json=letter.body, headers=headers)
        return Answer(
            answer.status_code, answer.text, "Idempotency-Replayed" in answer.headers
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()


class Street:
    """Sunny Lane with three volunteers and a shop, and all letters they ever wrote."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.policy = data.with_name("policy.toml")
        self.policy.write_text(amended(*MUCH_IS_ALLOWED, version=3), encoding="utf-8")
        with open_house(data) as home:
            self._lane, self._office = home.lane, home.admin.key_text
            people = [home.volunteer(name) for name in PHONES]
            self._people = [str(person.who.volunteer) for person in people]
            self._phones = [person.key_text for person in people]
            self._shop = home.merchant().key_text
        self._days, self._keys = count(1), count(1)
        self._guard = threading.Lock()
        self.answered: dict[str, tuple[Letter, Answer]] = {}
        self.unanswered: list[Letter] = []

    def settings(self) -> dict[str, str]:
        """What the server is told: it is noon, and much is allowed."""
        told = {"ENV": "test", "CLOCK": NOON.isoformat(), "POLICY": str(self.policy)}
        return surroundings(**told)

    def reader(self) -> tuple[str, str]:
        """The key of the first volunteer, who reads, and the volunteer."""
        return self._phones[0], self._people[0]

    def place(self) -> Place:
        """Where the book stands."""
        return Place(str(self.data), FIRST)

    # Writing --------------------------------------------------------------------------------------

    def write(self, address: str, people: int, letters: int, enough: threading.Event) -> None:
        """Let so many people live their days until the house is gone; say when it is enough."""
        goal = len(self.answered) + letters
        with ThreadPoolExecutor(people) as threads:
            for life in [threads.submit(self._live, address, goal, enough) for _ in range(people)]:
                life.result()

    def _live(self, address: str, goal: int, enough: threading.Event) -> None:
        line = Line(address)
        try:
            while True:
                self._a_day(line, goal, enough)
        except httpx.TransportError:
            pass  # The house is gone; so is what we wanted to say.
        finally:
            line.close()
            enough.set()

    def _a_day(self, line: Line, goal: int, enough: threading.Event) -> None:
        def ask(sender: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
            answer = self._ask(line, sender, path, body)
            if len(self.answered) >= goal:
                enough.set()
            return answer

        with self._guard:
            starts = NINE - timedelta(days=next(self._days))
        ends = starts + timedelta(hours=2)
        plan = {
            "title": "楼道清洁", "category": "general", "community": self._lane, "place": "东门",
            "starts_at": starts.isoformat(), "ends_at": ends.isoformat(),
        }  # fmt: skip
        here = f"/activities/{ask(self._office, '/activities', plan)['id']}"
        seen = []
        for person in self._people:
            came = {"volunteer": person, "at": starts.isoformat()}
            arrival = ask(self._office, f"{here}/check-ins", came)
            ask(self._office, f"{here}/check-outs", came | {"at": ends.isoformat()})
            seen.append({"attendance": arrival["attendance"], "rating": 5})
        ask(self._office, f"{here}/confirmations", {"attendances": seen})
        for phone, capture in ((self._phones[0], False), (self._phones[1], True)):
            code = ask(phone, "/redemption-codes", {})["code"]
            bought = {"code": code, "beans": 20, "capture": capture}
            deal = f"/redemptions/{ask(self._shop, '/redemptions', bought)['id']}"
            step = "refund" if capture else "capture"
            ask(self._shop, f"{deal}/{step}", {"beans": 12})

    def _ask(self, line: Line, sender: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        with self._guard:
            letter = Letter(sender, path, body, f"letter-{next(self._keys)}")
            self.unanswered.append(letter)
        answer = line.send(letter)
        assert answer.status == 201, (letter, answer)
        with self._guard:
            self.unanswered.remove(letter)
            self.answered[letter.key] = letter, answer
        return httpx.Response(200, text=answer.words).json()

    # Writing again --------------------------------------------------------------------------------

    def write_again(self, address: str, first: int) -> Iterator[tuple[Letter, Answer, Answer]]:
        """Send all letters from the `first` on once more; with the first answer and the second.

        Letters that were never answered are sent too, and count as answered from now on.
        """
        line = Line(address)
        for letter, answer in list(self.answered.values())[first:]:
            yield letter, answer, line.send(letter)
        while self.unanswered:
            letter = self.unanswered.pop()
            answer = line.send(letter)
            assert answer.status == 201, (letter, answer)
            self.answered[letter.key] = letter, answer
        line.close()
