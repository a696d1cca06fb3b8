"""The city's own sign-on: an officer links an account once, and comes in by it ever after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.city_hall import CityHall, city_hall
from tests.city_people import (
    CityDoorstep,
    is_inside,
    journey_of,
    leaves,
    on_journey,
)
from tests.processes import free_port
from tests.vaults import BOTH_KINDS, fresh_database


@pytest.fixture
def lane(sunny_city: CityHall, tmp_path: Path) -> Iterator[CityDoorstep]:
    """Sunny Lane, in a city with single sign-on."""
    opened = CityDoorstep(tmp_path, **sunny_city.environ)
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", BOTH_KINDS)
def test_officer_zhao_links_her_city_account_and_comes_in_by_it_next_morning(
    kind: str, sunny_city: CityHall, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = fresh_database(request.getfixturevalue("postgresql")) if kind == "postgresql" else ""
    lane = CityDoorstep(tmp_path, **sunny_city.environ, GOLDENBEAN_DATABASE_URL=url)
    lane.linked(sunny_city, "zhao.xm")

    browser = lane.stranger()
    browser.open(sunny_city.signs_in(leaves(browser, "/desk"), "zhao.xm"))

    assert browser.page.url.path == "/desk" and browser.page.status_code == 200
    assert journey_of(browser) == ""
    lane.close()


def test_whom_nobody_linked_is_told_where_to_go_and_nobody_is_guessed(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    browser = lane.stranger()
    shown = browser.open(sunny_city.signs_in(leaves(browser), "zhao.xm@city"))
    assert browser.page.status_code == 403 and "请向社区办公室索取邀请" in shown
    assert not is_inside(browser)


def test_who_declines_at_city_hall_is_where_they_were(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    browser = lane.stranger()
    shown = browser.open(sunny_city.signs_in(leaves(browser), ""))
    assert browser.page.status_code == 403 and "没有在城市统一登录" in shown


def test_an_answer_to_another_question_is_none(lane: CityDoorstep, sunny_city: CityHall) -> None:
    """Wrong state: nobody is signed in to an account that is not theirs by following a link."""
    lane.linked(sunny_city, "zhao.xm")
    browser = lane.stranger()
    back = sunny_city.signs_in(leaves(browser), "zhao.xm")
    for forged in (re.sub(r"state=[^&]+", "state=guessed", back), re.sub(r"state=[^&]+", "", back)):
        browser.open(forged)
        assert browser.page.status_code == 400 and not is_inside(browser)


def test_a_token_for_another_question_is_none(lane: CityDoorstep, sunny_city: CityHall) -> None:
    """Wrong nonce: the token was made, but not for this sign-in."""
    lane.linked(sunny_city, "zhao.xm")
    browser = lane.stranger()
    address = re.sub(r"nonce=[^&]+", "nonce=of-another-day", leaves(browser))
    browser.open(sunny_city.signs_in(address, "zhao.xm"))
    assert browser.page.status_code == 403 and not is_inside(browser)


def test_an_answer_counts_once(lane: CityDoorstep, sunny_city: CityHall) -> None:
    """Whoever looks over a shoulder and copies address and cookie comes too late."""
    lane.linked(sunny_city, "zhao.xm")
    zhao = lane.stranger()
    back, cookie = sunny_city.signs_in(leaves(zhao), "zhao.xm"), journey_of(zhao)
    zhao.open(back)
    assert is_inside(zhao)

    copied = on_journey(lane.stranger(), cookie)
    copied.open(back)
    assert copied.page.status_code == 403 and not is_inside(copied)


def test_an_answer_counts_in_the_browser_that_asked(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    lane.linked(sunny_city, "zhao.xm")
    zhao, thief = lane.stranger(), lane.stranger()
    back = sunny_city.signs_in(leaves(zhao), "zhao.xm")
    thief.open(back)
    assert thief.page.status_code == 400
    leaves(thief)
    thief.open(back)
    assert thief.page.status_code == 400 and not is_inside(thief)


def test_a_stolen_code_does_not_fit_into_the_thiefs_own_journey(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    """Proof key (RFC 7636): the thief's state is right, the cookie is right, the code is Zhao's."""
    lane.linked(sunny_city, "zhao.xm")
    code = parse_qs(urlsplit(sunny_city.signs_in(leaves(lane.stranger()), "zhao.xm")).query)["code"]
    thief = lane.stranger()
    own = sunny_city.signs_in(leaves(thief), "thief")
    thief.open(re.sub(r"code=[^&]+", f"code={code[0]}", own))
    assert thief.page.status_code == 403 and not is_inside(thief)


def test_who_takes_a_quarter_of_an_hour_begins_again(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    browser = lane.stranger()
    back = sunny_city.signs_in(leaves(browser), "zhao.xm")
    lane.later(minutes=15)
    browser.open(back)
    assert browser.page.status_code == 400


def test_yesterdays_token_is_none(lane: CityDoorstep, sunny_city: CityHall) -> None:
    lane.linked(sunny_city, "zhao.xm")
    lane.later(days=1)
    browser = lane.stranger()
    browser.open(sunny_city.signs_in(leaves(browser), "zhao.xm"))
    assert browser.page.status_code == 403 and not is_inside(browser)


def test_the_city_changes_its_keys_and_nobody_notices(
    provider_program: Path, tmp_path: Path
) -> None:
    port = free_port()
    with city_hall(provider_program, port) as before:
        lane = CityDoorstep(tmp_path, **before.environ)
        lane.linked(before, "zhao.xm")
        old = httpx.get(f"{before.issuer}/jwks").json()
    with city_hall(provider_program, port) as after:
        assert httpx.get(f"{after.issuer}/jwks").json() != old
        browser = lane.stranger()
        browser.open(after.signs_in(leaves(browser, "/desk"), "zhao.xm"))
        assert is_inside(browser)
    lane.close()


def test_when_city_hall_is_shut_people_are_told_and_nothing_breaks(
    provider_program: Path, tmp_path: Path
) -> None:
    with city_hall(provider_program) as hall:
        lane = CityDoorstep(tmp_path / "one", **hall.environ)
        browser = lane.stranger()
        back = hall.signs_in(leaves(browser), "zhao.xm")
    assert "暂时没有应答" in browser.open(back) and browser.page.status_code == 503
    lane.close()

    other = CityDoorstep(tmp_path / "two", **hall.environ)
    browser = other.stranger()
    browser.open("/sign-in")
    assert "暂时没有应答" in browser.press("/sign-in/city") and browser.page.status_code == 503
    other.close()
