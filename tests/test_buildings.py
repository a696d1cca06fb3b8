"""A street of buildings: what each did per head, and which may be nominated for an honour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import VolunteerRegistered
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold, MoveHousehold
from ledger.units import OpenUnit
from tests.board_street import BoardStreet
from tests.evaluating import served
from tests.house_open import open_house
from tests.neighbourhood import POLICY_TEXT
from tests.patterns import happened
from tests.story import clock

SIZE = "leaderboard_size = 20"
DAY = "2026-11-22"
LIVING = {
    "unit-one": {"chen": (600, 0), "fang": (60,)},
    "unit-two": {"gao": (300, 120), "hu": (120,)},
    "unit-three": {"ma": (900,)},
    "unit-four": {"ning": (0, 0)},
}
"""Who lives where: buildings, their households, and what each person of one served."""


def person(household: str, number: int) -> str:
    """Somebody who lives there."""
    return f"volunteer-{household:0>16}{number:02}"


@pytest.fixture
def street(tmp_path: Path) -> Iterator[BoardStreet]:
    """Four buildings of the lane, two in a group and two in a grid; two people make a sample."""
    policy, data = tmp_path / "policy.toml", tmp_path / "data"
    small = f"{SIZE}\nleaderboard_min_sample = 2"
    policy.write_text(POLICY_TEXT.replace(SIZE, small), encoding="utf-8")
    data.mkdir()
    with open_house(data, GOLDENBEAN_POLICY=str(policy)) as home:
        street, lane = BoardStreet(home), home.lane
        for unit, kind in (("unit-group", "group"), ("unit-grid", "grid")):
            street.says(OpenUnit(unit=unit, kind=kind, name=kind, parent=lane))
        for place, (building, households) in enumerate(LIVING.items()):
            parent, grid = (lane, "unit-grid") if place > 1 else ("unit-group", None)
            told = {"name": f"{place + 1} 号楼", "parent": parent, "grid": grid}
            street.says(OpenUnit(unit=building, kind="building", **told))
            for household, minutes in households.items():
                settle(street, building, household, minutes)
        home.ledger.units.look_again()
        yield street


def settle(street: BoardStreet, building: str, household: str, minutes: tuple[int, ...]) -> None:
    """A household moves in, and its people serve."""
    home, name = street.home, f"household-{household}"
    street.says(FormHousehold(household=name, community=home.lane, building=building))
    for number, each in enumerate(minutes):
        who = person(household, number)
        told = {"volunteer": who, "number": f"{household}{number}", "community": home.lane}
        happened(home, VolunteerRegistered(at=clock(f"{DAY} 08:00"), **told))
        street.says(JoinHousehold(household=name, volunteer=who))
        if each:
            happened(home, served(who, DAY, each))


def board(street: BoardStreet, unit: str, period: str = "2026-11") -> list[tuple[str, int, int]]:
    """The buildings of a unit, with how many people live in each and what they did per head."""
    told = {"unit": unit, "period": period, "of": "building"}
    assert street.home.ledger.shelf.wait_for(street.home.facts())
    items = street.home.auditor.sees("/leaderboards", **told)["items"]
    return [(one["name_masked"], one["people"], one["minutes_per_head"]) for one in items]


def test_buildings_are_compared_by_what_those_who_live_there_did_per_head(
    street: BoardStreet,
) -> None:
    home = street.home
    # In the third lives one alone, and her hours would be the board; in the fourth nobody served.
    of_the_lane = [("1 号楼", 3, 220), ("2 号楼", 3, 180)]
    for unit in (home.lane, home.street, "unit-group"):
        for period in ("2026-W47", "2026-11", "2026-Q4", "2026", "all"):
            assert board(street, unit, period) == of_the_lane, (unit, period)
    assert board(street, home.beyond) == board(street, "unit-grid") == []
    assert board(street, home.lane, "2026-10") == []

    street.says(MoveHousehold(household="household-fang", building="unit-three"))
    assert board(street, "unit-grid") == [("3 号楼", 2, 480)]
    assert board(street, home.lane) == [
        ("3 号楼", 2, 480), ("1 号楼", 2, 300), ("2 号楼", 3, 180),
    ]  # fmt: skip
    away = LeaveHousehold(household="household-gao", volunteer=person("gao", 0))
    street.says(away)
    assert board(street, "unit-group") == [("1 号楼", 2, 300), ("2 号楼", 2, 120)]


def test_of_a_building_the_list_tells_what_the_book_knows_and_people_answer(
    street: BoardStreet,
) -> None:
    told = {"unit": street.home.lane, "period": "2026"}
    street.says(MoveHousehold(household="household-fang", building="unit-four"))
    assert street.home.ledger.shelf.wait_for(street.home.facts())
    seen = street.home.admin.sees("/evaluations/honours/civilised_building", **told)
    found = {
        each["subject"]: (each["minutes"], *(one["have"] for one in each["reasons"]))
        for each in seen["items"]
    }
    # No day counts for more than its eight hours.
    assert found == {
        "unit-one": (480, 1000, 80), "unit-two": (540, 1000, 45),
        "unit-three": (480, 1000, 80), "unit-four": (60, 500, 5),
    }  # fmt: skip
    assert not any(each["eligible"] for each in seen["items"])
    assert all(each["waits_for_people"] for each in seen["items"])
    before = street.home.admin.sees(
        "/evaluations/honours/civilised_building", **told, at_position=seen["position"]
    )
    street.says(MoveHousehold(household="household-chen", building="unit-two"))
    again = street.home.admin.sees(
        "/evaluations/honours/civilised_building", **told, at_position=seen["position"]
    )
    assert again["digest"] == before["digest"] == seen["digest"]
