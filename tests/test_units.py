"""Panlong gets its tree: a district, its streets, their communities and grids."""

import pytest

from ledger.facts import UnitOpened
from ledger.refusals import UnitMisplaced, UnitUnknown
from ledger.units import OpenUnit
from tests.neighbourhood import DISTRICT, DISTRICT_OPEN, LANE_OPEN, STREET, STREET_OPEN, SUNNY_LANE
from tests.story import Story


def test_a_district_opens_at_the_top_of_the_tree(story: Story) -> None:
    story.when(OpenUnit(unit=DISTRICT, kind="district", name="盘龙区"))
    story.then(UnitOpened(at=story.now, unit=DISTRICT, kind="district", name="盘龙区"))


def test_a_street_opens_within_its_district_and_a_grid_within_a_community(story: Story) -> None:
    story.given(DISTRICT_OPEN, LANE_OPEN)
    for unit, kind, parent in ((STREET, "street", DISTRICT), ("unit-g1", "grid", SUNNY_LANE)):
        story.when(OpenUnit(unit=unit, kind=kind, name="东片", parent=parent))
        story.then(UnitOpened(at=story.now, unit=unit, kind=kind, name="东片", parent=parent))


def test_a_unit_within_a_unit_that_nobody_knows_is_refused(story: Story) -> None:
    story.when(OpenUnit(unit=STREET, kind="street", name="拓东街道", parent="unit-atlantis"))
    story.then_refused(UnitUnknown, unit="unit-atlantis")


@pytest.mark.parametrize("kind", ["district", "street"])
def test_a_unit_stands_only_under_a_larger_one(story: Story, kind: str) -> None:
    story.given(STREET_OPEN).when(OpenUnit(unit="unit-x", kind=kind, name="错位", parent=STREET))
    story.then_refused(UnitMisplaced, kind=kind, parent="street")
