"""Master Chen's cheap phone at the till: a camera, a photo, ten fingers, and a bad network."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, Route, expect

from tests.browser.conftest import PHONE, OpenHouse, Phones
from tests.browser.film import Film, held
from tests.browser.test_look import merchant, volunteer
from tests.doorstep import WANG

MOST_TAPS = 4
"""How often a clerk may have to touch the glass between the scan and the result."""
ELSEWHERE = "shop.test"
"""A name that browsers trust no more than any other address without a seal."""


class Thumb:
    """A clerk's thumb, which counts how often it comes down."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.taps = 0

    def keys(self, typed: str) -> None:
        """Type on whatever has the focus."""
        for key in typed:
            self._page.keyboard.press(key)
            self.taps += 1

    def presses(self, name: str) -> None:
        """Press a button."""
        self._page.get_by_role("button", name=name, exact=True).click()
        self.taps += 1


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """What lies before the camera."""
    return Film(tmp_path_factory.mktemp("film") / "camera.y4m")


@pytest.fixture(scope="module")
def filming(
    browser_type: BrowserType, browser_type_launch_args: dict[str, object], film: Film
) -> Iterator[Browser]:
    """A browser on a device with a camera."""
    args = [
        *browser_type_launch_args["args"],  # type: ignore[misc]
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film.path}",
        f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
    ]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


@pytest.fixture
def wang(lane: OpenHouse, phone: Phones) -> Page:
    """Wang's phone, after a morning of sweeping: twenty beans, and the code on its screen."""
    lane.serves(WANG)
    page = phone(volunteer(lane))
    page.get_by_role("button", name="出示兑换码").click()
    expect(page.locator(".qr")).to_be_visible()
    return page


def typed_code(wang: Page) -> str:
    """The digits below the picture."""
    return wang.locator(".digits").inner_text()


def beans_of(lane: OpenHouse) -> int:
    """What Wang has left."""
    lane.ledger.shelf.wait_for(lane.ledger.book.head())
    account = lane.ledger.balances.of(WANG)
    assert account
    return account.beans


# The camera ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "in dark mode"])
def test_a_scan_two_digits_and_a_press_are_noodles(
    lane: OpenHouse, phone: Phones, wang: Page, film: Film, filming: Browser, dark: bool
) -> None:
    film.show(wang.screenshot(), dark=dark)
    chen = phone(merchant(lane), of=filming, permissions=["camera"])
    chen.get_by_role("button", name="打开摄像头扫码").click()
    thumb = Thumb(chen)
    expect(chen.locator("#beans")).to_be_focused()
    expect(chen.get_by_label("志愿者的兑换码")).to_have_value(typed_code(wang))
    expect(chen.locator("#look")).to_contain_text("王** 现在最多可兑")
    expect(chen.locator("#look .number")).to_have_text("20 颗金豆")
    expect(chen.locator("video")).to_be_hidden()
    thumb.keys("12")
    thumb.presses("兑换")
    expect(chen.get_by_role("heading", name="兑换成功")).to_be_visible()
    expect(chen.locator("#answer")).to_contain_text("王**")
    assert thumb.taps <= MOST_TAPS
    assert beans_of(lane) == 8
    wang.goto("/me/code")
    expect(wang.get_by_role("status")).to_contain_text("老陈面馆")


def test_why_the_camera_stays_shut_is_said_in_a_sentence(
    lane: OpenHouse, phone: Phones, filming: Browser
) -> None:
    opens = "打开摄像头扫码"
    refused = phone(merchant(lane), of=filming)
    refused.get_by_role("button", name=opens).click()
    expect(refused.get_by_text("摄像头没有获得允许")).to_be_visible()
    expect(refused.get_by_label("给码拍张照片")).to_be_visible()

    blind = phone(merchant(lane), permissions=["camera"])
    blind.get_by_role("button", name="English").click()
    blind.get_by_role("button", name="Open the camera").click()
    expect(blind.get_by_text("No camera is free on this device")).to_be_visible()

    port = lane.address.rpartition(":")[2]
    context = filming.new_context(locale="zh-CN", viewport=PHONE)
    unsealed = context.new_page()
    unsealed.goto(f"http://{ELSEWHERE}:{port}{merchant(lane)}")
    unsealed.get_by_role("button", name="是我").click()
    unsealed.get_by_role("button", name=opens).click()
    expect(unsealed.get_by_text("只有 https 开头的网址")).to_be_visible()
    context.close()


def test_a_photo_of_the_code_will_do(lane: OpenHouse, phone: Phones, wang: Page) -> None:
    chen, photo = phone(merchant(lane)), io.BytesIO()
    held(wang.screenshot()).resize((2560, 1440)).save(photo, "JPEG")
    field = chen.get_by_label("给码拍张照片")
    field.set_input_files(
        {"name": "noodles.jpg", "mimeType": "image/jpeg", "buffer": blank()}
    )
    expect(chen.get_by_text("照片里没有找到码")).to_be_visible()
    field.set_input_files(
        {"name": "code.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    expect(chen.locator("#beans")).to_be_focused()
    expect(chen.get_by_label("志愿者的兑换码")).to_have_value(typed_code(wang))
    expect(chen.locator("#look .number")).to_have_text("20 颗金豆")


def blank() -> bytes:
    """A photo of a grey wall."""
    wall = io.BytesIO()
    Image.new("L", (640, 480), 128).save(wall, "JPEG")
    return wall.getvalue()


# A bad network ------------------------------------------------------------------------------


class Network:
    """What becomes of one form after the other: `lost` on the way back, after the house had it,
    or met by a machine in between that found the house `asleep`; then all goes well."""

    def __init__(self, page: Page, *fates: str) -> None:
        self.fates = deque(fates)
        # A page that is only on its way would send its forms past whoever stands in between.
        expect(page.get_by_role("button", name="打开摄像头扫码")).to_be_visible()
        page.route("**/merchant", self._carry)

    def _carry(self, route: Route) -> None:
        fate = self.fates.popleft() if self.fates and route.request.method == "POST" else ""
        if fate == "lost":
            route.fetch(max_redirects=0)
            route.abort()
        elif fate == "asleep":
            route.fulfill(status=502, body="nobody there")
        else:
            route.continue_()


def test_a_lost_answer_is_asked_for_again_and_beans_are_taken_once(
    lane: OpenHouse, phone: Phones, wang: Page
) -> None:
    chen = phone(merchant(lane))
    network = Network(chen, "lost", "asleep")
    sells(chen, typed_code(wang))
    expect(chen.get_by_text("正在再次询问")).to_be_visible()
    expect(chen.locator("#answer")).to_contain_text("这一笔之前已经办好")
    assert not network.fates and beans_of(lane) == 10


def test_a_page_that_is_loaded_anew_asks_for_the_same_sale(
    lane: OpenHouse, phone: Phones, wang: Page
) -> None:
    chen, code = phone(merchant(lane)), typed_code(wang)
    network = Network(chen, *["lost"] * 9)
    sells(chen, code)
    expect(chen.get_by_text("正在再次询问")).to_be_visible()
    chen.reload()
    network.fates.clear()
    expect(chen.get_by_text("请再按一次询问结果")).to_be_visible()
    expect(chen.get_by_label("志愿者的兑换码")).to_have_value(code)
    expect(chen.get_by_label("金豆数量")).to_have_value("10")
    chen.get_by_role("button", name="兑换", exact=True).click()
    expect(chen.locator("#answer")).to_contain_text("这一笔之前已经办好")
    assert beans_of(lane) == 10
    chen.reload()
    expect(chen.get_by_label("金豆数量")).to_have_value("")
    chen.get_by_text("撤销（").click()
    chen.get_by_role("button", name="确认撤销，退还金豆").click()
    expect(chen.locator("#answer")).to_contain_text("已撤销")
    assert beans_of(lane) == 20


def sells(chen: Page, code: str) -> None:
    """Ten beans for noodles, typed by hand, on a page that has its scripts."""
    expect(chen.get_by_role("button", name="打开摄像头扫码")).to_be_visible()
    chen.get_by_label("志愿者的兑换码").fill(code)
    chen.get_by_label("金豆数量").fill("10")
    chen.get_by_role("button", name="兑换", exact=True).click()


# Without scripts ----------------------------------------------------------------------------


def test_without_scripts_a_typed_code_is_looked_at_and_redeemed(
    lane: OpenHouse, phone: Phones, wang: Page
) -> None:
    chen = phone(merchant(lane), java_script_enabled=False)
    expect(chen.get_by_role("button", name="打开摄像头扫码")).to_be_hidden()
    chen.get_by_label("志愿者的兑换码").fill(typed_code(wang))
    chen.get_by_role("button", name="先看看最多能兑多少").click()
    expect(chen.locator("#look")).to_contain_text("王** 现在最多可兑")
    chen.get_by_label("金豆数量").fill("20")
    chen.get_by_role("button", name="兑换", exact=True).click()
    expect(chen.locator("#answer")).to_contain_text("兑换成功")
    assert beans_of(lane) == 0
