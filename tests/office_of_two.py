"""Li and Sun at the API: two people with roles of their own, and what waits between them."""

from __future__ import annotations

from typing import Any

from api.access.endings import bump
from api.access.roles import Role
from api.ids import new_id
from api.ledgers import FIRST
from api.people.vault import writing
from ledger.appointments import Appoint, EndAppointment
from ledger.command import By, Command
from tests.house_open import Neighbour, OpenHouse
from tests.story import clock

SUNDAY, MONDAY = "2026-11-22", "2026-11-23"
LI, SUN = "person-li000000000000000", "person-sun00000000000000"
NINE, ELEVEN = f"{SUNDAY} 09:00", f"{SUNDAY} 11:00"


def tell(home: OpenHouse, command: Command) -> None:
    """The street's office writes it down, and every door hears of it."""
    key = f"key-street-{home.facts()}"
    by = By("person-street", "street_staff", key, key)
    home.ledger.book.record(command, by, home.clock.now())
    with writing(home.house.vault) as connection:
        bump(connection)
    home.house.endings.look()


def appointed(home: OpenHouse, person: str, role: str = "staff", **bound: str) -> str:
    """Somebody is given a role on the lane; returns the appointment."""
    now = home.clock.now()
    command = Appoint(
        appointment=new_id("appointment", now), person=person, role=role,
        since=home.ledger.rules.current.local_date(now), **(bound or {"unit": home.lane}),
    )  # fmt: skip
    tell(home, command)
    return command.appointment


def program(
    home: OpenHouse, person: str, role: Role = Role.STAFF, appointment: str | None = None
) -> Neighbour:
    """A key that somebody made in their role, for a program that acts for them."""
    appointment = appointment or appointed(home, person, role.value)
    text, who = home.house.keys.create(
        role, FIRST, unit=home.lane, made_by=person, appointment=appointment
    )
    return Neighbour(home.client, home._news, text, who)


def end(home: OpenHouse, neighbour: Neighbour) -> None:
    """The role of whoever made the key is over."""
    tell(home, EndAppointment(appointment=str(neighbour.who.appointment)))


def seen(volunteer: Neighbour, came: str = NINE, left: str = ELEVEN, **more: Any) -> dict[str, Any]:
    """Somebody remembers that this person was there."""
    told = {
        "volunteer": volunteer.who.volunteer, "came_at": clock(came).isoformat(),
        "left_at": clock(left).isoformat(), "rating": 5,
    }  # fmt: skip
    return told | more


class TwoPeople:
    """Sunny Lane on the Monday after: Li organizes, Sun keeps the office, Wang served."""

    def __init__(self, home: OpenHouse) -> None:
        self.home = home
        home.it_is(NINE)
        self.wang = home.volunteer()
        self.li = program(home, LI, Role.ORGANIZER)
        self.sun = program(home, SUN)
        self.activity = home.activity(NINE, ELEVEN)
        home.it_is(f"{MONDAY} 10:00")

    def remembers(self, *presences: dict[str, Any], by: Neighbour | None = None) -> str:
        """Li, or another, proposes a late record; returns the proposal."""
        told = {"presences": list(presences) or [seen(self.wang)], "proof": "合影为证,王秀英在左"}
        return (by or self.li).gets(f"/activities/{self.activity}/supplements", told)["proposal"]

    def waiting(self, asker: Neighbour | None = None) -> list[dict[str, Any]]:
        """What somebody sees waiting."""
        return (asker or self.sun).sees("/proposals")["items"]

    def a_debt(self) -> None:
        """Wang served, spent her beans, and the service was taken back."""
        home = self.home
        home.it_is(NINE)
        attendance = home.serves(self.wang).json()["results"][0]["attendance"]
        code = self.wang.gets("/redemption-codes")["code"]
        home.merchant().gets("/redemptions", {"code": code, "beans": 20, "capture": True})
        home.admin.gets(f"/attendances/{attendance}/revocation", {"reason": "系统重复计算"})
        home.it_is(f"{MONDAY} 10:00")
