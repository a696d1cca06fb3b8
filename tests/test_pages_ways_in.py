"""Ways in for neighbours: a code on their own phone, or a badge and a PIN at a shared tablet."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.ledgers import FIRST
from api.signing_in.badges import Issued, pretty
from tests.doorstep import LI, Doorstep
from tests.ways_in import Telephone, stands_at

WANGS_PHONE, NOBODYS = "138 0000 0001", "13800009999"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


@pytest.fixture
def telephone() -> Iterator[Telephone]:
    """The telephones of the lane."""
    telephone = Telephone()
    logging.getLogger("goldenbean").addHandler(telephone)
    yield telephone
    logging.getLogger("goldenbean").removeHandler(telephone)


# By phone -----------------------------------------------------------------------------------


def test_wang_types_her_number_and_the_code_that_comes(
    lane: Doorstep, telephone: Telephone
) -> None:
    browser = lane.stranger()
    browser.open(f"/a/{lane.code_on_screen()}")
    browser.open(f"/sign-in?next=/a/{lane.code_on_screen()}")
    page = browser.press("/sign-in/phone", phone=WANGS_PHONE)
    number, code = telephone.message()
    assert f"短信编号：{number}" in page and "13800000001" not in page
    assert "13800000001" not in str(browser.page.url)
    browser.press("/sign-in/code", code=f"{code[:3]} {code[3:]}")
    assert stands_at(browser).startswith("/a/") and "王**" in browser.page.text


def test_a_number_that_nobody_has_is_told_the_same(lane: Doorstep, telephone: Telephone) -> None:
    told, numbers = [], []
    for phone in (WANGS_PHONE, NOBODYS):
        browser = lane.stranger()
        browser.open("/sign-in")
        page = browser.press("/sign-in/phone", phone=phone)
        form = browser.form("/sign-in/code")
        numbers.append(form["number"])
        for own in (form["request"], form["_csrf_token"], f'"{numbers[-1]}"', f"：{numbers[-1]}"):
            page = page.replace(own, "")
        told.append((browser.page.status_code, page, sorted(form)))
        refused = browser.press("/sign-in/code", code="no digits")
        told.append((browser.page.status_code, "验证码不对或已过期" in refused, []))
    assert told[:2] == told[2:]
    assert telephone.message()[0] == numbers[0]


def test_whoever_asks_again_too_soon_is_told_how_long_to_wait(lane: Doorstep) -> None:
    for phone in (WANGS_PHONE, NOBODYS):
        browser = lane.stranger()
        for status in (200, 429):
            browser.open("/sign-in")
            page = browser.press("/sign-in/phone", phone=phone)
            assert browser.page.status_code == status
        assert "请 60 秒后再试" in page and browser.page.headers["retry-after"] == "60"


def test_a_slip_of_the_finger_is_no_number(lane: Doorstep) -> None:
    browser = lane.stranger()
    browser.open("/sign-in")
    assert "这不是电话号码" in browser.press("/sign-in/phone", phone="1380000")
    assert browser.page.status_code == 422


def test_without_a_way_to_send_no_phone_is_asked_for(tmp_path: Path) -> None:
    lane = Doorstep(tmp_path, GOLDENBEAN_ENV="production")
    browser = lane.stranger()
    page = browser.open("/sign-in")
    assert "获取验证码" not in page and "用志愿者证和密码" in page
    form = browser.form("/sign-in")
    form.action = "/sign-in/phone"
    browser.submit(form, phone=WANGS_PHONE)
    assert browser.page.status_code == 404
    lane.close()


# With a badge -------------------------------------------------------------------------------


def given_to_li(lane: Doorstep) -> Issued:
    """The office gives Li a badge."""
    return lane.house.gate.issue_badge(LI, FIRST, "471953", issued_by="key-office")


def test_li_without_a_phone_shows_his_badge_at_the_tablet(lane: Doorstep) -> None:
    issued = given_to_li(lane)
    tablet = lane.stranger()
    tablet.open("/sign-in/badge")
    tablet.press("/sign-in/badge", badge=pretty(issued.code).lower(), pin="471953")
    assert stands_at(tablet) == "/me" and "李**" in tablet.page.text
    lane.later(minutes=15)
    assert tablet.open("/me") and stands_at(tablet) == "/sign-in"


def test_a_lost_badge_signs_its_finder_out_and_nobody_else(lane: Doorstep) -> None:
    issued, phone = given_to_li(lane), lane.phone_of(LI)
    tablet = lane.stranger()
    tablet.open("/sign-in/badge")
    tablet.press("/sign-in/badge", badge=issued.code, pin="471953")
    assert lane.house.gate.withdraw_badge(LI) == 1
    assert tablet.open("/me") and stands_at(tablet) == "/sign-in"
    assert phone.open("/me") and stands_at(phone) == "/me"
    tablet.open("/sign-in/badge")
    assert "证码或密码不对" in tablet.press("/sign-in/badge", badge=issued.code, pin="471953")


def test_a_guesser_at_the_tablet_waits(lane: Doorstep) -> None:
    issued, tablet = given_to_li(lane), lane.stranger()
    for _ in range(5):
        tablet.open("/sign-in/badge")
        tablet.press("/sign-in/badge", badge=issued.code, pin="471952")
        assert tablet.page.status_code == 422 and "session" not in tablet.cookies
    tablet.open("/sign-in/badge")
    assert "请 60 秒后再试" in tablet.press("/sign-in/badge", badge=issued.code, pin="471953")
    assert tablet.page.status_code == 429 and tablet.page.headers["retry-after"] == "60"
