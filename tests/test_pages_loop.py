"""Auntie Wang, seventy-three, scans, sweeps, is thanked in beans, and buys noodles with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from tests.doorstep import LI, MORNING, NAMES, NOODLES, SWEEPING, WANG, Doorstep


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def digits(page: str) -> str:
    """The redemption code on a volunteer's page."""
    found = re.search(r'class="digits">([0-9 ]+)<', page)
    assert found, page
    return found[1]


def test_an_elder_serves_and_is_thanked_with_a_bowl_of_noodles(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    assert "王**" in phone.page.text

    at = f"/a/{lane.code_on_screen()}"
    assert "楼道清洁" in phone.open(at)
    assert "签到成功" in phone.press(at)

    lane.later(hours=2)
    at = f"/a/{lane.code_on_screen()}"
    assert "签退" in phone.open(at)
    assert "120 分钟" in phone.press(at)
    lane.confirms(WANG)

    mine = phone.open("/me")
    assert re.search(r'class="number">20<', mine) and "楼道清洁 · 2 小时" in mine

    code = digits(phone.press("/me/code"))
    counter = lane.counter_of(NOODLES)
    counter.open("/merchant")
    result = counter.press("/merchant", code=code, beans="12", bill_yuan="36.50")
    assert "兑换成功" in result and "王**" in result and "¥1.20" in result
    assert "12 颗金豆" in result

    assert "老陈面馆" in phone.open("/me/code")
    assert re.search(r'class="number">8<', phone.open("/me"))
    assert "老陈面馆 · 兑换" in phone.page.text
    takings = counter.open("/merchant/takings")
    assert "¥1.20" in takings and "2026年11月" in takings


def test_looking_at_a_scanned_page_changes_nothing(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    head = lane.ledger.book.head()
    for _ in range(3):
        phone.open(f"/a/{lane.code_on_screen()}")
    lane.stranger().open(f"/a/{lane.code_on_screen()}")
    assert lane.ledger.book.head() == head


def test_a_slow_reader_is_checked_in_as_of_the_scan(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    at = f"/a/{lane.code_on_screen()}"
    phone.open(at)
    lane.later(minutes=9)
    assert "签到成功" in phone.press(at)
    lane.ledger.shelf.wait_for(lane.ledger.book.head())
    (attendance,) = lane.ledger.attendances.at(SWEEPING)
    assert attendance.in_at == MORNING


def test_a_page_that_lay_open_for_eleven_minutes_asks_for_a_new_scan(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    at = f"/a/{lane.code_on_screen()}"
    phone.open(at)
    lane.later(minutes=11)
    assert "请重新扫码" in phone.press(at)
    assert "请重新扫码" in phone.open(at)


def test_pressing_twice_checks_in_once_and_never_out(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    at = f"/a/{lane.code_on_screen()}"
    phone.open(at)
    form = phone.form(at)
    first = phone.submit(form)
    head = lane.ledger.book.head()
    assert "签到成功" in first and phone.submit(form).split("<main")[1] == first.split("<main")[1]
    assert lane.ledger.book.head() == head


def test_a_second_look_after_leaving_says_that_all_is_well(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    for _ in range(2):
        at = f"/a/{lane.code_on_screen()}"
        phone.open(at)
        phone.press(at)
        lane.later(minutes=45)
    page = phone.open(f"/a/{lane.code_on_screen()}")
    assert "您已经签退过了" in page


def test_who_comes_too_early_hears_when_the_door_opens(lane: Doorstep) -> None:
    lane.later(hours=3)
    lane.plan("activity-01hf7m3c1111111111")
    lane.later(minutes=-31)
    phone = lane.phone_of(WANG)
    at = f"/a/{lane.code_on_screen('activity-01hf7m3c1111111111')}"
    phone.open(at)
    assert "活动开始前 30 分钟可签到" in phone.press(at)
    assert phone.page.status_code == 422


def test_a_scan_is_worth_nothing_on_somebody_elses_phone(lane: Doorstep) -> None:
    at = f"/a/{lane.code_on_screen()}"
    wang, li = lane.phone_of(WANG), lane.phone_of(LI)
    wang.open(at)
    li.open(at)
    assert "请重新扫码" in li.press(at, scan=wang.form(at)["scan"])


def test_a_code_of_this_morning_and_a_chocolate_wrapper_are_told_apart(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    old = lane.code_on_screen()
    lane.later(minutes=2)
    assert "请重新扫码" in phone.open(f"/a/{old}")
    assert "没有认出这个码" in phone.open("/a/6901234567892")


def test_a_shown_code_renews_itself_and_goes_to_rest(lane: Doorstep) -> None:
    lane.serves(WANG)
    phone = lane.phone_of(WANG)
    assert "收起" in phone.open("/me/code")
    phone.open("/me")
    first = digits(phone.press("/me/code"))
    head = lane.ledger.book.head()
    lane.later(seconds=20)
    assert digits(phone.open("/me/code")) == first and lane.ledger.book.head() == head
    lane.later(seconds=30)
    second = digits(phone.open("/me/code"))
    assert second != first
    lane.later(minutes=5)
    assert "收起" in phone.open("/me/code")


def test_an_account_in_debt_is_told_why_no_code_is_shown(lane: Doorstep) -> None:
    lane.serves(WANG)
    phone = lane.phone_of(WANG)
    phone.open("/me")
    form = phone.form("/me/code")
    counter = lane.counter_of(NOODLES)
    counter.press("/merchant", code=digits(phone.submit(form)), beans="20")
    lane.happens(RevokeAttendance(attendance=attendance_of(SWEEPING, WANG)))
    assert "账户欠 20 颗金豆" in phone.submit(form)
    assert "/me/code" not in phone.open("/me")


def test_no_address_names_a_person(lane: Doorstep) -> None:
    lane.serves(WANG)
    phone = lane.phone_of(WANG)
    addresses: list[str] = []
    for path in ("/me", "/me/code", f"/a/{lane.code_on_screen()}"):
        phone.open(path)
        addresses += [str(one.url) for one in (*phone.page.history, phone.page)]
        addresses += re.findall(r'(?:href|action|src)="([^"]*)"', phone.page.text)
    for name, number in NAMES.values():
        assert not any(name in address or number in address for address in addresses)
