"""Ways in for stories: a telephone that hears its messages, an officer with an appointment."""

from __future__ import annotations

import logging
import queue
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pyotp
from sqlalchemy import func, select

from api.access.roles import Role
from api.access.who import Who
from api.ledgers import FIRST
from api.people.vault import TABLES
from api.signing_in.invitations import Purpose
from ledger.appointments import Appoint
from tests.doorstep import Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE

ZHAO, QIAN = "person-zhao0000000000000", "person-qian0000000000000"
WORDS = "牡丹亭 四更天 cycling"
_MESSAGE = re.compile(r"one-time code, request (\d{4}): (\d{6})")
_SECRET = re.compile(r'class="letters">([A-Z2-7 ]+)<')


class Telephone(logging.Handler):
    """Reads messages where the development's sender leaves them; waits for one that is coming."""

    def __init__(self) -> None:
        super().__init__()
        self._messages: queue.Queue[tuple[str, str]] = queue.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        """A line of the log."""
        if found := _MESSAGE.search(record.getMessage()):
            self._messages.put((found[1], found[2]))

    def message(self) -> tuple[str, str]:
        """The number of the next message, and its code."""
        return self._messages.get(timeout=10)


def appoint(
    lane: Doorstep, person: str, role: Role, unit: str = SUNNY_LANE, until: date | None = None
) -> Who:
    """Somebody takes up a post today."""
    appointment = f"appointment-{role.value.replace('_', '')}-{person.partition('-')[2]}"
    lane.happens(
        Appoint(
            appointment=appointment, person=person, role=role, until=until,
            unit=None if role is Role.ADMIN else unit,
            since=lane.ledger.rules.current.local_date(lane.clock.now()),
        )
    )  # fmt: skip
    held = lane.house.offices.held_by(person, lane.ledger)
    return next(who for who in held if who.appointment == appointment)


def invitation_to_choose(lane: Doorstep, person: str = ZHAO) -> str:
    """The link by which a person chooses a name and a password."""
    who = Who(id="guest", role=Role.STAFF, ledger=FIRST, person=person, unit=SUNNY_LANE)
    tomorrow = lane.clock.now() + timedelta(days=1)
    return lane.house.gate.invitations.make(
        who, tomorrow, made_by="key-office", purpose=Purpose.SET_PASSWORD
    )


def chosen(lane: Doorstep, person: str = ZHAO, name: str = "zhao.min") -> None:
    """A person has a name and a password."""
    lane.house.gate.logins.set_password(person, FIRST, name, WORDS)


def enters_by_invitation(lane: Doorstep, browser: Browser, person: str, name: str) -> str:
    """Somebody chooses name and password by a link; returns what comes of it."""
    link = invitation_to_choose(lane, person)
    browser.open(link)
    return browser.press(link, user_name=name, password=WORDS)


def knocks(browser: Browser, name: str = "zhao.min", password: str = WORDS) -> str:
    """Somebody types name and password at the door; returns what comes of it."""
    browser.open("/sign-in/name")
    return browser.press("/sign-in/name", user_name=name, password=password)


def secret_on(browser: Browser) -> str:
    """The secret that the open page shows to a telephone."""
    found = _SECRET.search(browser.page.text)
    assert found, browser.page.text
    return found[1].replace(" ", "")


def shown(secret: str, lane: Doorstep) -> str:
    """What a telephone with this secret shows now."""
    return pyotp.TOTP(secret).at(lane.clock.now())


def rows(lane: Doorstep, table: str) -> int:
    """How many rows the vault has there."""
    with lane.house.vault.connect() as connection:
        return connection.scalar(select(func.count()).select_from(TABLES.tables[table])) or 0


def stands_at(browser: Browser) -> str:
    """The path of the page that is open."""
    return urlsplit(str(browser.page.url)).path
