"""A lane on which two people have a printed badge, and a shop that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.signing_in.badges import Issued
from tests.house_open import Neighbour, OpenHouse, open_house

PIN, ZHAO_PIN, WRONG = "471953", "620158", "111112"


class Lane(NamedTuple):
    """Wang has sixty beans and a badge, her neighbour Zhao has a badge, Chen has a shop."""

    home: OpenHouse
    wang: Neighbour
    zhao: Neighbour
    chen: Neighbour
    badge: Issued
    zhaos: Issued

    def shows(self, beans: int = 20, **more: Any) -> dict[str, Any]:
        """What Chen sends for Wang's badge."""
        return {"badge": self.badge.code, "beans": beans, **more}

    def helped(self, **more: Any) -> dict[str, Any]:
        """What Chen sends when Zhao comes for her."""
        return self.shows(helper_badge=self.zhaos.code, helper_pin=ZHAO_PIN, **more)

    def balance(self) -> int:
        """Wang's beans."""
        path = f"/volunteers/{self.wang.who.volunteer}/account"
        return int(self.home.admin.sees(path)["beans"])

    def entrusts(self, *, end: bool = False) -> None:
        """Wang says that Zhao may go for her, or may no more."""
        path = f"/volunteers/{self.wang.who.volunteer}/helpers{'/end' if end else ''}"
        self.home.admin.gets(path, {"helper": self.zhao.who.volunteer})


def issued(home: OpenHouse, who: Neighbour, pin: str) -> Issued:
    """The office prints a badge."""
    return home.house.gate.issue_badge(
        str(who.who.volunteer), home.ledger.name, pin, issued_by="key-office"
    )


def earns_sixty(home: OpenHouse, who: Neighbour, day: str) -> None:
    """Six hours of service, entered and confirmed."""
    came, left = f"{day} 09:00", f"{day} 15:00"
    activity = home.activity(came, left)
    home.it_is(left)
    rated = [{"attendance": home.presence(who, activity, came, left), "rating": 5}]
    home.admin.gets(f"/activities/{activity}/confirmations", {"attendances": rated})


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    """The lane after six hours of service."""
    with open_house(tmp_path) as home:
        wang, zhao, chen = home.volunteer(), home.volunteer("赵小梅"), home.merchant()
        earns_sixty(home, wang, "2026-11-22")
        yield Lane(home, wang, zhao, chen, issued(home, wang, PIN), issued(home, zhao, ZHAO_PIN))
