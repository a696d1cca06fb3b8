"""What the clock did in the town, whatever its calendar says."""

from __future__ import annotations

from ledger.facts import DocumentFrozen, Figures, SampleDrawn
from ledger.subjects.documents import documents_of
from ledger.subjects.drawn_sample import sample_id
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


def months_sample(home: OpenHouse, unit: str, attendance: str) -> str:
    """This record alone was drawn of a unit's November; returns the sample."""
    drawn = SampleDrawn(
        at=home.clock.now(), sample=sample_id(unit, "2026-11"), unit=unit, month="2026-11",
        seed="0" * 32, book_position=1, confirmed=1, attendances=(attendance,),
        policy="default 2",
    )  # fmt: skip
    happened(home, drawn)
    return drawn.sample
