"""Sweeping: somebody sweeps the stairs of Sunny Lane, and Zhou of the office has seen it."""

from __future__ import annotations

from ledger.attendance import CheckIn, CheckOut
from ledger.confirmations import ConfirmService, Rated
from ledger.subjects.presence import attendance_of
from tests.doorstep import SWEEPING, WANG
from tests.office_day import ZHOU, OfficeDay

SWEPT = attendance_of(SWEEPING, WANG)
"""What 王秀英 did there."""


def sweeps(office: OfficeDay, volunteer: str, minutes: int = 150) -> None:
    """Somebody sweeps, is scanned twice, and is confirmed by Zhou."""
    came = office.clock.now()
    office.happens(CheckIn(activity=SWEEPING, volunteer=volunteer, means="scan", at=came))
    office.later(minutes=minutes)
    left = office.clock.now()
    office.happens(CheckOut(activity=SWEEPING, volunteer=volunteer, means="scan", at=left))
    rated = (Rated(attendance=attendance_of(SWEEPING, volunteer), rating=5),)
    office.happens(ConfirmService(activity=SWEEPING, rated=rated, confirmed_by=ZHOU))
