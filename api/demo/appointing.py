"""Appointing: some people of the demo hold a role, with a name and a password to come in by."""

from __future__ import annotations

import secrets

import msgspec

from api.access.roles import Role
from api.demo.sender import Sender
from api.house import House
from api.ids import new_id
from api.ledgers import FIRST, Ledger
from ledger.appointments import Appoint

OFFICE = "demo-office"
"""Who appointed the first people of the demo, as its book has it."""


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed at the door, and the appointment behind it."""

    person: str
    appointment: str
    user_name: str
    password: str


def appoint(
    house: House, ledger: Ledger, role: Role, user_name: str, person: str, **bound_to: str
) -> Login:
    """Give a person a role from today on, and a password that nobody else's demo has."""
    now = house.clock.now()
    command = Appoint(
        appointment=new_id("appointment", now), person=person, role=role.value,
        since=ledger.rules.current.local_date(now), **bound_to,
    )  # fmt: skip
    Sender(ledger.book, f"appointing {user_name}").send(command, OFFICE, "admin", now).result()
    password = f"{user_name}-{secrets.token_hex(4)}"
    house.gate.logins.set_password(person, FIRST, user_name, password)
    return Login(
        person=person, appointment=command.appointment, user_name=user_name, password=password
    )


def newcomer(house: House, display_name: str) -> str:
    """Somebody who is no volunteer, by a new id."""
    person = new_id("person", house.clock.now())
    house.people.introduce(person, display_name)
    return person
