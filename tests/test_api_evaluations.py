"""The office asks who is eligible, may prove it later, and a shop's till changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.errands.running import Errands
from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.facts import ListFrozen
from tests.evaluating import arrived, served
from tests.house_open import open_house, problem
from tests.market_day import Market
from tests.patterns import happened, took


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """A served house; Wang shops at Chen's and Fang's in November."""
    with open_house(tmp_path) as home:
        yield Market(home, tmp_path)


def conditions(item: dict[str, Any]) -> dict[str, tuple[int, int, bool]]:
    """Need, have and ok, by condition."""
    return {each["condition"]: (each["need"], each["have"], each["ok"]) for each in item["reasons"]}


def of_november(market: Market, **more: str) -> dict[str, Any]:
    """The lane's November as the office sees it."""
    told = {"unit": market.home.lane, "period": "2026-11"}
    return market.home.admin.sees("/evaluations/monthly", **told, **more)


def of(seen: dict[str, Any], volunteer: str) -> dict[str, Any]:
    """What the list says of one of them."""
    (item,) = [each for each in seen["items"] if each["volunteer"] == volunteer]
    return item


def test_a_month_is_judged_and_by_a_paper_less_is_asked_from_then_on(market: Market) -> None:
    home, wang = market.home, str(market.home.volunteer("王秀英").who.volunteer)
    happened(home, served(wang, "2026-11-03", 200), served(wang, "2026-11-05", 200))
    before = of_november(market)
    item = of(before, wang)
    assert not item["eligible"] and conditions(item)["minutes"] == (480, 400, False)
    paper = {"first": "2026-11-01", "last": "2026-11-06", "percent": 100, "reference": "R-9"}
    excuse = home.admin.gets(f"/volunteers/{wang}/excuses", paper)["id"]
    twice = home.admin.asks(f"/volunteers/{wang}/excuses", paper)
    assert problem(twice) == (409, "excuse_known")
    after = of_november(market)
    item = of(after, wang)
    assert item["eligible"] and conditions(item)["minutes"] == (384, 400, True)
    assert (item["reasons"][0]["before"], item["reasons"][0]["excused_by"]) == (480, ["R-9"])
    again = of_november(market, at_position=before["position"])
    assert (again["digest"], again["items"]) == (before["digest"], before["items"])
    home.admin.gets(f"/volunteers/{wang}/excuses/{excuse}/withdrawal")
    assert of_november(market)["digest"] == before["digest"] != after["digest"]


def test_the_clock_freezes_the_month_once_and_whoever_verifies_finds_a_forged_list(
    market: Market,
) -> None:
    home, wang = market.home, str(market.home.volunteer("王秀英").who.volunteer)
    for day, minutes in (("2026-11-03", 300), ("2026-11-05", 200)):
        happened(home, arrived(wang, day), served(wang, day, minutes))
    live, errands = of_november(market), Errands(home.house)
    assert (errands.freeze_evaluations(), errands.freeze_evaluations()) == (1, 0)
    assert Errands(home.house).freeze_evaluations() == 0
    assert home.ledger.shelf.wait_for(home.facts())
    happened(home, took(str(market.chen.who.merchant), wang, 70))
    assert of_november(market)["items"] == live["items"]
    frozen = of_november(market)["frozen"]
    assert (frozen["digest"], frozen["frozen_by"]) == (live["digest"], "clock")
    assert of_november(market, at_position=frozen["position"])["digest"] == frozen["digest"]
    verification = Verification(Settings.from_environment({}, market.data), FIRST)
    found = [str(each) for each in verification.run(lambda done, all: None)]
    assert [line for line in found if "list-" in line] == []
    assert any("lists computed again: 1" in line for line in verification.report())
    forged = ListFrozen(
        at=home.clock.now(), listing="list-forged", kind="evaluation_monthly", unit=home.lane,
        period="2026-10", book_position=9, policy="default/1", digest="0" * 64, entries=1,
        frozen_by="clock",
    )  # fmt: skip
    happened(home, forged)
    verification = Verification(Settings.from_environment({}, market.data), FIRST)
    found = [str(each) for each in verification.run(lambda done, all: None)]
    assert ["list-forged" in line for line in found if "list-" in line] == [True]


def test_a_family_may_be_nominated_and_people_answer_for_the_rest(market: Market) -> None:
    home = market.home
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    household = home.admin.gets("/households", {"community": home.lane})["id"]
    for each in (wang, zhao):
        told = {"volunteer": each.who.volunteer}
        home.admin.gets(f"/households/{household}/members", told)
    days = [f"2026-{month:02}-{day:02}" for month in (9, 10) for day in (1, 2)]
    happened(home, *(served(str(wang.who.volunteer), day, 480) for day in days),
             *(served(str(zhao.who.volunteer), day, 120) for day in days))  # fmt: skip
    told = {"unit": home.lane, "period": "2026"}
    seen = home.admin.sees("/evaluations/honours/five_good_family", **told)
    (family,) = seen["items"]
    assert family["subject"] == household and len(family["members"]) == 2
    assert family["eligible"] and family["waits_for_people"]
    assert conditions(family)["household_minutes"] == (2400, 2400, True)
    assert conditions(family)["minutes_of_the_second"] == (240, 480, True)
    assert conditions(family)["harmony"] == (1, 0, False)
    seen = home.admin.sees("/evaluations/honours/warmhearted_resident", **told)
    assert [each["eligible"] for each in seen["items"]] == [True, False]


def test_what_is_no_list_is_told(market: Market) -> None:
    admin, lane = market.home.admin, market.home.lane
    for kind, period in (("monthly", "2026"), ("annual", "2026-11"), ("stars", "2026-13")):
        answer = admin.looks(f"/evaluations/{kind}", unit=lane, period=period)
        assert problem(answer) == (400, "malformed")
    daily = admin.looks("/evaluations/daily", unit=lane, period="2026-11")
    assert problem(daily) == (404, "not_found")
    beyond = admin.looks(
        "/evaluations/monthly", unit=lane, period="2026-11", preview="nobody/1"
    )
    assert problem(beyond) == (400, "malformed")
