"""Totals over the tree: the one community counts what the two did, and every building once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ledger.units import OpenUnit
from ledger.volunteers import MoveVolunteer
from projections.balances import Balances
from projections.directory import Directory
from projections.shelf import Shelf
from tests.deeds import confirmed
from tests.neighbourhood import CHEN, DISTRICT, LI, STREET, SUNNY_LANE, WANG, ZHAO
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import SHANGHAI, clock
from tests.sunday import caught_up, patrol, settle
from tests.tree import (
    AUTUMN,
    BRIGHTWATER,
    EASTSIDE,
    LAST_YEAR,
    MOONLIGHT,
    THIS_YEAR,
    WESTSIDE,
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
