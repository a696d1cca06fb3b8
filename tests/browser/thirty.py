"""Thirty neighbours who swept the lane, and the one form in which all of them are confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from api.ledgers import FIRST
from ledger.attendance import CheckIn, CheckOut
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import SWEEPING, Doorstep
from tests.neighbourhood import SUNNY_LANE


def move_in(house: Doorstep, people: int) -> list[str]:
    """More neighbours become volunteers; returns their ids."""
    moved = [f"volunteer-new{number:015d}" for number in range(people)]
    for number, volunteer in enumerate(moved):
        house.house.people.enrol(volunteer, FIRST, "新邻居", f"1370000{number:04d}")
        house.happens(
            RegisterVolunteer(
                volunteer=volunteer, number=str(3_000_000_001 + number), community=SUNNY_LANE
            )
        )
    return moved


def sweep(house: Doorstep, people: Sequence[str]) -> None:
    """All of them scan, sweep for two hours, and scan again."""
    for step in (CheckIn, CheckOut):
        for volunteer in people:
            now = house.clock.now()
            house.happens(step(activity=SWEEPING, volunteer=volunteer, means="scan", at=now))
        if step is CheckIn:
            house.later(hours=2)
    assert house.ledger.shelf.wait_for(house.ledger.book.head())
