"""A day at the office of Sunny Lane, and at the one across the river, where others work."""

from __future__ import annotations

import re
from pathlib import Path

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.appointments import Appoint
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE

BEYOND = "unit-beyond"
ZHOU, QIAN = "person-zhou0000000000000", "person-qian0000000000000"
"""周敏 keeps the office of the lane, 钱进 the one across the river."""
SUN = "volunteer-sun00000000000000"
"""孙莉 lives across the river."""
SUNS_PHONE = "13800000077"


class OfficeDay(Doorstep):
    """The lane with its office open, and a neighbour community beyond its reach."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.happens(OpenUnit(unit=BEYOND, kind="community", name="河对岸社区"))
        self.house.people.enrol(SUN, FIRST, "孙莉", SUNS_PHONE)
        self.happens(RegisterVolunteer(volunteer=SUN, number="2000000003", community=BEYOND))
        for person, name, unit in ((ZHOU, "周敏", SUNNY_LANE), (QIAN, "钱进", BEYOND)):
            self.house.people.introduce(person, name, "13900000001")
            self.appoint(person, Role.STAFF, unit=unit)

    def appoint(self, person: str, role: Role, **bound_to: str) -> str:
        """Somebody takes up a role today; returns the appointment."""
        appointment = f"appointment-{role.value.replace('_', '')}-{person.partition('-')[2]}"
        self.happens(
            Appoint(
                appointment=appointment, person=person, role=role.value,
                since=self.clock.now().date(), **bound_to,
            )
        )  # fmt: skip
        return appointment

    def at_desk(self, person: str = ZHOU, role: Role = Role.STAFF) -> Browser:
        """An officer's browser, signed in."""
        held = self.house.offices.held_by(person, self.ledger)
        return self.signed_in(next(who for who in held if who.role is role))

    def across_the_river(self) -> Browser:
        """Qian's browser: nothing of the lane is there for it."""
        return self.at_desk(QIAN)

    def admin(self) -> Browser:
        """Whoever stands at the beginning."""
        return self.signed_in(guest(Role.ADMIN, FIRST))

    def facts(self) -> int:
        """How much the book holds."""
        return self.ledger.book.head()


def path_of(browser: Browser) -> str:
    """Where a browser is."""
    return browser.page.url.path


def found_in(page: str, pattern: str) -> str:
    """The one thing of that shape on a page."""
    found = re.search(pattern, page)
    assert found, page
    return found[1]
