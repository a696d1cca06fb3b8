"""Officers of Sunny Lane whom the city knows, and the house that they sign in to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pyotp

from api.clock import FixedClock
from api.pages.arriving.to_the_city import JOURNEY_COOKIE
from api.signing_in.city_words import CitySubject
from api.signing_in.invitations import Purpose
from ledger.appointments import Appoint
from ledger.units import OpenUnit
from tests.city_hall import COMES_BACK_TO, CityHall
from tests.doorstep import Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE

ZHAO, QIAN = "person-zhao0000000000000", "person-qian0000000000000"
SUN = "person-sun00000000000000"
STREET = "unit-golden-horse-street"
PASSWORD = "eleven lanterns over the river"
_LEADS_TO = re.compile(r'<a class="button big" href="(https?://[^"]+)"')


class CityDoorstep(Doorstep):
    """A house in a city that has single sign-on; its clock shows the real time of the provider."""

    def __init__(self, data: Path, **environ: str) -> None:
        super().__init__(data, FixedClock(datetime.now(UTC)), **environ)
        self.appoint(ZHAO, "staff")
        self.appoint(QIAN, "staff")

    def appoint(self, person: str, role: str, unit: str = SUNNY_LANE) -> str:
        """Somebody takes up a post today; returns the appointment."""
        appointment = f"appointment-{role}-{person.partition('-')[2]}"
        self.happens(
            Appoint(
                appointment=appointment, person=person, role=role, unit=unit,
                since=self.clock.now().date(),
            )
        )  # fmt: skip
        return appointment

    def street(self) -> str:
        """The street above the lane, founded today."""
        self.happens(OpenUnit(unit=STREET, kind="street", name="金马街道"))
        return STREET

    def links(self, person: str, login: str) -> None:
        """The account of the city has been linked some other day."""
        city = self.house.settings.city
        assert city is not None
        subject = CitySubject(city.issuer, login, False)
        self.house.city_identities.link(subject, person, self.ledger.name, self.clock.now())

    def invites(self, person: str) -> str:
        """The office hands out an invitation to link."""
        who = next(self.house.offices.held_by(person, self.ledger))
        tomorrow = self.clock.now() + timedelta(days=1)
        return self.house.gate.invitations.make(
            who, tomorrow, made_by="key-office", purpose=Purpose.LINK
        )

    def has_a_telephone(self, person: str, user_name: str) -> pyotp.TOTP:
        """Somebody has name, password and a telephone that counts; it has just been tried."""
        logins = self.house.gate.logins
        logins.set_password(person, self.ledger.name, user_name, PASSWORD)
        telephone = pyotp.TOTP(logins.begin_second_step(person) or "")
        assert logins.second_step(person, telephone.at(self.clock.now()))
        self.later(minutes=1)
        return telephone

    def at_the_desk(self, person: str = ZHAO) -> Browser:
        """An officer's browser, signed in by the way they always had."""
        return self.signed_in(next(self.house.offices.held_by(person, self.ledger)))

    def linked(self, city: CityHall, login: str, person: str = ZHAO) -> Browser:
        """An officer has linked the account of the city."""
        browser = self.at_the_desk(person)
        shown = browser.open(city.signs_in(leaves_to_link(browser), login))
        assert browser.page.status_code == 200 and "解除关联" in shown, shown
        return browser


def leaves(browser: Browser, wanted: str = "") -> str:
    """Press the city's button at the door; returns where it leads."""
    browser.open(f"/sign-in?next={wanted}")
    browser.press("/sign-in/city")
    return leads_to(browser)


def leaves_to_link(browser: Browser) -> str:
    """Press the button for linking on one's own page; returns where it leads."""
    browser.open("/me/city")
    browser.press("/me/city")
    return leads_to(browser)


def leads_to(browser: Browser) -> str:
    """Where a page sends this browser: the link on it, which it follows by itself as well."""
    assert browser.page.status_code == 200, browser.page.text
    found = _LEADS_TO.search(browser.page.text)
    assert found, browser.page.text
    address = unescape(found[1])
    assert browser.page.headers["refresh"] == f"0; url={address}"
    return address


def journey_of(browser: Browser) -> str:
    """The cookie of a journey that is under way."""
    return browser.cookies.get(JOURNEY_COOKIE, path=COMES_BACK_TO) or ""


def on_journey(browser: Browser, cookie: str) -> Browser:
    """Put the cookie of a journey into a browser."""
    browser.cookies.set(JOURNEY_COOKIE, cookie, domain="testserver.local", path=COMES_BACK_TO)
    return browser


def is_inside(browser: Browser) -> bool:
    """Whether the desk opens."""
    return browser.get("/desk", follow_redirects=False).status_code == 200
