"""The tree on the wall: two communities become one, and last year's report still shows both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ledger.reshaping import CloseUnit, MergeUnits, Part, SplitUnit
from ledger.units import MoveUnit, OpenUnit
from ledger.volunteers import MoveVolunteer, RegisterVolunteer
from projections.balances import Balances
from projections.directory import Directory
from projections.shelf import Shelf
from projections.tree import KnownUnits, Tree
from tests.deeds import confirmed
from tests.neighbourhood import CHEN, DISTRICT, LI, STREET, SUNNY_LANE, WANG, ZHAO
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import SHANGHAI, clock
from tests.sunday import caught_up, patrol, settle
from tests.tree import BRIGHTWATER, BUILDING, EASTSIDE, GRID, GROUP, MOONLIGHT, WESTSIDE, day

NEW_YEAR = day("2027-01-01")
LAST_YEAR, THIS_YEAR = day("2026-12-31"), NEW_YEAR
AUTUMN, WINTER = "2026-11-22 12:00", "2026-12-15 12:00"


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def lane(desk: Desk) -> Desk:
    """Sunny Lane with a group, a grid and a building, and Moonlight next door, where Li lives."""
    settle(desk)
    for unit, kind, parent, grid in (
        (MOONLIGHT, "community", STREET, None), (GROUP, "group", SUNNY_LANE, None),
        (GRID, "grid", SUNNY_LANE, None), (BUILDING, "building", GROUP, GRID),
    ):  # fmt: skip
        desk.do(AUTUMN, OpenUnit(unit=unit, kind=kind, name=unit, parent=parent, grid=grid))
    desk.do(AUTUMN, RegisterVolunteer(volunteer=LI, number="1000000003", community=MOONLIGHT))
    return desk


def known(shelf: Shelf) -> KnownUnits:
    """All units, as the wall shows them when everything has been read."""
    shelf.follow()
    return Tree(shelf).whole()


def ids(units: KnownUnits, parent: str | None, on: date) -> list[str]:
    """What stands directly in a unit."""
    return [row.unit for row in units.units(parent, on)]


def become_one(lane: Desk) -> None:
    """From New Year on Sunny Lane and Moonlight are Brightwater."""
    lane.do(
        WINTER,
        MergeUnits(
            unit=BRIGHTWATER, name="明水社区", merged=(SUNNY_LANE, MOONLIGHT), parent=STREET,
            on=NEW_YEAR,
        ),
    )  # fmt: skip


def become_two(lane: Desk) -> None:
    """From New Year on Sunny Lane is an eastern part, with the group, and a western one."""
    east = Part(unit=EASTSIDE, name="东", children=(GROUP,))
    west = Part(unit=WESTSIDE, name="西")
    lane.do(WINTER, SplitUnit(unit=SUNNY_LANE, parts=(east, west), rest=WESTSIDE, on=NEW_YEAR))


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


# Totals (T03) -------------------------------------------------------------------------------


def total(shelf: Shelf, unit: str, on: date) -> tuple[int, int]:
    """How many volunteers were at home in a unit at the end of a day, and their minutes now."""
    homes = known(shelf).belonging(unit, on)
    midnight = datetime.combine(on + timedelta(days=1), time(), tzinfo=SHANGHAI)
    people = Directory(shelf).at_home_in(homes, midnight)
    return len(people), sum(Balances(shelf).of(each).minutes for each in people)


def test_the_total_of_the_one_is_the_total_of_the_two(lane: Desk) -> None:
    patrol(lane)
    lane.do(AUTUMN, confirmed(clock(AUTUMN), "09:00–10:30", 90, volunteer=LI))
    become_one(lane)
    shelf = caught_up(lane)
    assert total(shelf, SUNNY_LANE, LAST_YEAR) == (2, 120)
    assert total(shelf, MOONLIGHT, LAST_YEAR) == (1, 90)
    assert total(shelf, BRIGHTWATER, LAST_YEAR) == (0, 0)
    assert total(shelf, BRIGHTWATER, THIS_YEAR) == (3, 210)
    assert total(shelf, SUNNY_LANE, THIS_YEAR) == (0, 0) == total(shelf, MOONLIGHT, THIS_YEAR)
    for unit in (STREET, DISTRICT):
        assert total(shelf, unit, LAST_YEAR) == (3, 210) == total(shelf, unit, THIS_YEAR)
    assert Directory(shelf).community_of(CHEN) == SUNNY_LANE
    assert SUNNY_LANE in known(shelf).belonging(BRIGHTWATER, THIS_YEAR)


def test_who_moves_to_the_other_part_is_counted_there_from_then_on(lane: Desk) -> None:
    become_two(lane)
    lane.do("2027-01-10 09:00", MoveVolunteer(volunteer=WANG, community=EASTSIDE))
    shelf = caught_up(lane)
    assert (Directory(shelf).community_of(WANG), Directory(shelf).community_of(ZHAO)) == (
        EASTSIDE, SUNNY_LANE,
    )  # fmt: skip
    told = [total(shelf, unit, day(on))[0] for on in ("2027-01-09", "2027-01-10")
            for unit in (EASTSIDE, WESTSIDE)]  # fmt: skip
    assert told == [0, 2, 1, 1]


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


def test_six_communities_with_133_grids_load_and_each_building_lies_in_one_grid(
    desk: Desk,
) -> None:
    settle(desk)
    communities = [f"unit-c{number}" for number in range(6)]
    grids = {f"unit-g{number}": communities[number % 6] for number in range(133)}
    buildings = {f"unit-b{number}": list(grids)[number % 133] for number in range(400)}
    told = [OpenUnit(unit=each, kind="community", name=each, parent=STREET) for each in communities]
    told += [
        OpenUnit(unit=each, kind="grid", name=each, parent=home) for each, home in grids.items()
    ]
    told += [
        OpenUnit(unit=each, kind="building", name=each, parent=grids[grid], grid=grid)
        for each, grid in buildings.items()
    ]
    desk.do(AUTUMN, *told)
    units, today = known(desk.shelf()), day("2026-11-22")
    kinds = [row.kind for row in units.standing(today)]
    assert (kinds.count("grid"), kinds.count("building")) == (133, 400)
    found = {grid: units.shape.in_grid(grid, today) for grid in grids}
    assert sorted(sum(found.values(), [])) == sorted(buildings)
    assert all(grid == buildings[each] for grid, inside in found.items() for each in inside)
    for community in communities:
        assert sum(unit in grids for unit in ids(units, community, today)) in (22, 23)
