"""The house: ledgers, people and keys of one deployment, opened together and closed together."""

from __future__ import annotations

from api.access.keys import Keys
from api.clock import Clock, clock_from
from api.ledgers import Ledgers
from api.people.notes import Notes
from api.people.register import People
from api.people.vault import open_vault
from api.settings import Settings


class House:
    """What the doors share: `ledgers`, `people`, `notes`, `keys` and the clock they go by."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or clock_from(settings.clock_text)
        self.vault = open_vault(settings.data, settings.database_url)
        self.people = People(self.vault, settings.derived_secret("people"))
        self.notes = Notes(self.vault)
        self.keys = Keys(self.vault, self.clock)
        self.ledgers = Ledgers(settings, self.clock)

    def close(self) -> None:
        """Settle everything that is kept."""
        self.keys.note_uses()
        self.ledgers.close()
        self.vault.dispose()
