"""A street with a board: neighbours who serve, say whether they want to be shown, and look."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from ledger.command import By, Command
from ledger.consents import GiveConsent, WithdrawConsent
from tests.house_open import PHONES, Neighbour, OpenHouse
from tests.story import clock

_KEYS = count(1)


class BoardStreet:
    """Sunny Lane on a Sunday in November, and whoever serves there."""

    def __init__(self, home: OpenHouse) -> None:
        self.home = home
        self.people: dict[str, Neighbour] = {}
        self.attendances: dict[str, str] = {}

    def serves(self, name: str, *, minutes: int = 120, day: str = "2026-11-22") -> Neighbour:
        """Somebody serves from nine on, and is confirmed."""
        home = self.home
        neighbour = self.people.get(name)
        if neighbour is None:
            PHONES.setdefault(name, f"1390000{len(PHONES):04}")
            neighbour = self.people[name] = home.volunteer(name)
        left = f"{day} {9 + minutes // 60:02}:{minutes % 60:02}"
        activity = home.activity(f"{day} 09:00", left)
        home.it_is(left)
        seen = home.presence(neighbour, activity, f"{day} 09:00", left)
        self.attendances[name] = seen
        rated = {"attendances": [{"attendance": seen, "rating": 5}]}
        home.admin.gets(f"/activities/{activity}/confirmations", rated)
        home.it_is("2026-11-22 20:00")
        return neighbour

    def agrees(self, name: str, given_by: str = "self") -> None:
        """Somebody, or the guardian, agrees to be shown."""
        self.says(
            GiveConsent(
                volunteer=self.id_of(name), purpose="publishing", given_by=given_by,
                means="screen", text_version="publishing.2026-11",
            )
        )  # fmt: skip

    def takes_back(self, name: str) -> None:
        """And does so no more."""
        self.says(WithdrawConsent(volunteer=self.id_of(name), purpose="publishing"))

    def says(self, command: Command) -> None:
        """The book hears it."""
        by = By("person-desk", "staff", f"board-{next(_KEYS)}", "")
        self.home.ledger.book.record(command, by, self.home.clock.now())

    def id_of(self, name: str) -> str:
        """The opaque id."""
        volunteer = self.people[name].who.volunteer
        assert volunteer
        return volunteer

    def board(self, **query: Any) -> list[tuple[int, str, int]]:
        """What everybody may read, with the key of an auditor."""
        told = {"unit": self.home.lane, "period": "2026-11"} | query
        items = self.home.auditor.sees("/leaderboards", **told)["items"]
        return [(one["rank"], one["name_masked"], one["minutes"]) for one in items]

    def rank(self, name: str, **query: Any) -> dict[str, Any]:
        """What somebody may read about the own place."""
        told = {"unit": self.home.lane, "period": "2026-11"} | query
        return self.people[name].sees(f"/volunteers/{self.id_of(name)}/rank", **told)


def day(text: str) -> date:
    """A local day."""
    return clock(f"{text} 00:00").date()
