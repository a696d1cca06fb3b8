"""Zhou at her desk: she finds people, looks one up, and takes in a grown-up, a girl and a boy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from ledger.subjects.agreement import PUBLISHING, SERVING, Agreement
from ledger.subjects.standing import Volunteer
from tests.doorstep import WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import BEYOND, SUN, SUNS_PHONE, OfficeDay, found_in, path_of

GRANDMA = {"display_name": "赵桂兰", "phone": "139 0000 0020", "community": SUNNY_LANE}
GIRL = GRANDMA | {"display_name": "包小宝", "birth_date": "2011-05-06"}
BOY = GRANDMA | {"display_name": "包小弟", "birth_date": "2018-05-06"}
MOTHER = {"guardian_name": "包妈妈", "guardian_phone": "13900000021"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def reads(office: OfficeDay, told: dict[str, str], desk: Browser | None = None) -> Browser:
    """Zhou enters somebody, and the page with the texts is open."""
    desk = desk or office.at_desk()
    desk.open("/desk/people/new")
    desk.press("/desk/people/new", **told)
    return desk


def number_on(page: str) -> str:
    """The volunteer number on the page that says that it is done."""
    return found_in(page, r'<p class="number">(\d{10})</p>')


def volunteer_on(page: str) -> str:
    """The id behind the link to the new person."""
    return found_in(page, r'href="/desk/people/(volunteer-[0-9a-z]+)"')


# Finding ------------------------------------------------------------------------------------


def test_zhou_sees_the_people_of_the_lane_by_masked_names_alone(office: OfficeDay) -> None:
    page = office.at_desk().open("/desk/people")
    assert "王**" in page and "李**" in page and "孙**" not in page
    assert "王秀英" not in page and "13800000001" not in page
    assert "缺同意书" in page


@pytest.mark.parametrize("named", ["1000000001", "１００００００００１", "138 0000 0001"])
def test_somebody_is_found_by_either_number_and_none_is_in_an_address(
    office: OfficeDay, named: str
) -> None:
    desk = office.at_desk()
    desk.open("/desk/people")
    desk.press("/desk/people/find", named=named)
    assert path_of(desk) == f"/desk/people/{WANG}"


@pytest.mark.parametrize("named", [SUNS_PHONE, "2000000003", "13811111111", "王秀英", ""])
def test_who_lives_beyond_is_as_unknown_as_nobody(office: OfficeDay, named: str) -> None:
    desk = office.at_desk()
    desk.open("/desk/people")
    page = desk.press("/desk/people/find", named=named)
    assert desk.page.status_code == 404 and "管辖范围内没有这个号码的人" in page


def test_a_long_list_comes_in_pages_whose_addresses_tell_nothing(office: OfficeDay) -> None:
    desk = reads(office, GRANDMA)
    for number in range(20):
        phone = f"139000001{number:02d}"
        reads(office, GRANDMA | {"phone": phone}, desk).press(
            "/desk/people/new", serving="yes", form_key=f"enter-{number}"
        )
    first = desk.open("/desk/people")
    assert first.count("<li>") == 20
    after = found_in(first, r"/desk/people\?after=([0-9a-f]{32})\"")
    assert desk.open(f"/desk/people?after={after}").count("<li>") == 2
    assert desk.open("/desk/people?after=22") and desk.page.status_code == 404


# Looking up ---------------------------------------------------------------------------------


def test_a_name_is_looked_up_for_a_purpose_and_its_owner_reads_who_did(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(f"/desk/people/{WANG}")
    assert "王秀英" not in desk.page.text
    assert "请说明用途" in desk.press(f"/desk/people/{WANG}/look-up", words="问问")
    page = desk.press(f"/desk/people/{WANG}/look-up", purpose="call", words="活动改期")
    assert "王秀英" in page and "13800000001" in page
    assert "王秀英" not in desk.open(f"/desk/people/{WANG}")
    seen = office.phone_of(WANG).open("/me/data")
    assert "周**" in seen and "活动改期" in seen and "联系本人" in seen and "问问" not in seen


# Registering --------------------------------------------------------------------------------


def test_a_grown_up_reads_signs_and_has_a_number(office: OfficeDay) -> None:
    desk = reads(office, GRANDMA)
    assert "服务记录保存 10 年" in desk.page.text and "15 个工作日" in desk.page.text
    form = desk.form("/desk/people/new")
    assert "没有签字不能登记" in desk.submit(form)
    page = desk.submit(form, serving="yes", publishing="yes")
    volunteer, number = volunteer_on(page), number_on(page)
    agreed = office.ledger.book.look(Agreement(volunteer)).standing
    assert {purpose: fact.given_by for purpose, fact in agreed.items()} == {
        SERVING: "self", PUBLISHING: "self"
    }  # fmt: skip
    head = office.facts()
    assert number_on(desk.submit(form, serving="yes", publishing="yes")) == number
    assert office.facts() == head, "the same form is one person"
    assert office.house.people.display_name(volunteer) == "赵桂兰"


def test_a_girl_of_fifteen_comes_with_her_mother_who_signs(office: OfficeDay) -> None:
    desk = reads(office, GIRL)
    form = desk.form("/desk/people/new")
    assert "请填写监护人的电话" in desk.submit(form, serving="yes")
    page = desk.submit(form, serving="yes", **MOTHER)
    volunteer = volunteer_on(page)
    assert office.ledger.book.look(Volunteer(volunteer)).must_exist().minor
    given = office.ledger.book.look(Agreement(volunteer)).standing
    assert given[SERVING].given_by == "guardian"
    assert given[SERVING].text_version == "serving.2026-11" and PUBLISHING not in given
    desk.submit(form, serving="yes", **MOTHER)
    office.ledger.shelf.wait_for(office.facts())
    (guardian,) = office.ledger.appointments.bound_to("volunteer", volunteer)
    assert (guardian.role, str(guardian.until)) == (Role.GUARDIAN, "2029-05-05")
    assert office.house.people.display_name(guardian.person) == "包妈妈"
    assert "包**" in desk.open(f"/desk/people/{volunteer}")


def test_a_small_boy_has_rules_of_his_own_and_is_never_shown(office: OfficeDay) -> None:
    desk = reads(office, BOY)
    assert "未满 14 周岁儿童" in desk.page.text and "公开展示的单独同意书" not in desk.page.text
    form = desk.form("/desk/people/new")
    page = desk.submit(form, serving="yes", publishing="yes", **MOTHER)
    given = office.ledger.book.look(Agreement(volunteer_on(page))).standing
    assert [fact.text_version for fact in given.values()] == ["children.2026-11"]
    desk.open(f"/desk/people/{volunteer_on(page)}")
    at = f"/desk/people/{volunteer_on(page)}/consents"
    desk.press(at, purpose="publishing", answer="yes")
    assert desk.page.status_code == 403


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"birth_date": "2021-05-06"}, "未满 6 周岁"),
        ({"birth_date": "1066-10-14"}, "出生日期有误"),
        ({"phone": "12345"}, "这不是电话号码"),
        ({"display_name": " "}, "请填写姓名"),
        ({"community": BEYOND}, "请选择社区"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_kept(
    office: OfficeDay, told: dict[str, str], sentence: str
) -> None:
    head = office.facts()
    desk = reads(office, GRANDMA | told)
    assert desk.page.status_code == 422 and sentence in desk.page.text
    assert office.facts() == head
    assert office.house.people.by_phone(office.ledger.name, GRANDMA["phone"]) is None


def test_a_known_telephone_leads_to_its_owner_only_within_reach(office: OfficeDay) -> None:
    for phone, known in (("13800000001", True), (SUNS_PHONE, False)):
        desk = reads(office, GRANDMA | {"phone": phone})
        page = desk.press("/desk/people/new", serving="yes")
        assert "这个手机号已登记" in page and ("查看此人" in page) is known


# Across the river ---------------------------------------------------------------------------


def test_qian_finds_nothing_of_the_lane(office: OfficeDay) -> None:
    qian = office.across_the_river()
    qian.open(f"/desk/people/{SUN}")
    forms = {each: qian.form(f"/desk/people/{SUN}/{each}") for each in ("look-up", "invitation")}
    assert qian.open(f"/desk/people/{WANG}") and qian.page.status_code == 404
    assert qian.open(f"/desk/people/{WANG}/erase") and qian.page.status_code == 404
    for action, form in forms.items():
        form.action = f"/desk/people/{WANG}/{action}"
        page = qian.submit(form, purpose="call")
        assert qian.page.status_code == 404 and "王" not in page
    for action in ("consents", "badge", "badge/withdraw", "guardian", "erase"):
        form = forms["invitation"]
        form.action = f"/desk/people/{WANG}/{action}"
        qian.submit(form, purpose="serving", answer="yes", sure="yes", named=SUNS_PHONE)
        assert qian.page.status_code == 404, action


def test_an_organizer_may_register_but_not_look_around(office: OfficeDay) -> None:
    desk = office.desk()
    assert desk.open("/desk/people") and desk.page.status_code == 403
    page = reads(office, GRANDMA, desk).press("/desk/people/new", serving="yes")
    assert number_on(page) and "/desk/people/volunteer" not in page
    page = reads(office, GIRL | {"phone": "13900000050"}, desk).press(
        "/desk/people/new", serving="yes", **MOTHER
    )
    assert "只能由社区工作人员办理" in page
