"""The desk of the lane: what lies there to be touched."""

from __future__ import annotations

from datetime import timedelta

from api.access.key_tags import key_tag
from api.access.roles import Role
from api.access.who import Who, person_of
from api.ids import new_id
from ledger.appointments import Appoint
from ledger.command import By
from tests.access.town import Town


def at_the_desk(town: Town) -> dict[str, str]:
    """Something of each kind for the desk of the lane, by the name it has in an address."""
    home, house = town.home, town.home.house
    now, today = home.clock.now(), home.clock.now().date()
    volunteer = str(town.wang.who.volunteer)
    appointment = new_id("appointment", now)
    organizer = Appoint(
        appointment=appointment, person=new_id("person", now), role="organizer",
        unit=town.lane, since=today,
    )  # fmt: skip
    told = By("key-office", "staff", key_tag("office", appointment), "told once")
    home.ledger.book.record(organizer, told, now)
    guest = Who(
        id="link", role=Role.VOLUNTEER, ledger=home.ledger.name, volunteer=volunteer,
        person=person_of(volunteer),
    )  # fmt: skip
    invitations = house.gate.invitations
    invitations.make(guest, now + timedelta(hours=1), made_by="key-office")
    key = house.keys.create(Role.ORGANIZER, home.ledger.name, unit=town.lane)[1].id
    asked = house.requests.make(
        home.ledger.name, volunteer, "correct", now, home.ledger.rules.current
    )
    return {
        "appointment": appointment, "key": key, "asked": asked.request,
        "invitation": invitations.open_in(home.ledger.name)[-1].id,
    }  # fmt: skip
