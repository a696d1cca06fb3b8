"""Zhou gives roles on the lane and takes them back; nobody gives more than they have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.access.roles import Role
from tests.doorstep import LI, NOODLES, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import BEYOND, QIAN, SUNS_PHONE, ZHOU, OfficeDay, found_in, path_of

LINK = r'<p class="secret">(http[^<]+/in/[^<]+)</p>'
LI_AS_PERSON = LI.replace("volunteer-", "person-")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def gives(desk: Browser, role: Role, **told: str) -> str:
    """Fill in the form for a role; returns what comes of it."""
    desk.open(f"/desk/roles/new?role={role.value}")
    return desk.press("/desk/roles/new", **told)


def roles_of(office: OfficeDay, person: str) -> list[str]:
    """What somebody holds today."""
    return [who.role.value for who in office.house.offices.held_by(person, office.ledger)]


# Giving -------------------------------------------------------------------------------------


def test_a_neighbour_becomes_organizer_and_chooses_a_password(office: OfficeDay) -> None:
    desk = office.at_desk()
    page = gives(desk, Role.ORGANIZER, named="13800000002", bound=SUNNY_LANE)
    assert "角色已授予" in page and "李**" in page
    assert roles_of(office, LI_AS_PERSON) == ["volunteer", "organizer"]
    li = office.stranger()
    welcome = li.open(urlsplit(found_in(page, LINK)).path)
    assert "password" in welcome
    listed = desk.open("/desk/roles")
    assert "李**" in listed and "周**" in listed and "钱**" not in listed
    assert "孙**" not in listed


def test_a_stranger_is_taken_in_with_name_and_telephone(office: OfficeDay) -> None:
    desk = office.at_desk()
    told = {"named": "13900000031", "bound": NOODLES}
    assert "新人请填写电话和姓名" in gives(desk, Role.MERCHANT, **told)
    desk.open("/desk/roles/new?role=merchant")
    form = desk.form("/desk/roles/new")
    page = desk.submit(form, display_name="陈大厨", **told)
    assert "陈**" in page and found_in(page, LINK)
    head = office.facts()
    again = desk.submit(form, display_name="陈大厨", **told)
    assert "内容不再显示" in again and office.facts() == head
    (row,) = office.ledger.appointments.bound_to("merchant", NOODLES)
    assert office.house.particulars.all_of(row.person) == {
        "display_name": "陈大厨", "phone": "13900000031"
    }  # fmt: skip


def test_the_form_offers_what_the_table_says_and_takes_nothing_else(office: OfficeDay) -> None:
    desk = office.at_desk()
    page = desk.open("/desk/roles/new")
    assert "role=organizer" in page and "role=staff" not in page and "role=guardian" not in page
    assert SUNNY_LANE in desk.open("/desk/roles/new?role=organizer")
    assert BEYOND not in desk.page.text
    form, head = desk.form("/desk/roles/new"), office.facts()
    for more in ({"role": "admin"}, {"role": "staff"}, {"role": "guardian"}, {"role": "volunteer"}):
        desk.submit(form, named="13800000002", **more)
        assert desk.page.status_code == 403, more
    for bound in (BEYOND, "", "unit-nowhere", WANG):
        assert "请选择范围" in desk.submit(form, named="13800000002", bound=bound)
    sentence = "最后一天不能早于"
    assert sentence in desk.submit(form, named="13800000002", bound=SUNNY_LANE, until="2026-11-21")
    assert "没有这个号码的人" in desk.submit(form, named=SUNS_PHONE, bound=SUNNY_LANE)
    desk.submit(form, person=QIAN, bound=SUNNY_LANE)
    assert desk.page.status_code == 404 and office.facts() == head


def test_nobody_gives_a_role_to_themselves(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(f"/desk/roles/new?role=organizer&person={ZHOU}")
    page = desk.press("/desk/roles/new", bound=SUNNY_LANE)
    assert "不能给自己授予角色" in page and roles_of(office, ZHOU) == ["staff"]


def test_a_supervising_line_needs_a_kind_of_team(office: OfficeDay) -> None:
    admin = office.admin()
    told = {"named": "13800000002", "bound": SUNNY_LANE}
    assert "请选择范围" in gives(admin, Role.SUPERVISOR, **told)
    gives(admin, Role.SUPERVISOR, line="patrol", **told)
    (row,) = (r for r in office.ledger.appointments.of(LI_AS_PERSON))
    assert (row.role, row.line) == ("supervisor", "patrol")


# Ending -------------------------------------------------------------------------------------


def test_a_role_ends_everywhere_at_once(office: OfficeDay) -> None:
    appointment = office.appoint(LI_AS_PERSON, Role.ORGANIZER, unit=SUNNY_LANE)
    li = office.at_desk(LI_AS_PERSON, Role.ORGANIZER)
    li.open("/desk")
    assert path_of(li) == "/desk" and li.page.status_code == 200
    desk = office.at_desk()
    assert "立即生效" in desk.open(f"/desk/roles/{appointment}")
    form = desk.form(f"/desk/roles/{appointment}/end")
    assert "李**" not in desk.submit(form)
    li.open("/desk")
    assert path_of(li) == "/sign-in"
    head = office.facts()
    desk.submit(form)
    assert office.facts() == head and roles_of(office, LI_AS_PERSON) == ["volunteer"]


def test_a_new_role_asks_to_sign_in_anew(office: OfficeDay) -> None:
    phone = office.phone_of(LI)
    phone.open("/me")
    gives(office.at_desk(), Role.ORGANIZER, named="13800000002", bound=SUNNY_LANE)
    phone.open("/me")
    assert path_of(phone) == "/sign-in"


def test_what_is_beyond_is_not_there_and_what_is_above_cannot_be_ended(office: OfficeDay) -> None:
    beyond = office.appoint(QIAN, Role.FUND_KEEPER, unit=BEYOND)
    above = office.appoint(LI_AS_PERSON, Role.INSPECTOR, unit=SUNNY_LANE)
    desk = office.at_desk()
    assert desk.open(f"/desk/roles/{beyond}") and desk.page.status_code == 404
    assert "只有上级单位可以结束" in desk.open(f"/desk/roles/{above}")
    office.appoint(WANG.replace("volunteer-", "person-"), Role.ORGANIZER, unit=SUNNY_LANE)
    mine = "appointment-organizer-wang00000000000000"
    desk.open(f"/desk/roles/{mine}")
    form = desk.form(f"/desk/roles/{mine}/end")
    for appointment, status in ((beyond, 404), (above, 403)):
        for what in ("end", "invitation", "second-step"):
            form.action = f"/desk/roles/{appointment}/{what}"
            desk.submit(form)
            assert desk.page.status_code == status, (appointment, what)


# Doors that nobody opens for themselves -----------------------------------------------------


def test_nobody_hands_themselves_a_way_into_a_higher_role(office: OfficeDay) -> None:
    """Li is the district's inspector, too: whoever held his link could look into every book."""
    organizer = office.appoint(LI_AS_PERSON, Role.ORGANIZER, unit=SUNNY_LANE)
    desk = office.at_desk()
    desk.open(f"/desk/people/{LI}")
    link = desk.form(f"/desk/people/{LI}/invitation")
    desk.open(f"/desk/roles/{organizer}")
    password = desk.form(f"/desk/roles/{organizer}/invitation")
    office.appoint(LI_AS_PERSON, Role.INSPECTOR)
    for form in (link, password):
        page = desk.submit(form)
        assert desk.page.status_code == 403 and "/in/" not in page
    password.action = f"/desk/roles/{organizer}/second-step"
    assert desk.submit(password) and desk.page.status_code == 403
    assert "请由其所属单位发放链接" in desk.open(f"/desk/people/{LI}")
    desk.open("/desk/invitations")
    page = desk.press("/desk/invitations", numbers="13800000002\n1000000001")
    assert "其中有人担任您无权授予的角色" in page
    page = gives(desk, Role.ORGANIZER, named="13800000002", bound=SUNNY_LANE)
    assert "登录方式不变" in page and "/in/" not in page


def test_a_lost_telephone_is_asked_for_anew(office: OfficeDay) -> None:
    logins = office.house.gate.logins
    appointment = office.appoint(LI_AS_PERSON, Role.ORGANIZER, unit=SUNNY_LANE)
    logins.set_password(LI_AS_PERSON, "home", "lijianguo", "sweet osmanthus lane")
    begun = logins.begin_second_step(LI_AS_PERSON)
    assert begun == logins.begin_second_step(LI_AS_PERSON)
    desk = office.at_desk()
    desk.open(f"/desk/roles/{appointment}")
    form = desk.form(f"/desk/roles/{appointment}/invitation")
    form.action = f"/desk/roles/{appointment}/second-step"
    desk.submit(form)
    assert logins.begin_second_step(LI_AS_PERSON) != begun
