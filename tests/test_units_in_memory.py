"""Permission follows the tree at every step, and the database is hardly asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.units_in_memory import UnitsInMemory
from ledger.units import MoveUnit, OpenUnit
from projections.shelf import Shelf
from projections.tree import KnownUnits, Tree
from tests.neighbourhood import SUNNY_LANE, welcomed
from tests.shelves import KINDS, Desk, empty_desk
from tests.sunday import settle
from tests.tree import GROUP, MOONLIGHT, TODAY

NOON = "2026-11-22 12:00"


class Asked(Tree):
    """A tree that counts how often it is asked."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self.times = 0

    def grown(self, known: KnownUnits) -> KnownUnits:
        self.times += 1
        return super().grown(known)


class Process:
    """One of several that serve the same ledger, with a stopwatch to turn."""

    def __init__(self, desk: Desk) -> None:
        self.seconds = 100.0
        self.shelf = desk.shelf()
        self.tree = Asked(self.shelf)
        self.units = UnitsInMemory(self.tree, lambda: self.seconds)

    def sees_group_in(self, community: str) -> bool:
        """Whether the group belongs to that community, as far as this process knows."""
        return self.units.within(GROUP, community, TODAY)


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Sunny Lane with a group in it, and Moonlight beside it."""
    with empty_desk(request, tmp_path) as desk:
        settle(desk)
        desk.do(NOON, OpenUnit(unit=MOONLIGHT, kind="community", name="月光里"))
        desk.do(NOON, OpenUnit(unit=GROUP, kind="group", name="一组", parent=SUNNY_LANE))
        yield desk


def test_while_nothing_happens_nobody_is_asked(lane: Desk) -> None:
    process = Process(lane)
    for _ in range(100):
        assert process.sees_group_in(SUNNY_LANE) and not process.sees_group_in(MOONLIGHT)
        process.seconds += 1
    assert process.tree.times == 1


def test_while_other_things_happen_the_tree_is_asked_for_once_a_second(lane: Desk) -> None:
    process = Process(lane)
    for number in range(40):
        lane.do(NOON, welcomed(f"merchant-{number}"))
        process.shelf.follow()
        assert process.sees_group_in(SUNNY_LANE)
        process.seconds += 0.25
    assert process.tree.times == 10


def test_what_a_door_here_has_changed_is_known_at_once_and_elsewhere_within_a_second(
    lane: Desk,
) -> None:
    here, elsewhere = Process(lane), Process(lane)
    assert here.sees_group_in(SUNNY_LANE) and elsewhere.sees_group_in(SUNNY_LANE)

    here.units.heed(lane.do(NOON, MoveUnit(unit=GROUP, parent=MOONLIGHT, on=TODAY)).position)

    assert here.sees_group_in(MOONLIGHT) and not here.sees_group_in(SUNNY_LANE)
    elsewhere.shelf.follow()
    elsewhere.seconds += 0.5
    assert elsewhere.sees_group_in(SUNNY_LANE)
    elsewhere.seconds += 0.5
    assert elsewhere.sees_group_in(MOONLIGHT)


def test_before_somebody_hears_no_the_tree_is_looked_at_again(lane: Desk) -> None:
    process = Process(lane)
    assert process.units.unit("unit-group2") is None
    lane.do(NOON, OpenUnit(unit="unit-group2", kind="group", name="二组", parent=SUNNY_LANE))
    process.shelf.follow()
    process.units.look_again()
    assert process.units.unit("unit-group2").name == "二组"
    assert process.units.within("unit-group2", SUNNY_LANE, TODAY)
    process.units.look_again()
    assert process.tree.times == 2
