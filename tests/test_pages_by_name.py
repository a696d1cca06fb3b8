"""With a name and a password: links to choose one, a second step, and a choice of roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from tests.doorstep import WANG, Doorstep
from tests.ways_in import (
    QIAN,
    WORDS,
    ZHAO,
    appoint,
    chosen,
    enters_by_invitation,
    invitation_to_choose,
    knocks,
    secret_on,
    shown,
    stands_at,
)


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


# With a name --------------------------------------------------------------------------------


def test_zhao_chooses_a_password_by_a_link_and_signs_in_with_it(lane: Doorstep) -> None:
    appoint(lane, ZHAO, Role.STAFF)
    link, laptop = invitation_to_choose(lane), lane.stranger()
    laptop.open(link)
    for password, why in (("short", "至少十个字符"), ("password123", "最容易被猜中")):
        assert why in laptop.press(link, user_name="zhao.min", password=password)
    laptop.press(link, user_name="zhao.min", password=WORDS)
    assert stands_at(laptop) == "/desk"
    laptop.open(link)
    assert laptop.page.status_code == 410

    again = lane.stranger()
    assert "用户名或密码不对" in knocks(again, password="not the password")
    knocks(again)
    assert stands_at(again) == "/desk"


def test_an_officer_of_the_street_gets_no_further_than_the_second_step(lane: Doorstep) -> None:
    appoint(lane, QIAN, Role.ADMIN)
    laptop = lane.stranger()
    page = enters_by_invitation(lane, laptop, QIAN, "qian")
    assert "身份验证器" in page and "session" not in laptop.cookies
    assert laptop.get("/desk", follow_redirects=False).status_code == 303
    secret = secret_on(laptop)
    assert "数字不对" in laptop.press("/sign-in/second-step", code="12345")
    assert secret_on(laptop) == secret
    laptop.press("/sign-in/second-step", code=shown(secret, lane))
    assert stands_at(laptop) == "/desk"

    lane.later(minutes=1)
    later = lane.stranger()
    page = knocks(later, "qian")
    assert "请输入手机上现在显示的六位数字" in page and secret not in page
    later.press("/sign-in/second-step", code=shown(secret, lane))
    assert stands_at(later) == "/desk"


def test_whoever_looks_for_the_phone_too_long_begins_again(lane: Doorstep) -> None:
    appoint(lane, QIAN, Role.ADMIN)
    laptop = lane.stranger()
    enters_by_invitation(lane, laptop, QIAN, "qian")
    secret = secret_on(laptop)
    lane.later(minutes=5)
    page = laptop.press("/sign-in/second-step", code=shown(secret, lane))
    assert "用时太久" in page and "session" not in laptop.cookies


def test_staff_may_let_a_telephone_count_and_change_the_password(lane: Doorstep) -> None:
    appoint(lane, ZHAO, Role.STAFF)
    chosen(lane)
    laptop, home = lane.stranger(), lane.stranger()
    knocks(laptop)
    knocks(home)
    assert 'class="letters"' not in laptop.open("/me/second-step")
    again = {"user_name": "zhao.min", "password": "somebody at an open laptop"}
    laptop.press("/me/second-step/begin", **again)
    assert laptop.page.status_code == 422 and "请再看一遍" in laptop.page.text
    laptop.press("/me/second-step/begin", user_name="zhao.min", password=WORDS)
    secret = secret_on(laptop)
    laptop.press("/me/second-step", code=shown(secret, lane))
    assert "都需要您手机上的动态码" in laptop.open("/me/second-step")

    laptop.open("/me/password")
    change = {"user_name": "zhao.min", "password": "long enough, too"}
    assert "用户名或旧密码不对" in laptop.press("/me/password", old="wrong", **change)
    assert "密码已修改" in laptop.press("/me/password", old=WORDS, **change)
    assert laptop.open("/desk") and stands_at(laptop) == "/desk"
    assert home.open("/desk") and stands_at(home) == "/sign-in"


def test_whoever_knows_the_password_of_a_promoted_officer_brings_no_telephone(
    lane: Doorstep,
) -> None:
    """Zhao's old password is known to a colleague on the day when Zhao becomes an admin."""
    appoint(lane, ZHAO, Role.STAFF)
    chosen(lane)
    open_laptop, colleague, zhao = lane.stranger(), lane.stranger(), lane.stranger()
    knocks(open_laptop)
    open_laptop.open("/me/second-step")
    form = open_laptop.form("/me/second-step/begin")
    appoint(lane, ZHAO, Role.ADMIN)

    knocks(colleague)
    assert stands_at(colleague) == "/desk", "as staff, as yesterday"
    for browser in (open_laptop, colleague):
        assert "申请新的邀请" in browser.open("/me/second-step")
    told = open_laptop.submit(form, user_name="zhao.min", password=WORDS)
    assert "申请新的邀请" in told and 'class="letters"' not in told

    enters_by_invitation(lane, zhao, ZHAO, "zhao.min")
    zhao.press("/sign-in/second-step", code=shown(secret_on(zhao), lane))
    assert stands_at(zhao) == "/roles"
    assert "请输入手机上现在显示的六位数字" in knocks(lane.stranger())


def test_an_officer_without_a_telephone_is_told_how_to_bring_one(lane: Doorstep) -> None:
    appoint(lane, QIAN, Role.ADMIN)
    chosen(lane, QIAN, "qian")
    laptop = lane.stranger()
    assert "申请新的邀请" in knocks(laptop, "qian")
    assert laptop.page.status_code == 403 and "session" not in laptop.cookies


def test_somebody_without_a_role_is_told_so(lane: Doorstep) -> None:
    chosen(lane)
    laptop = lane.stranger()
    assert "目前没有任何角色" in knocks(laptop) and "session" not in laptop.cookies


# Several roles, large letters ---------------------------------------------------------------


def test_a_volunteer_who_is_an_officer_too_says_which_she_is_now(lane: Doorstep) -> None:
    person = lane.house.people.person_of(WANG)
    appoint(lane, person, Role.STAFF)
    chosen(lane, person, "wang")
    browser = lane.stranger()
    knocks(browser, "wang")
    assert stands_at(browser) == "/roles" and "社区工作人员 · 阳光里社区" in browser.page.text
    assert browser.get("/desk").status_code == 403

    before = browser.cookies["session"]
    forms = browser.form("/roles")
    browser.submit(forms, role=f"appointment-staff-{person.partition('-')[2]}")
    assert stands_at(browser) == "/desk" and browser.cookies["session"] != before
    late = lane.stranger()
    late.cookies.set("session", before)
    assert late.open("/me") and stands_at(late) == "/sign-in"


def test_a_role_of_somebody_else_cannot_be_chosen(lane: Doorstep) -> None:
    appoint(lane, ZHAO, Role.STAFF)
    phone = lane.phone_of(WANG)
    phone.open("/roles")
    form = phone.form("/sign-out")
    form.action = "/roles"
    for role in ("appointment-staff-zhao0000000000000", "admin", ""):
        assert phone.submit(form, role=role) and phone.page.status_code == 403


def test_old_eyes_meet_large_letters_unless_they_chose_otherwise(lane: Doorstep) -> None:
    elder, young = "volunteer-elder000000000000", "volunteer-young000000000000"
    for volunteer, phone, year in ((elder, "13800000003", 1966), (young, "13800000004", 1967)):
        born = date(year, 11, 22)
        lane.house.people.enrol(volunteer, FIRST, "周桂芬", phone, born)
    first, second = lane.phone_of(elder), lane.phone_of(young)
    assert 'class="text-large"' in first.page.text
    assert 'class="text-normal"' in second.page.text

    chose = lane.stranger()
    chose.open("/")
    chose.press("/preferences", text_size="normal")
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=elder))
    chose.open(link)
    chose.press(link)
    assert 'class="text-normal"' in chose.page.text
