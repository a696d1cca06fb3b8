"""A day whose document was frozen, whatever happened on it."""

from __future__ import annotations

from ledger.facts import DocumentFrozen, Figures
from ledger.subjects.documents import documents_of
from tests.house_open import OpenHouse
from tests.patterns import happened

DAY = "2026-11-21"


def days_document(home: OpenHouse, unit: str) -> str:
    """The clock froze the document of a day for a unit; returns the name of the day."""
    frozen = DocumentFrozen(
        at=home.clock.now(), listing=documents_of(DAY), kind="day", unit=unit, period=DAY,
        book_position=1, policy="default/2", figures=Figures(arrivals=1), digest="d" * 64,
        frozen_by="clock",
    )  # fmt: skip
    happened(home, frozen)
    return DAY
