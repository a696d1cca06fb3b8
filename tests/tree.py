"""The tree around Sunny Lane: Moonlight next door, Brightwater that both become, and parts."""

from __future__ import annotations

from datetime import date, datetime

from ledger.facts import TREE, UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit
from tests.neighbourhood import DAY, LONG_AGO, SUNNY_LANE

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
