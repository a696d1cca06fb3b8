"""Whom the city means: accounts are linked by hand, once, and some roles ask for a second step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.signing_in.city_identities import AlreadyLinked
from tests.city_hall import CityHall
from tests.city_people import (
    QIAN,
    SUN,
    ZHAO,
    CityDoorstep,
    is_inside,
    journey_of,
    leads_to,
    leaves,
    leaves_to_link,
    on_journey,
)


@pytest.fixture
def lane(sunny_city: CityHall, tmp_path: Path) -> Iterator[CityDoorstep]:
    """Sunny Lane, in a city with single sign-on."""
    opened = CityDoorstep(tmp_path, **sunny_city.environ)
    yield opened
    opened.close()


def test_after_unlinking_the_city_opens_nothing(lane: CityDoorstep, sunny_city: CityHall) -> None:
    zhao = lane.linked(sunny_city, "zhao.xm")
    assert "关联我的城市账号" in zhao.press("/me/city/unlink")

    browser = lane.stranger()
    browser.open(sunny_city.signs_in(leaves(browser), "zhao.xm"))
    assert browser.page.status_code == 403 and not is_inside(browser)


def test_who_has_no_other_way_in_links_by_an_invitation_that_counts_once(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    link = lane.invites(ZHAO)
    zhao, thief = lane.stranger(), lane.stranger()
    for browser in (zhao, thief):
        browser.open(link)
        browser.press(f"{link}/city")
    backs = [sunny_city.signs_in(leads_to(zhao), "zhao.xm"),
             sunny_city.signs_in(leads_to(thief), "thief")]  # fmt: skip
    zhao.open(backs[0])
    assert is_inside(zhao)
    thief.open(backs[1])
    assert thief.page.status_code == 410 and not is_inside(thief)
    assert lane.stranger().get(link).status_code == 410


def test_a_street_officer_shows_a_card_at_city_hall_or_our_own_second_step(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    """The city says by which methods somebody has signed in there (`amr`, RFC 8176)."""
    lane.appoint(SUN, "street_staff", lane.street())
    lane.links(SUN, "sun.wk")
    browser = lane.stranger()
    shown = browser.open(sunny_city.signs_in(leaves(browser), "sun.wk", amr="pwd"))
    assert browser.page.status_code == 403 and "第二步" in shown and not is_inside(browser)

    browser.open(sunny_city.signs_in(leaves(browser), "sun.wk", amr="pwd otp"))
    assert is_inside(browser)


def test_a_class_of_sign_in_that_the_operator_names_counts_as_a_second_step(
    sunny_city: CityHall, tmp_path: Path
) -> None:
    card = {"GOLDENBEAN_OIDC_MFA_ACR": "urn:city:card"}
    lane = CityDoorstep(tmp_path, **sunny_city.environ, **card)
    lane.appoint(SUN, "street_staff", lane.street())
    lane.links(SUN, "sun.wk")
    for shown, opens in (("urn:city:password", False), ("urn:city:card", True)):
        browser = lane.stranger()
        address = leaves(browser)
        assert "acr_values=urn%3Acity%3Acard" in address
        browser.open(sunny_city.signs_in(address, "sun.wk", acr=shown))
        assert is_inside(browser) is opens
    lane.close()


def test_our_own_second_step_follows_where_the_city_has_seen_one(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    lane.appoint(SUN, "street_staff", lane.street())
    lane.links(SUN, "sun.wk")
    telephone = lane.has_a_telephone(SUN, "sun.wk")
    browser = lane.stranger()
    browser.open(sunny_city.signs_in(leaves(browser, "/desk"), "sun.wk"))
    assert not is_inside(browser)
    browser.press("/sign-in/second-step", code=telephone.at(lane.clock.now()))
    assert browser.page.url.path == "/desk" and is_inside(browser)


def test_an_account_of_the_city_is_one_person_here(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    lane.linked(sunny_city, "zhao.xm")
    qian = lane.at_the_desk(QIAN)
    shown = qian.open(sunny_city.signs_in(leaves_to_link(qian), "zhao.xm"))
    assert qian.page.status_code == 409 and "已关联" in shown

    with pytest.raises(AlreadyLinked):
        lane.links(ZHAO, "zhao.second")


def test_a_link_is_finished_in_the_session_that_began_it(
    lane: CityDoorstep, sunny_city: CityHall
) -> None:
    """Else a colleague at the same desk would find their city account opening Zhao's."""
    zhao, qian = lane.at_the_desk(ZHAO), lane.at_the_desk(QIAN)
    address = leaves_to_link(zhao)
    assert "prompt=login" in address
    back, cookie = sunny_city.signs_in(address, "zhao.xm"), journey_of(zhao)
    on_journey(qian, cookie).open(back)
    assert qian.page.status_code == 400
    on_journey(lane.stranger(), cookie).open(back)
    assert lane.house.city_identities.of(QIAN, lane.ledger.name) is None
    assert lane.house.city_identities.of(ZHAO, lane.ledger.name) is None
