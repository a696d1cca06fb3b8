"""The house: ledgers, people and keys of one deployment, opened together and closed together."""

from __future__ import annotations

from api.access.endings import Endings
from api.access.keys import Keys
from api.access.offices import Offices
from api.access.shop_people import ShopPeople
from api.clock import Clock, clock_from
from api.guarding.attempts import Attempts
from api.guarding.once import Once
from api.guarding.rates import Rate
from api.ledgers import Ledgers
from api.people.erasing import Erasing
from api.people.notes import Notes
from api.people.particulars import Particulars
from api.people.register import People
from api.people.requests import Requests
from api.people.retention import Retention
from api.people.vault import open_vault
from api.settings import Settings
from api.signing_in.city_identities import CityIdentities
from api.signing_in.city_sign_on import CitySignOn
from api.signing_in.gatehouse import Gatehouse
from api.webhooks.kept import Webhooks

STRANGERS_AT_ONCE = 200
"""How many strangers may stand at the door at the same moment: a whole venue and then some."""


class House:
    """What the doors share: `ledgers`, `people`, `notes`, `keys` and the clock they go by.

    `endings` tells what was ended elsewhere, `attempts` counts wrong guesses, `once` knows the
    forms that were sent, and the three rates slow whoever asks too often. `webhooks` are the places
    elsewhere that hear of facts.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or clock_from(settings.clock_text)
        secret = settings.derived_secret("people")
        self.vault = open_vault(settings.data, settings.database_url, secret)
        self.endings = Endings(self.vault)
        self._know_people(secret)
        self.keys = Keys(self.vault, self.clock, endings=self.endings)
        self._guard(settings)
        self.ledgers = Ledgers(settings, self.clock)
        self.offices = Offices(self.ledgers, self.endings)
        self.shop_people = ShopPeople(self.ledgers, self.people)
        self._open_gate(settings)
        self.erasing = Erasing(self.vault, self.people, self.endings, self.ledgers, self.clock)
        self.retention = Retention(self.vault, self.ledgers)
        self.webhooks = Webhooks(self.vault, settings, self.clock)

    def _know_people(self, secret: bytes) -> None:
        self.people = People(self.vault, secret, self.endings.ended)
        self.particulars = Particulars(self.vault, secret, self.people)
        self.notes = Notes(self.vault, secret)
        self.requests = Requests(self.vault, secret)

    def _guard(self, settings: Settings) -> None:
        secret = settings.derived_secret("attempts")
        self.attempts = Attempts(self.vault, self.clock, secret, self.endings)
        self.once = Once(self.vault, self.clock)
        self.people_rate = Rate.a_minute(settings.doors.person_requests_per_minute)
        self.strangers_rate = Rate.a_minute(
            settings.doors.stranger_requests_per_minute, STRANGERS_AT_ONCE
        )
        self.key_rate = Rate.a_second(settings.doors.key_requests_per_second)

    def _open_gate(self, settings: Settings) -> None:
        city = settings.city
        self.city = city and CitySignOn(city, settings.derived_secret("city"), self.clock)
        self.city_identities = CityIdentities(self.vault, settings.derived_secret("city marks"))
        self.gate = Gatehouse(
            settings, self.vault, self.clock, keys=self.keys, people=self.people,
            ledgers=self.ledgers, attempts=self.attempts, endings=self.endings,
            standing=self.offices.stands, standing_at_hand=self.offices.at_hand,
            roles_of=lambda person, name: self.offices.held_by(person, self.ledgers.of(name)),
        )  # fmt: skip

    def close(self) -> None:
        """Settle everything that is kept."""
        self.gate.close()
        self.keys.note_uses()
        self.ledgers.close()
        self.vault.dispose()
