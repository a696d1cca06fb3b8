"""Nights: what the last nightly verification of a ledger came to, for whoever looks after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from api.nightly import Nightly
from api.settings import Settings
from api.verifying.apart import Found, NotVerified, verified_apart

NIGHT_FROM = 3
"""The local hour from which on it is due: when the programs of others have done their sums."""


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """When the book was verified, and what was `found`; None when it came to no end."""

    at: datetime
    found: Found | None

    @property
    def agreed(self) -> bool:
        """Whether all was replayed and nothing differed."""
        return self.found is not None and not self.found.differences


class Verifications(Nightly[Verified]):
    """The nightly verifications of one ledger; safe to use from any thread and process."""

    def __init__(
        self, folder: Path, ledger: str, settings: Settings, zone: Callable[[], ZoneInfo]
    ) -> None:
        super().__init__(folder, "verified", Verified, NIGHT_FROM, zone)
        self._ledger, self._settings = ledger, settings

    def run(self, now: datetime, stopping: Callable[[], bool] = lambda: False) -> Verified | None:
        """Verify if it is due, and keep what came out; None when it is not, when another process
        is at it, or when it was stopped. That there was no answer is kept too."""
        with self.alone() as alone:
            if not alone or not self.due(now):
                return None
            try:
                found = verified_apart(self._settings, self._ledger, stopping)
            except NotVerified:
                self.keep(Verified(at=now, found=None))
                raise
            if found is None:
                return None
            verified = Verified(at=now, found=found)
            self.keep(verified)
            return verified
