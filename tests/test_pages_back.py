"""A neighbour scans before signing in: the way to the door, and from there back to the broom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from tests.doorstep import NOODLES, SWEEPING, WANG, Browser, Doorstep


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def scanned_by_a_stranger(lane: Doorstep) -> tuple[Browser, str]:
    """A browser that was sent to the door by the code it scanned, and the code's address."""
    browser, at = lane.stranger(), f"/a/{lane.code_on_screen()}"
    assert "请先登录" in browser.open(at)
    return browser, at


def test_a_typed_key_leads_back_to_the_code(lane: Doorstep) -> None:
    browser, at = scanned_by_a_stranger(lane)
    (door,) = re.findall(r'href="(/sign-in[^"]*)"', browser.page.text)
    browser.open(unescape(door))
    browser.press("/sign-in", key=lane.key(Role.VOLUNTEER, volunteer=WANG))
    assert browser.page.url.path == at and "楼道清洁" in browser.page.text
    assert "签到成功" in browser.press(at)


def test_a_sign_in_link_leads_back_to_the_code_once(lane: Doorstep) -> None:
    browser, at = scanned_by_a_stranger(lane)
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=WANG))
    for lands in (at, "/me"):
        browser.open(link)
        browser.press(link)
        assert browser.page.url.path == lands


def test_a_shop_that_scanned_by_mistake_comes_to_its_counter(lane: Doorstep) -> None:
    browser, _ = scanned_by_a_stranger(lane)
    link = lane.link(guest(Role.MERCHANT, FIRST, merchant=NOODLES))
    browser.open(link)
    browser.press(link)
    assert browser.page.url.path == "/merchant"


def test_who_signs_out_between_the_scan_and_the_button_finds_back(lane: Doorstep) -> None:
    phone, at = lane.phone_of(WANG), f"/a/{lane.code_on_screen(SWEEPING)}"
    phone.open(at)
    form = phone.form(at)
    phone.cookies.delete("session")
    page = phone.submit(form)
    assert phone.page.status_code == 401 and f"next={at.replace('/', '%2F')}" in page


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example/", "nonsense"])
def test_a_forged_memory_leads_nowhere_else(lane: Doorstep, away: str) -> None:
    browser = lane.stranger()
    browser.cookies.set("wanted", away)
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=WANG))
    browser.open(link)
    browser.press(link)
    assert browser.page.url.host == "testserver.local" and browser.page.url.path == "/me"
