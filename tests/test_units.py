"""Panlong gets its tree: a district, its streets and communities, down to single buildings."""

import pytest

from ledger.facts import TREE, UnitOpened
from ledger.refusals import (
    TooLate,
    UnitElsewhere,
    UnitEnded,
    UnitMisplaced,
    UnitNotOpenYet,
    UnitUnknown,
)
from ledger.units import MoveUnit, OpenUnit
from tests.neighbourhood import DISTRICT, RULES, STREET, STREET_OPEN, SUNNY_LANE
from tests.story import Story
from tests.tree import (
    BRIGHTWATER,
    BUILDING,
    GRID,
    GROUP,
    LANE,
    LANE_GRID,
    LANE_GROUP,
    MOON,
    MOONLIGHT,
    TODAY,
    closed,
    day,
    merged,
    moved,
    opened,
)

FIVE_LEVELS = (
    (DISTRICT, "district", None), (STREET, "street", DISTRICT), (SUNNY_LANE, "community", STREET),
    (GROUP, "group", SUNNY_LANE), (BUILDING, "building", GROUP),
)  # fmt: skip


def test_a_district_opens_at_the_top_of_the_tree(story: Story) -> None:
    story.when(OpenUnit(unit=DISTRICT, kind="district", name="盘龙区"))
    story.then(
        UnitOpened(at=story.now, unit=DISTRICT, kind="district", name="盘龙区", tree=TREE)
    )


def test_the_tree_grows_five_levels_deep_and_a_grid_beside_the_groups(story: Story) -> None:
    story.given(RULES)
    for unit, kind, parent in (*FIVE_LEVELS, (GRID, "grid", SUNNY_LANE)):
        story.when(OpenUnit(unit=unit, kind=kind, name=unit, parent=parent, opens_on=TODAY))
        story.then(opened(unit, kind, parent, at=story.now))


@pytest.mark.parametrize("kind", ["district", "street", "community", "group", "building", "grid"])
def test_no_sixth_level_grows_below_a_building(story: Story, kind: str) -> None:
    story.given(opened(BUILDING, "building"))
    story.when(OpenUnit(unit="unit-attic", kind=kind, name="阁楼", parent=BUILDING))
    story.then_refused(UnitMisplaced, kind=kind, parent="building")


def test_a_unit_within_a_unit_that_nobody_knows_is_refused(story: Story) -> None:
    story.when(OpenUnit(unit=STREET, kind="street", name="拓东街道", parent="unit-atlantis"))
    story.then_refused(UnitUnknown, unit="unit-atlantis")


@pytest.mark.parametrize("kind", ["district", "street", "grid", "group", "building"])
def test_a_unit_stands_only_under_one_that_has_room_for_it(story: Story, kind: str) -> None:
    story.given(STREET_OPEN).when(OpenUnit(unit="unit-x", kind=kind, name="错位", parent=STREET))
    story.then_refused(UnitMisplaced, kind=kind, parent="street")


def test_a_unit_may_begin_tomorrow_but_not_longer_ago_than_a_month(story: Story) -> None:
    lane = {"unit": SUNNY_LANE, "kind": "community", "name": SUNNY_LANE}
    story.given(RULES)
    story.when(OpenUnit(**lane, opens_on=day("2026-10-21"))).then_refused(TooLate, days=31)
    story.when(OpenUnit(**lane, opens_on=day("2027-01-01")))
    story.then(opened(SUNNY_LANE, "community", on=day("2027-01-01"), at=story.now))
    story.when(OpenUnit(unit=GROUP, kind="group", name="一组", parent=SUNNY_LANE))
    story.then_refused(UnitNotOpenYet, unit=SUNNY_LANE, opens_on="2027-01-01")


# A building in its grid ---------------------------------------------------------------------


def third_building(parent: str | None) -> OpenUnit:
    """Somebody opens the third building, in the first grid."""
    return OpenUnit(
        unit=BUILDING, kind="building", name=BUILDING, parent=parent, grid=GRID, opens_on=TODAY
    )


@pytest.mark.parametrize("parent", [SUNNY_LANE, GROUP])
def test_a_building_lies_in_its_group_or_community_and_in_a_grid(
    story: Story, parent: str
) -> None:
    story.given(RULES, LANE, LANE_GROUP, LANE_GRID).when(third_building(parent))
    story.then(opened(BUILDING, "building", parent, grid=GRID, at=story.now))


@pytest.mark.parametrize("parent", [MOONLIGHT, None])
def test_the_grid_of_a_building_is_one_of_its_own_community(
    story: Story, parent: str | None
) -> None:
    story.given(RULES, LANE, LANE_GRID, MOON).when(third_building(parent))
    story.then_refused(UnitElsewhere, unit=GRID)


def test_once_two_communities_are_one_the_grids_of_both_are_its_own(story: Story) -> None:
    story.given(RULES, LANE, LANE_GRID, MOON, opened(BRIGHTWATER, "community"))
    story.given(merged(BRIGHTWATER, SUNNY_LANE, MOONLIGHT)).when(third_building(BRIGHTWATER))
    story.then(opened(BUILDING, "building", BRIGHTWATER, grid=GRID, at=story.now))


def test_only_a_building_lies_in_a_grid_and_only_a_grid_has_buildings_so(story: Story) -> None:
    story.given(RULES, LANE, LANE_GRID, LANE_GROUP)
    second = {"unit": "unit-group2", "name": "二组", "parent": SUNNY_LANE, "opens_on": TODAY}
    story.when(OpenUnit(kind="group", grid=GRID, **second))
    story.then_refused(UnitMisplaced, kind="group", parent="grid")
    story.when(OpenUnit(kind="building", grid=GROUP, **second))
    story.then_refused(UnitMisplaced, kind="group", wanted="grid")


# Moving -------------------------------------------------------------------------------------


def test_a_group_moves_to_the_community_next_door(story: Story) -> None:
    story.given(RULES, LANE_GROUP, MOON)
    story.when(MoveUnit(unit=GROUP, parent=MOONLIGHT, on=day("2027-01-01")))
    story.then(moved(GROUP, MOONLIGHT, day("2027-01-01"), at=story.now))


def test_a_building_moves_into_a_grid_and_out_of_it_again(story: Story) -> None:
    story.given(RULES, LANE, LANE_GRID, opened(BUILDING, "building", SUNNY_LANE))
    for grid in (GRID, None):
        story.when(MoveUnit(unit=BUILDING, parent=SUNNY_LANE, grid=grid, on=TODAY))
        story.then(moved(BUILDING, SUNNY_LANE, grid=grid, at=story.now))


def test_no_unit_moves_into_itself_or_into_what_is_below_it(story: Story) -> None:
    story.given(RULES, LANE, LANE_GROUP)
    for unit, into, kind in ((SUNNY_LANE, GROUP, "community"), (GROUP, GROUP, "group")):
        story.when(MoveUnit(unit=unit, parent=into, on=TODAY))
        story.then_refused(UnitMisplaced, kind=kind, parent="group")


def test_a_unit_moves_neither_before_it_began_nor_after_its_end(story: Story) -> None:
    story.given(RULES, MOON, opened(GROUP, "group", SUNNY_LANE, on=day("2026-11-20")))
    story.given(closed(GROUP, on=day("2026-12-01")))
    story.when(MoveUnit(unit=GROUP, parent=MOONLIGHT, on=day("2026-11-19")))
    story.then_refused(UnitNotOpenYet, unit=GROUP, opens_on="2026-11-20")
    story.when(MoveUnit(unit=GROUP, parent=MOONLIGHT, on=day("2026-12-01")))
    story.then_refused(UnitEnded, unit=GROUP, on="2026-12-01")
    story.when(MoveUnit(unit=GROUP, parent=MOONLIGHT, on=day("2026-10-20")))
    story.then_refused(TooLate, days=31)


def test_nothing_moves_into_a_unit_whose_end_is_decided_unless_another_follows_it(
    story: Story,
) -> None:
    soon = day("2026-12-01")
    story.given(RULES, LANE_GROUP, MOON, closed(MOONLIGHT, on=soon))
    story.when(MoveUnit(unit=GROUP, parent=MOONLIGHT, on=TODAY))
    story.then_refused(UnitEnded, unit=MOONLIGHT, on="2026-12-01")
    story.given(opened("unit-star", "community"), merged(BRIGHTWATER, "unit-star", on=soon))
    story.when(MoveUnit(unit=GROUP, parent="unit-star", on=TODAY))
    story.then(moved(GROUP, "unit-star", at=story.now))
    story.when(MoveUnit(unit=GROUP, parent="unit-star", on=soon))
    story.then_refused(UnitEnded, unit="unit-star", on="2026-12-01")
