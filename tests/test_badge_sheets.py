"""Zhou prints badges, ten on a sheet, for everybody on the lane who has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.ledgers import FIRST
from ledger.teams import FormTeam, JoinTeam
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, WANG, Browser
from tests.neighbourhood import RED_HATS, SUNNY_LANE
from tests.office_day import SUN, OfficeDay

CODE = re.compile(r"GBB(?: [0-9A-Z]{5}){4}")
PIN = re.compile(r'<p class="number">(\d{6})</p>')


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def prints(office: OfficeDay, whose: str = SUNNY_LANE, sheets: str = "1") -> Browser:
    """Zhou asks for badges."""
    desk = office.at_desk()
    desk.open("/desk/badges")
    desk.press("/desk/badges", whose=whose, sheets=sheets)
    return desk


def moves_in(office: OfficeDay, people: int) -> None:
    """More neighbours are registered."""
    for number in range(people):
        volunteer = f"volunteer-new{number:015d}"
        office.house.people.enrol(volunteer, FIRST, "新邻居", f"1370000{number:04d}")
        office.happens(
            RegisterVolunteer(
                volunteer=volunteer, number=str(3_000_000_001 + number), community=SUNNY_LANE
            )
        )


def test_everybody_without_a_badge_gets_one_and_a_pin_apart_from_it(office: OfficeDay) -> None:
    page = prints(office).page.text
    codes, pins = CODE.findall(page), PIN.findall(page)
    assert len(codes) == len(pins) == len(set(codes)) == 2  # Wang and Li; Sun lives elsewhere.
    assert "1000000001" in page and "王" not in page and "13800000001" not in page
    checked = office.house.gate.badges.check(codes[0], pins[0])
    assert checked is not None and checked.volunteer == WANG
    assert office.house.gate.badges.list_of(SUN) == []


def test_nobody_gets_a_second_one_by_this_way(office: OfficeDay) -> None:
    first = CODE.findall(prints(office).page.text)
    again = prints(office)
    assert again.page.status_code == 422 and "都已有证件" in again.page.text
    assert office.house.gate.badges.whose(first[0]) is not None


def test_ten_lie_on_a_sheet_and_what_was_asked_for_is_the_most(office: OfficeDay) -> None:
    moves_in(office, 11)
    page = prints(office, sheets="1").page.text
    assert len(CODE.findall(page)) == 10 and page.count('class="badge-sheet"') == 2
    page = prints(office, sheets="5").page.text
    assert len(CODE.findall(page)) == 3


def test_a_form_sent_twice_shows_no_code_again(office: OfficeDay) -> None:
    moves_in(office, 12)
    desk = office.at_desk()
    desk.open("/desk/badges")
    form = desk.form("/desk/badges")
    assert CODE.search(desk.submit(form, whose=SUNNY_LANE, sheets="1"))
    assert not CODE.search(desk.submit(form, whose=SUNNY_LANE, sheets="1"))
    left = [
        row for row in office.ledger.directory.volunteers(SUNNY_LANE)
        if not office.house.gate.badges.list_of(row.volunteer)
    ]  # fmt: skip
    assert len(left) == 4, "the second press made none"


def test_a_team_gets_badges_for_its_members_alone(office: OfficeDay) -> None:
    office.happens(FormTeam(team=RED_HATS, kind="patrol", name="红帽子", community=SUNNY_LANE))
    office.happens(JoinTeam(team=RED_HATS, volunteer=LI))
    page = prints(office, whose=RED_HATS).page.text
    assert "1000000002" in page and "1000000001" not in page


@pytest.mark.parametrize("sheets", ["0", "6", "-1", "many", ""])
def test_rubbish_prints_nothing(office: OfficeDay, sheets: str) -> None:
    assert prints(office, sheets=sheets).page.status_code == 422
    assert office.house.gate.badges.list_of(WANG) == []


def test_across_the_river_nobody_prints_badges_of_the_lane(office: OfficeDay) -> None:
    desk = office.across_the_river()
    desk.open("/desk/badges")
    assert desk.press("/desk/badges", whose=SUNNY_LANE) and desk.page.status_code == 422
    assert office.house.gate.badges.list_of(WANG) == []
