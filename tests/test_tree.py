"""The tree on the wall: two communities become one, and last year's report still shows both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.reshaping import CloseUnit
from ledger.units import MoveUnit, OpenUnit
from ledger.volunteers import MoveVolunteer
from projections.tree import Tree
from tests.neighbourhood import DISTRICT, STREET, SUNNY_LANE, WANG
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.tree import (
    BRIGHTWATER,
    BUILDING,
    EASTSIDE,
    GRID,
    GROUP,
    LAST_YEAR,
    MOONLIGHT,
    NEW_YEAR,
    THIS_YEAR,
    WESTSIDE,
    WINTER,
    become_one,
    become_two,
    day,
    grow,
    ids,
    known,
)


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def lane(desk: Desk) -> Desk:
    """Sunny Lane with a group, a grid and a building, and Moonlight next door, where Li lives."""
    return grow(desk)


# Through time -------------------------------------------------------------------------------


def test_the_whole_tree_is_on_the_wall(lane: Desk) -> None:
    units = known(lane.shelf())
    today = day("2026-11-22")
    assert ids(units, None, today) == [DISTRICT] and ids(units, DISTRICT, today) == [STREET]
    assert ids(units, STREET, today) == [SUNNY_LANE, MOONLIGHT]
    assert ids(units, SUNNY_LANE, today) == [GROUP, GRID]
    assert units.path(BUILDING, today) == [BUILDING, GROUP, SUNNY_LANE, STREET, DISTRICT]
    assert units.shape.in_grid(GRID, today) == [BUILDING]
    assert units.within(BUILDING, GRID, today) and not units.within(GROUP, GRID, today)
    assert units.path("unit-atlantis", today) == ["unit-atlantis"]


def test_last_years_tree_still_shows_both_and_this_years_shows_the_one_they_became(
    lane: Desk,
) -> None:
    become_one(lane)
    units = known(lane.shelf())
    assert ids(units, STREET, LAST_YEAR) == [SUNNY_LANE, MOONLIGHT]
    assert ids(units, STREET, THIS_YEAR) == [BRIGHTWATER]
    assert ids(units, SUNNY_LANE, LAST_YEAR) == [GROUP, GRID]
    assert ids(units, SUNNY_LANE, THIS_YEAR) == [] == ids(units, BRIGHTWATER, LAST_YEAR)
    assert ids(units, BRIGHTWATER, THIS_YEAR) == [GROUP, GRID]
    assert units.path(GROUP, LAST_YEAR) == [GROUP, SUNNY_LANE, STREET, DISTRICT]
    assert units.path(GROUP, THIS_YEAR) == [GROUP, BRIGHTWATER, STREET, DISTRICT]
    assert units.now_called(MOONLIGHT, LAST_YEAR) == MOONLIGHT
    assert units.now_called(MOONLIGHT, THIS_YEAR) == BRIGHTWATER
    lane_row = Tree(lane.shelf()).unit(SUNNY_LANE)
    assert (lane_row.valid_until, lane_row.successors) == (NEW_YEAR, [BRIGHTWATER])
    assert units.shape.in_grid(GRID, THIS_YEAR) == [BUILDING]


def test_to_a_community_that_is_no_more_belongs_nothing(lane: Desk) -> None:
    become_one(lane)
    units = known(lane.shelf())
    for home in (SUNNY_LANE, GROUP, BUILDING):
        assert units.within(home, SUNNY_LANE, LAST_YEAR)
        assert not units.within(home, SUNNY_LANE, THIS_YEAR)
        assert units.within(home, BRIGHTWATER, THIS_YEAR)
        assert units.within(home, STREET, LAST_YEAR) and units.within(home, STREET, THIS_YEAR)


def test_a_group_moves_and_its_building_moves_with_it_and_leaves_the_grid(lane: Desk) -> None:
    lane.do(WINTER, MoveUnit(unit=GROUP, parent=MOONLIGHT, on=NEW_YEAR))
    units = known(lane.shelf())
    assert units.path(BUILDING, LAST_YEAR)[2:3] == [SUNNY_LANE]
    assert units.path(BUILDING, THIS_YEAR)[2:3] == [MOONLIGHT]
    assert units.shape.grid(BUILDING, LAST_YEAR) == GRID
    assert units.shape.grid(BUILDING, THIS_YEAR) is None


def test_of_two_moves_on_one_day_the_later_word_counts_and_days_go_before_words(
    lane: Desk,
) -> None:
    for parent, on in ((MOONLIGHT, "2027-03-01"), (SUNNY_LANE, "2027-02-01"),
                       (MOONLIGHT, "2027-02-01")):  # fmt: skip
        lane.do(WINTER, MoveUnit(unit=GROUP, parent=parent, on=day(on)))
    lane.do(WINTER, MoveUnit(unit=GROUP, parent=SUNNY_LANE, on=day("2027-03-01")))
    units = known(lane.shelf())
    parents = [units.shape.parent(GROUP, day(f"2027-0{month}-01")) for month in (1, 2, 3)]
    assert parents == [SUNNY_LANE, MOONLIGHT, SUNNY_LANE]


def test_after_a_split_the_named_children_are_in_their_part_and_all_else_in_the_rest(
    lane: Desk,
) -> None:
    become_two(lane)
    units = known(lane.shelf())
    assert ids(units, STREET, THIS_YEAR) == [MOONLIGHT, EASTSIDE, WESTSIDE]
    assert ids(units, EASTSIDE, THIS_YEAR) == [GROUP] and ids(units, WESTSIDE, THIS_YEAR) == [GRID]
    assert units.now_called(SUNNY_LANE, THIS_YEAR) == WESTSIDE
    assert units.rows[SUNNY_LANE].successors == [EASTSIDE, WESTSIDE]
    assert units.shape.grid(BUILDING, THIS_YEAR) is None


def test_what_a_closed_community_leaves_behind_is_the_streets_business(lane: Desk) -> None:
    lane.do(WINTER, CloseUnit(unit=MOONLIGHT, on=NEW_YEAR))
    units = known(lane.shelf())
    assert ids(units, STREET, THIS_YEAR) == [SUNNY_LANE]
    assert units.within(MOONLIGHT, STREET, THIS_YEAR)
    assert not units.within(MOONLIGHT, MOONLIGHT, THIS_YEAR)
    assert units.rows[MOONLIGHT].successors == []


# The wall itself ----------------------------------------------------------------------------


def test_rebuilt_equals_live_and_however_the_facts_are_cut(lane: Desk) -> None:
    live, one_by_one = lane.shelf(), lane.shelf(batch_facts=1)
    for step in (become_one, lambda desk: desk.do(
        "2027-01-10 09:00", MoveUnit(unit=GROUP, parent=BRIGHTWATER, on=day("2027-02-01")),
        MoveVolunteer(volunteer=WANG, community=BRIGHTWATER),
    )):  # fmt: skip
        step(lane)
        one_by_one.follow()
    before = rows_on(live)
    assert len(before["placement"]) == 9 and len(before["home"]) == 4
    live.rebuild()
    assert rows_on(live) == before


def test_what_is_known_grows_by_what_has_changed_alone(lane: Desk) -> None:
    shelf = lane.shelf()
    before = known(shelf)
    assert Tree(shelf).grown(before) is before
    for step in (become_one, lambda desk: desk.do(
        WINTER, MoveUnit(unit=BUILDING, parent=SUNNY_LANE, grid=GRID, on=day("2026-12-20")),
        OpenUnit(unit="unit-group2", kind="group", name="二组", parent=SUNNY_LANE),
    )):  # fmt: skip
        step(lane)
        shelf.follow()
        grown, whole = Tree(shelf).grown(before), Tree(shelf).whole()
        assert grown.rows == whole.rows and grown.upto == whole.upto
        for on in (LAST_YEAR, THIS_YEAR, day("2026-11-22")):
            for unit in whole.rows:
                assert grown.path(unit, on) == whole.path(unit, on)
                assert grown.belonging(unit, on) == whole.belonging(unit, on)
        assert before.rows.keys() < grown.rows.keys()
        before = grown
