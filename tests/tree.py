"""The tree around Sunny Lane: Moonlight next door, Brightwater that both become, and parts."""

from __future__ import annotations

from datetime import date, datetime

from ledger.facts import TREE, UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit
from ledger.reshaping import MergeUnits, Part, SplitUnit
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from projections.shelf import Shelf
from projections.tree import KnownUnits, Tree
from tests.neighbourhood import DAY, LI, LONG_AGO, STREET, SUNNY_LANE
from tests.shelves import Desk
from tests.sunday import settle

MOONLIGHT = "unit-moonlight"
"""月光里, the community next door."""
BRIGHTWATER = "unit-brightwater"
"""明水, which Sunny Lane and Moonlight become."""
EASTSIDE, WESTSIDE = "unit-eastside", "unit-westside"
"""What Sunny Lane is split into when it has grown too large."""
GROUP, GRID, BUILDING = "unit-group1", "unit-grid1", "unit-building3"

TODAY = date.fromisoformat(DAY)


def day(text: str) -> date:
    """A local day."""
    return date.fromisoformat(text)


def opened(
    unit: str, kind: str, parent: str | None = None, *, grid: str | None = None,
    on: date | None = None, at: datetime = LONG_AGO, name: str | None = None,
) -> UnitOpened:  # fmt: skip
    """This unit began; long ago unless a moment is named, on that moment's day unless told."""
    return UnitOpened(
        at=at, unit=unit, kind=kind, name=name or unit, parent=parent, grid=grid,
        opens_on=on or at.date(), tree=TREE,
    )  # fmt: skip


def moved(
    unit: str, parent: str | None, on: date = TODAY, *, grid: str | None = None,
    at: datetime = LONG_AGO,
) -> UnitMoved:  # fmt: skip
    """This unit lies there from that day on."""
    return UnitMoved(at=at, unit=unit, parent=parent, grid=grid, on=on)


def merged(unit: str, *units: str, on: date = TODAY, at: datetime = LONG_AGO) -> UnitsMerged:
    """These units became one."""
    return UnitsMerged(at=at, unit=unit, merged=units, on=on)


def split(
    unit: str, *into: str, rest: str, on: date = TODAY, at: datetime = LONG_AGO
) -> UnitSplit:
    """This unit became several."""
    return UnitSplit(at=at, unit=unit, into=into, rest=rest, on=on)


def closed(unit: str, on: date = TODAY, at: datetime = LONG_AGO) -> UnitClosed:
    """This unit is no more."""
    return UnitClosed(at=at, unit=unit, on=on)


LANE, MOON = opened(SUNNY_LANE, "community"), opened(MOONLIGHT, "community")
LANE_GROUP, LANE_GRID = opened(GROUP, "group", SUNNY_LANE), opened(GRID, "grid", SUNNY_LANE)


# The neighbourhood as commands make it --------------------------------------------------------

NEW_YEAR = day("2027-01-01")
LAST_YEAR, THIS_YEAR = day("2026-12-31"), NEW_YEAR
AUTUMN, WINTER = "2026-11-22 12:00", "2026-12-15 12:00"


def grow(desk: Desk) -> Desk:
    """Let Sunny Lane have a group, a grid and a building, and Li live in Moonlight next door."""
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
