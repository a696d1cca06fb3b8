"""The pages in a real browser: on a phone, with large letters, and without any script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from api.v1 import STORIES
from tests.browser.conftest import PHONE, OpenHouse, Phones, read
from tests.doorstep import LI, NOODLES, SWEEPING, WANG
from tests.neighbourhood import SUNNY_LANE

KEPT_IN = os.environ.get("GOLDENBEAN_PICTURES")
"""A directory for pictures of every page, for whoever wants to look at them."""
ROOM = {"width": 1280, "height": 720}
NARROW = {"width": 320, "height": 640}
ANSWERS = {"came", "refused"}
"""Pages that answer a press, and cannot be asked for again."""


def volunteer(lane: OpenHouse, who: str = WANG) -> str:
    """A volunteer's sign-in link."""
    return lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=who))


def merchant(lane: OpenHouse) -> str:
    """Master Chen's sign-in link."""
    return lane.link(guest(Role.MERCHANT, FIRST, merchant=NOODLES))


def organizer(lane: OpenHouse) -> str:
    """The organizer's sign-in link."""
    return lane.link(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE))


def scan(lane: OpenHouse, desk: Page, phone: Page) -> None:
    """Hold a phone before the organizer's screen."""
    desk.goto(f"/desk/activities/{SWEEPING}/code")
    url = read(desk.locator(".qr"))
    assert url.startswith(f"{lane.address}/a/")
    phone.goto(urlsplit(url).path)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without any script"])
def test_a_morning_of_service_becomes_noodles(
    lane: OpenHouse, phone: Phones, scripts: bool
) -> None:
    desk = phone(organizer(lane), viewport=ROOM, java_script_enabled=scripts)
    wang = phone(volunteer(lane), java_script_enabled=scripts)
    chen = phone(merchant(lane), java_script_enabled=scripts)

    scan(lane, desk, wang)
    wang.get_by_role("button", name="签到").click()
    expect(wang.get_by_role("heading", name="签到成功")).to_be_visible()
    lane.later(hours=2)
    scan(lane, desk, wang)
    wang.get_by_role("button", name="签退").click()
    expect(wang.get_by_text("120 分钟")).to_be_visible()
    lane.confirms(WANG)

    wang.goto("/me")
    expect(wang.get_by_role("region", name="金豆").locator(".number").first).to_have_text("20")
    wang.get_by_role("button", name="出示兑换码").click()
    scanned = read(wang.locator(".qr"))
    assert scanned == "GBR" + (wang.locator(".digits").inner_text().replace(" ", ""))

    chen.get_by_label("志愿者的兑换码").fill(scanned)
    chen.get_by_label("金豆数量").fill("１２")
    chen.get_by_label("账单").fill("36.50")
    chen.get_by_role("button", name="兑换", exact=True).click()
    expect(chen.get_by_role("heading", name="兑换成功")).to_be_visible()
    expect(chen.get_by_role("status")).to_contain_text("王**")

    wang.goto("/me/code")
    expect(wang.get_by_role("status")).to_contain_text("老陈面馆")
    wang.goto("/me")
    expect(wang.get_by_role("region", name="金豆").locator(".number").first).to_have_text("8")


def test_the_seconds_of_a_code_run_down_in_sight(lane: OpenHouse, phone: Phones) -> None:
    lane.serves(WANG)
    wang = phone(volunteer(lane))
    wang.get_by_role("button", name="出示兑换码").click()
    counting = wang.locator("[data-seconds-left]")
    expect(counting).to_be_visible()
    expect(counting.locator("b")).not_to_have_text("60")


def every_page(lane: OpenHouse, phone: Phones) -> Iterator[tuple[str, Page]]:
    """Every kind of page with somebody's real data on it."""
    lane.serves(LI)
    yield from at_the_counter(lane, phone)
    yield from before_the_screen(lane, phone)
    for name, link, path in (
        ("me", volunteer(lane, LI), "/me"),
        ("record", volunteer(lane, LI), "/me/record"),
        ("activities", volunteer(lane, LI), "/activities"),
        ("shifts", volunteer(lane, LI), "/me/shifts"),
        ("desk", organizer(lane), "/desk"),
        ("screen", organizer(lane), f"/desk/activities/{SWEEPING}/code"),
        ("takings", merchant(lane), "/merchant/takings"),
        ("home", "/", "/"),
        ("sign-in", "/sign-in", "/sign-in"),
        ("enter", "/", volunteer(lane)),
        ("lost", "/", "/nowhere"),
    ):
        page = phone(link)
        page.goto(path)
        yield name, page


def at_the_counter(lane: OpenHouse, phone: Phones) -> Iterator[tuple[str, Page]]:
    """A code is shown, a wrong one refused, and beans are taken."""
    li, counter, refused = phone(volunteer(lane, LI)), phone(merchant(lane)), phone(merchant(lane))
    li.locator("form[action='/me/code'] button").click()
    yield "code", li
    for page, code in ((refused, "123456789012"), (counter, li.locator(".digits").inner_text())):
        page.locator("#code").fill(code)
        page.locator("#beans").fill("12")
        page.locator("#bill_yuan").fill("36.50")
        page.locator("form[action='/merchant'] .big").click()
    yield "refused", refused
    yield "result", counter
    li.goto("/me/code")
    yield "redeemed", li


def before_the_screen(lane: OpenHouse, phone: Phones) -> Iterator[tuple[str, Page]]:
    """Wang scans in time, and too late; Li comes."""
    lane.plan("activity-01hf7m3c2222222222", "金沙社区秋季楼院大扫除与便民服务")
    address = f"/a/{lane.code_on_screen('activity-01hf7m3c2222222222')}"
    wang, li = phone(volunteer(lane, WANG)), phone(volunteer(lane, LI))
    wang.goto(address)
    yield "scan", wang
    li.goto(address)
    li.locator("form[action^='/a/'] button").click()
    yield "came", li
    lane.later(minutes=2)
    wang.goto(address)
    yield "too-old", wang


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_pages_keep_within_a_phone_even_with_huge_letters(
    lane: OpenHouse, phone: Phones, language: str
) -> None:
    for name, page in every_page(lane, phone):
        if language != "zh-CN" and name not in ANSWERS:
            page.context.add_cookies([{"name": "language", "value": "en", "url": lane.address}])
            page.goto(page.url)
        _keep(page, f"{name}-{language[:2]}")
        assert _sideways(page) <= 0, name
        small = page.evaluate(TOO_SMALL)
        assert small == [], f"{name}: too small for a thumb"
        page.set_viewport_size(NARROW)
        page.evaluate("() => { document.documentElement.style.fontSize = '32px' }")
        assert _sideways(page) <= 0, f"{name} with huge letters"
        _keep(page, f"{name}-{language[:2]}-huge")
        page.set_viewport_size(PHONE)


TOO_SMALL = """() => [...document.querySelectorAll("button, .button, input, summary")]
    .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44)
    .map(one => one.textContent.trim() || one.id)"""


def _sideways(page: Page) -> int:
    """How many pixels of a page lie beyond the right edge."""
    found = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert isinstance(found, int)
    return found


def _keep(page: Page, name: str) -> None:
    if KEPT_IN:
        page.screenshot(path=str(Path(KEPT_IN) / f"{name}.png"), full_page="huge" not in name)


def test_the_reference_page_asks_nobody_outside(lane: OpenHouse, phone: Phones) -> None:
    page = phone("/")
    page.goto("/docs")
    for story in STORIES:
        expect(page.locator("body")).to_contain_text(re.compile(story, re.I))
