"""A city's single sign-on in a real browser, which keeps rules of its own between two sites."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenHouse
from tests.city_hall import CityHall, city_hall
from tests.city_people import ZHAO, CityDoorstep
from tests.processes import free_port


class CityHouse(OpenHouse, CityDoorstep):
    """Sunny Lane behind a real port, in a city with single sign-on."""


def test_officer_zhao_presses_the_button_and_comes_back_to_her_desk(
    browser: Browser, provider_program: Path, tmp_path: Path
) -> None:
    port = free_port()
    lane = CityHouse(tmp_path, **CityHall(f"http://127.0.0.1:{port}").environ)
    with city_hall(provider_program, port, home=lane.address):
        lane.links(ZHAO, "zhao.xm")
        page = browser.new_page(base_url=lane.address, locale="zh-CN")
        page.goto("/desk")
        page.get_by_role("button", name="城市统一登录").click()
        page.get_by_label("Login").fill("zhao.xm")
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{lane.address}/desk")
        page.close()
    lane.close()
