"""Who lives with whom, and which certificates somebody has seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from ledger.facts import (
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    SkillEnded,
    SkillVerified,
)
from ledger.subjects.household import Household, LivesWith
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import QIAN, SUN
from tests.second_desk import LIS_NUMBER, WANGS_NUMBER, SecondDesk

CHEN = "volunteer-chen00000000000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday morning at the office."""
    day = SecondDesk(tmp_path)
    day.happens(RegisterVolunteer(volunteer=CHEN, number="1000000003", community=SUNNY_LANE))
    yield day
    day.close()


def home_of(office: SecondDesk, volunteer: str) -> str | None:
    """In which household somebody lives."""
    return office.ledger.book.look(LivesWith(volunteer)).household


def test_two_people_form_a_household_and_a_third_joins_it(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    assert "尚无登记" in zhou.open(at)
    page = zhou.press(at, named=LIS_NUMBER)
    assert "李**" in page and home_of(office, WANG) == home_of(office, LI) is not None
    third = f"/desk/people/{CHEN}/household"
    zhou.open(third)
    page = zhou.press(third, named=WANGS_NUMBER)
    assert "王**" in page and "李**" in page
    assert home_of(office, CHEN) == home_of(office, WANG)
    assert len(office.told(HouseholdFormed)) == 1 and len(office.told(HouseholdJoined)) == 3


def test_the_home_somebody_has_takes_the_other_in_whoever_is_asked_about(
    office: SecondDesk,
) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    zhou.press(at, named=LIS_NUMBER)
    page = zhou.press(at, named="1000000003")
    assert home_of(office, CHEN) == home_of(office, WANG) and "/household/leave" in page


def test_one_form_forms_one_household(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    form = zhou.form(at)
    for _ in range(2):
        zhou.submit(form, named=LIS_NUMBER)
    assert len(office.told(HouseholdFormed)) == 1 and len(office.told(HouseholdJoined)) == 2


def test_whoever_lives_alone_lives_in_a_building_and_moves_with_whoever_joins(
    office: SecondDesk,
) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    assert "还没有登记楼栋" in zhou.open(at)
    for number in (3, 4):
        told = {"kind": "building", "parent": SUNNY_LANE, "name": f"{number} 号楼"}
        office.happens(OpenUnit(unit=f"unit-{number}", **told))
    office.ledger.units.heed(office.facts())
    zhou.open(at)
    form = zhou.form(f"{at}/building")
    for _ in range(2):
        assert "住在 3 号楼" in zhou.submit(form, building="unit-3")
    assert len(office.told(HouseholdFormed)) == 1 and home_of(office, WANG) is not None
    zhou.press(at, named=LIS_NUMBER)
    assert home_of(office, LI) == home_of(office, WANG)
    assert "住在 4 号楼" in zhou.press(f"{at}/building", building="unit-4")
    home = home_of(office, LI)
    assert home and office.ledger.book.look(Household(home)).building == "unit-4"
    again = zhou.press(f"{at}/building", building="unit-4")
    assert zhou.page.status_code == 409 and "已登记在这栋楼" in again
    for elsewhere in ("unit-nowhere", SUNNY_LANE, ""):
        assert "没有这栋楼" in zhou.press(f"{at}/building", building=elsewhere)
        assert zhou.page.status_code == 422
    assert len(office.told(HouseholdMoved)) == 1


def test_nobody_lives_in_two_households(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    zhou.press(at, named=LIS_NUMBER)
    again = zhou.press(at, named=LIS_NUMBER)
    assert zhou.page.status_code == 409 and "李**" in again


@pytest.mark.parametrize("named", ["2000000003", WANGS_NUMBER, "nobody", ""])
def test_nobody_else_is_nobody(office: SecondDesk, named: str) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    assert "管辖范围内没有这个号码的其他人" in zhou.press(at, named=named)
    assert zhou.page.status_code == 404 and office.told(HouseholdFormed) == []


def test_somebody_moves_out(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    zhou.press(at, named=LIS_NUMBER)
    form = zhou.form(f"{at}/leave")
    for _ in range(2):
        assert "尚无登记" in zhou.submit(form)
    assert home_of(office, WANG) is None and home_of(office, LI) is not None
    assert len(office.told(HouseholdLeft)) == 1


def test_nobody_sends_their_own_family_away(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("household")
    zhou.open(at)
    zhou.press(at, named=LIS_NUMBER)
    li = "person-0000000000000000li"
    office.appoint(li, Role.STAFF, unit=SUNNY_LANE)
    desk = office.at_desk(li)
    desk.open(at)
    page = desk.press(f"{at}/leave")
    assert desk.page.status_code == 403 and "与自己有关" in page
    assert office.told(HouseholdLeft) == []


# Skills -------------------------------------------------------------------------------------


def test_a_certificate_is_vouched_for_and_ends(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("skills")
    zhou.open(at)
    page = zhou.press(at, skill="first_aid", until="2027-11-22")
    assert "first_aid" in page and "2027年11月22日" in page
    (verified,) = office.told(SkillVerified)
    assert (verified.skill, str(verified.until)) == ("first_aid", "2027-11-22")
    page = zhou.press(f"{at}/end")
    assert "没有已核实的技能" in page and len(office.told(SkillEnded)) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"skill": "急救"}, "技能代码用小写英文字母"),
        ({"skill": ""}, "技能代码用小写英文字母"),
        ({"skill": "first_aid", "until": "2027-02-30"}, "没有这一天"),
    ],
)
def test_what_is_no_skill_is_said(
    office: SecondDesk, typed: dict[str, str], sentence: str
) -> None:
    zhou, at = office.zhou(), office.to_wang("skills")
    zhou.open(at)
    assert sentence in zhou.press(at, **typed) and zhou.page.status_code == 422
    assert office.told(SkillVerified) == []


def test_a_day_that_is_past_vouches_for_nothing(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("skills")
    zhou.open(at)
    zhou.press(at, skill="first_aid", until="2026-11-21")
    assert zhou.page.status_code == 422 and office.told(SkillVerified) == []


@pytest.mark.parametrize("page", ["household", "skills", "award", "write-off", "service"])
def test_across_the_river_there_is_no_such_person(office: SecondDesk, page: str) -> None:
    qian = office.at_desk(QIAN)
    assert qian.open(f"/desk/people/{SUN}/{page}") and qian.page.status_code == 200
    assert qian.open(office.to_wang(page)) and qian.page.status_code == 404
    if page != "service":
        form = qian.open(f"/desk/people/{SUN}/skills") and qian.form(f"/desk/people/{SUN}/skills")
        form.action = office.to_wang(page)
        qian.submit(form, skill="first_aid", named="2000000003", words="x")
        assert qian.page.status_code == 404
