"""Hours: every session counts once, in every total, at whatever level it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from api.hours import By, Hours, hours_of
from api.problems import Stop
from ledger.counting.periods import read_period
from ledger.facts import (
    AttendanceRevoked,
    HouseholdJoined,
    HouseholdLeft,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    UnitMoved,
)
from ledger.households import FormHousehold, JoinHousehold, MoveHousehold
from ledger.subjects.presence import attendance_of
from ledger.units import OpenUnit
from ledger.volunteers import MoveVolunteer
from projections.hours_sums import Sums
from tests.neighbourhood import DISTRICT, LI, PATROL, STREET, SUNNY_LANE, WANG, ZHAO, planned
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import SHANGHAI, clock
from tests.sunday import caught_up
from tests.tree import AUTUMN, BUILDING, GRID, GROUP, MOONLIGHT, become_one, grow, known

TODAY = date(2027, 12, 31)
BRIGHT = "unit-brightwater"


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Sunny Lane with a group, a grid and a building, and Moonlight next door, where Li lives."""
    with empty_desk(request, tmp_path) as opened:
        yield grow(opened)


def served(
    day: str, minutes: int, volunteer: str = WANG, *, activity: str = PATROL, training: int = 0,
    kind: type = ServiceConfirmed, **more: object,
) -> ServiceConfirmed:  # fmt: skip
    """So many minutes from nine o'clock on that day."""
    at = clock(f"{day} 09:00")
    return kind(
        at=at, attendance=attendance_of(activity, volunteer), activity=activity,
        volunteer=volunteer, category="care", rating=5, break_minutes=0, minutes=minutes,
        pending_minutes=0, training_minutes=training, grade="A", service_day=at.date(),
        started_at=at, ended_at=at + timedelta(minutes=minutes), policy="default/1", **more,
    )  # fmt: skip


def hours(desk: Desk, by: By, unit: str | None, period: str, today: date = TODAY) -> Hours:
    """What the house says, once the views have come."""
    shelf = caught_up(desk)
    units = SimpleNamespace(now=lambda: known(shelf))
    rules = SimpleNamespace(current=SimpleNamespace(zone=SHANGHAI))
    ledger = SimpleNamespace(shelf=shelf, units=units, rules=rules)
    return hours_of(ledger, by, unit, read_period(period), today)


def parts(found: Hours) -> dict[str, int]:
    """The minutes of each line."""
    return {part.of: part.sums.minutes for part in found.parts if part.sums.sessions}


def adds_up(desk: Desk, unit: str, period: str) -> int:
    """The total of a unit, after looking that each total below is that of its parts."""
    found = hours(desk, "unit", unit, period)
    below = sum(adds_up(desk, part.of, period) for part in found.parts)
    assert found.total.minutes == below + found.directly.minutes, unit
    return found.total.minutes


def test_month_totals_add_up_through_all_five_levels(lane: Desk) -> None:
    lane.do(
        AUTUMN,
        FormHousehold(household="household-nine", community=SUNNY_LANE, building=BUILDING),
        JoinHousehold(household="household-nine", volunteer=WANG),
    )
    lane.do(AUTUMN, served("2026-11-21", 3), served("2026-11-23", 120))
    lane.do(AUTUMN, served("2026-11-24", 45, ZHAO))
    lane.do(AUTUMN, served("2026-11-30", 60, LI), served("2026-12-01", 7, ZHAO))
    assert adds_up(lane, DISTRICT, "2026-11") == 228
    assert parts(hours(lane, "unit", None, "2026-11")) == {DISTRICT: 228}
    assert parts(hours(lane, "unit", DISTRICT, "2026-11")) == {STREET: 228}
    assert parts(hours(lane, "unit", STREET, "2026-11")) == {SUNNY_LANE: 168, MOONLIGHT: 60}
    group = hours(lane, "unit", SUNNY_LANE, "2026-11")
    assert (parts(group), group.directly.minutes) == ({GROUP: 120}, 48)
    assert parts(hours(lane, "unit", GROUP, "2026-11")) == {BUILDING: 120}
    in_grid = hours(lane, "grid", SUNNY_LANE, "2026-11")
    assert (parts(in_grid), in_grid.directly.minutes) == ({GRID: 120}, 48)
    for unit in (BUILDING, GRID, GROUP):
        assert parts(hours(lane, "person", unit, "2026-11")) == {WANG: 120}
    moonlight = hours(lane, "unit", MOONLIGHT, "2026-11")
    assert (moonlight.directly, moonlight.parts) == (Sums(60, 0, 1), [])
    for period, minutes in (
        ("2026", 235), ("2026-Q4", 235), ("2026-H2", 235), ("2026-H1", 0), ("2026-12", 7),
        ("2026-11-24", 45), ("2026-W48", 165), ("2026-W49", 67), ("2027", 0),
    ):  # fmt: skip
        assert adds_up(lane, DISTRICT, period) == minutes, period


def test_who_moves_takes_nothing_along_that_was_served_before(lane: Desk) -> None:
    lane.do(AUTUMN, served("2026-11-20", 30), served("2026-11-20", 10, ZHAO))
    lane.do("2026-11-22 12:30", MoveVolunteer(volunteer=WANG, community=MOONLIGHT))
    lane.do("2026-11-22 13:00", served("2026-11-22", 60), served("2026-11-23", 9))
    for by in ("unit", "category", "person"):
        assert hours(lane, by, SUNNY_LANE, "2026-11").total == Sums(40, 0, 2), by
        assert hours(lane, by, MOONLIGHT, "2026-11").total == Sums(69, 0, 2), by
    assert parts(hours(lane, "person", SUNNY_LANE, "2026-11")) == {WANG: 30, ZHAO: 10}


def test_a_household_takes_nothing_along_from_the_building_where_it_lived(lane: Desk) -> None:
    lane.do(
        AUTUMN,
        OpenUnit(unit="unit-four", kind="building", name="4 号楼", parent=GROUP),
        FormHousehold(household="household-nine", community=SUNNY_LANE),
        JoinHousehold(household="household-nine", volunteer=WANG),
    )
    lane.do(AUTUMN, served("2026-11-23", 30), served("2026-11-25", 60))
    assert parts(hours(lane, "unit", GROUP, "2026-11")) == {}
    lane.do("2026-11-24 09:00", MoveHousehold(household="household-nine", building=BUILDING))
    assert parts(hours(lane, "unit", GROUP, "2026-11")) == {BUILDING: 90}
    lane.do("2026-11-25 09:00", MoveHousehold(household="household-nine", building="unit-four"))
    assert parts(hours(lane, "unit", GROUP, "2026-11")) == {BUILDING: 30, "unit-four": 60}


def test_a_period_is_added_up_over_the_tree_of_its_last_day(lane: Desk) -> None:
    lane.do(AUTUMN, served("2026-11-23", 120), served("2026-11-24", 60, LI))
    become_one(lane)
    lane.do("2027-01-05 10:00", served("2027-01-05", 30))
    assert parts(hours(lane, "unit", STREET, "2026-11")) == {SUNNY_LANE: 120, MOONLIGHT: 60}
    assert parts(hours(lane, "unit", STREET, "2027-01")) == {BRIGHT: 30}
    assert hours(lane, "category", BRIGHT, "2027").total.minutes == 30
    assert parts(hours(lane, "unit", STREET, "2026-Q4", date(2026, 12, 1))) == {
        SUNNY_LANE: 120, MOONLIGHT: 60,
    }  # fmt: skip


def test_a_unit_that_moves_is_added_to_its_new_parent_from_that_period_on(lane: Desk) -> None:
    lane.do(AUTUMN, served("2026-11-23", 120))
    lane.do(
        AUTUMN, UnitMoved(at=clock(AUTUMN), unit=SUNNY_LANE, parent=DISTRICT, on=date(2026, 12, 1))
    )
    lane.do(AUTUMN, served("2026-12-02", 8))
    assert parts(hours(lane, "unit", DISTRICT, "2026-11")) == {STREET: 120}
    assert parts(hours(lane, "unit", DISTRICT, "2026-12")) == {SUNNY_LANE: 8}


def test_a_correction_moves_minutes_between_days_and_a_revocation_takes_them(lane: Desk) -> None:
    who = {"attendance": attendance_of(PATROL, WANG), "activity": PATROL, "volunteer": WANG}
    lane.do(AUTUMN, served("2026-11-30", 480, training=15))
    day = date(2026, 11, 30)
    lane.do(AUTUMN, PendingReviewed(
        at=clock(AUTUMN), accepted_minutes=20, declined_minutes=0, service_day=day,
        reviewed_by=LI, **who,
    ))  # fmt: skip
    assert hours(lane, "unit", DISTRICT, "2026-11").total == Sums(500, 15, 1)
    lane.do(AUTUMN, served(
        "2026-12-01", 300, kind=ServiceCorrected, minutes_before=500, pending_before=0,
        training_before=15, day_before=day,
    ))  # fmt: skip
    assert hours(lane, "unit", DISTRICT, "2026-11").total == Sums()
    for by in ("unit", "team", "person", "household", "grid"):
        assert hours(lane, by, SUNNY_LANE, "2026").total == Sums(300, 0, 1), by
    lane.do(AUTUMN, AttendanceRevoked(
        at=clock(AUTUMN), minutes=300, training_minutes=0, service_day=date(2026, 12, 1), **who
    ))  # fmt: skip
    assert hours(lane, "unit", DISTRICT, "2026").total == Sums()
    assert hours(lane, "household", SUNNY_LANE, "2026").parts == []


def test_a_session_belongs_to_one_team_one_programme_and_one_household(lane: Desk) -> None:
    told = {"activity": "activity-red", "organising_team": "team-red", "series": "series-hats",
            "origin": "department", "admission": "2026-7"}  # fmt: skip
    lane.do(AUTUMN, planned(), msgspec.structs.replace(planned(), **told))
    lane.do(AUTUMN, HouseholdJoined(at=clock("2026-11-22 12:00"), household="household-nine",
                                    volunteer=WANG))  # fmt: skip
    lane.do(AUTUMN, served("2026-11-21", 10), served("2026-11-22", 20, activity="activity-red"))
    lane.do(AUTUMN, served("2026-11-23", 40, ZHAO, activity="activity-red"))
    lane.do("2026-11-24 10:00", HouseholdLeft(
        at=clock("2026-11-24 10:00"), household="household-nine", volunteer=WANG
    ))  # fmt: skip
    lane.do("2026-11-24 11:00", served("2026-11-24", 5, activity="activity-other"))
    told = {
        "team": {"team-red": 60, "": 15}, "programme": {"series-hats": 60, "": 15},
        "origin": {"department": 60, "community": 10, "": 5}, "admission": {"2026-7": 60, "": 15},
        "category": {"care": 75}, "household": {"household-nine": 20, "": 55},
    }  # fmt: skip
    for by, expected in told.items():
        assert parts(hours(lane, by, SUNNY_LANE, "2026-11")) == expected, by
    assert hours(lane, "team", None, "2026-11").total == Sums(75, 0, 4)


def test_people_are_not_listed_for_a_whole_street(lane: Desk) -> None:
    for by in ("person", "household", "grid"):
        with pytest.raises(Stop, match="hours_of_a_community"):
            hours(lane, by, STREET, "2026-11")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"), ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"), ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-W01", "2025-12-29", "2026-01-04"), ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-11-25", "2026-11-25", "2026-11-25"),
    ],
)  # fmt: skip
def test_a_period_begins_and_ends(text: str, first: str, last: str) -> None:
    found = read_period(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-00", "2026-W54", "2025-W53", "2026-Q5", "2026-02-30", "all"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_period(text)
