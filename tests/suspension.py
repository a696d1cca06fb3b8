"""What the community does about a shop that gives cause for it, and who stands at its counter."""

from __future__ import annotations

from datetime import date

from ledger.facts import AppointmentEnded, MerchantHalted, PersonAppointed
from tests.neighbourhood import CHEN, LONG_AGO

OFFICE = "appointment-counter"
NEW_YEAR = date(2026, 1, 1)


def halted(merchant: str = CHEN) -> MerchantHalted:
    """The shop was suspended."""
    return MerchantHalted(at=LONG_AGO, merchant=merchant, reason="complaint")


def works(
    person: str, role: str = "clerk", merchant: str = CHEN, until: date | None = None
) -> PersonAppointed:
    """Somebody keeps the shop, or stands at its counter."""
    return PersonAppointed(
        at=LONG_AGO, appointment=OFFICE, person=person, role=role, merchant=merchant,
        since=NEW_YEAR, until=until,
    )  # fmt: skip


def left(person: str) -> AppointmentEnded:
    """They do so no more."""
    return AppointmentEnded(at=LONG_AGO, appointment=OFFICE, person=person)
