"""The lane's fund over HTTP: what is given, what is promised, and who may know whom we thank."""

from __future__ import annotations

import pytest
from httpx import Response

from api.access.roles import Role
from tests.house_open import OpenHouse, problem


class MoonlightLane:
    """A community whose fund has two yuan, and Wang, who earned twenty beans there."""

    def __init__(self, home: OpenHouse) -> None:
        self.home = home
        lane = home.opens("community", "月光里社区", home.street)
        self.fund = home.gives_to(lane, 200)
        self.wang, self.shop = home.volunteer(community=lane), home.merchant()
        activity = home.activity(community=lane)
        home.it_is("2026-11-22 11:00")
        seen = home.presence(self.wang, activity, "2026-11-22 09:00", "2026-11-22 11:00")
        rated = {"attendances": [{"attendance": seen, "rating": 5}]}
        home.admin.gets(f"/activities/{activity}/confirmations", rated)

    def buys(self, beans: int, **more: bool) -> Response:
        """Wang shows a code, and a shop of another community takes beans for it."""
        code = self.wang.gets("/redemption-codes")["code"]
        return self.shop.asks("/redemptions", {"code": code, "beans": beans, **more})

    def stands(self) -> tuple[int, int, int]:
        """What is free, reserved and paid."""
        seen = self.home.admin.sees(f"/funds/{self.fund}")
        return seen["free_fen"], seen["reserved_fen"], seen["paid_fen"]


def test_each_bean_has_its_money_from_the_counter_to_the_refund(any_home: OpenHouse) -> None:
    lane = MoonlightLane(any_home)
    held = lane.buys(15, capture=False).json()
    assert lane.stands() == (50, 150, 0)
    lane.shop.gets(f"/redemptions/{held['id']}/capture", {"beans": 10})
    assert lane.stands() == (100, 100, 0)
    lane.shop.gets(f"/redemptions/{held['id']}/refund", {"beans": 4})
    assert lane.stands() == (140, 60, 0)


def test_a_fund_that_is_empty_says_so_and_takes_no_bean(home: OpenHouse) -> None:
    lane = MoonlightLane(home)
    account = f"/volunteers/{lane.wang.who.volunteer}/account"
    lane.shop.gets(f"/redemptions/{lane.buys(10).json()['id']}/refund", {"beans": 1})
    taken = lane.buys(11, capture=False).json()
    assert lane.stands() == (0, 200, 0)

    home.serves(lane.wang, "2026-11-23")
    beans = lane.wang.sees(account)["beans"]
    refused = lane.buys(10)
    assert problem(refused) == (422, "fund_exhausted")
    assert refused.json()["details"] == {"need_fen": 100}
    assert lane.wang.sees(account)["beans"] == beans

    home.admin.gets(f"/funds/{lane.fund}/donations", {"fen": 9_900, "kind": "in_kind"})
    assert problem(lane.buys(10)) == (422, "fund_exhausted")
    lane.shop.asks(f"/redemptions/{taken['id']}/void")
    home.admin.gets(f"/funds/{lane.fund}/donations", {"fen": 9_900})
    assert lane.buys(10).status_code == 201


def test_a_donation_is_answered_once_and_the_same_again(home: OpenHouse) -> None:
    fund = home.gives_to(home.beyond, 100)
    told = {"fen": 5_000, "kind": "cash", "donor": "周记粮油店", "receipt": "NO-17"}
    first = home.admin.asks(f"/funds/{fund}/donations", told, key="gift")
    home.admin.gets(f"/funds/{fund}/donations", {"fen": 1, "kind": "cash"})
    again = home.admin.asks(f"/funds/{fund}/donations", told, key="gift")
    assert first.json()["free_fen"] == 5_100 and again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    twice = home.admin.asks(f"/funds/{fund}/donations", {**told, "receipt": "no-17"})
    assert problem(twice) == (409, "donation_recorded")
    listed = home.admin.sees(f"/funds/{fund}/donations")["items"]
    assert [(one["fen"], one["kind"]) for one in listed] == [
        (1, "cash"), (5_000, "cash"), (100, "cash"),
    ]  # fmt: skip


def test_a_donation_is_corrected_and_both_amounts_are_shown(home: OpenHouse) -> None:
    fund = home.gives_to(home.beyond, 5_000)
    donation = home.admin.sees(f"/funds/{fund}/donations")["items"][0]["id"]
    path, told = f"/funds/{fund}/donations/{donation}/correction", {"reason": "mistyped"}
    assert problem(home.admin.asks(path, {**told, "fen": -1})) == (400, "malformed")
    answer = home.admin.gets(path, {**told, "fen": 500, "words": "多按了一个零"})
    assert (answer["fen"], answer["fen_before"], answer["free_fen"]) == (500, 5_000, 500)
    (listed,) = home.admin.sees(f"/funds/{fund}/donations")["items"]
    assert (listed["fen"], listed["entered_fen"], listed["mistake"]) == (500, 5_000, "mistyped")
    assert home.admin.sees(f"/funds/{fund}")["cash_fen"] == 500
    nobodys = path.replace(donation, "donation-nobodys")
    assert problem(home.admin.asks(nobodys, {**told, "fen": 1})) == (404, "donation_unknown")


def test_whom_we_thank_is_not_in_the_book(home: OpenHouse) -> None:
    fund = home.gives_to(home.lane, 100)
    home.admin.gets(f"/funds/{fund}/donations", {"fen": 5_000, "donor": "周素芬"})
    assert "周素芬" not in home.auditor.looks("/ledger/facts", limit=100).text
    kept = [found.fact for found in home.ledger.book.facts()]
    assert any(getattr(fact, "note", None) for fact in kept)


def test_who_keeps_a_fund_sees_it_and_nobody_elses(home: OpenHouse) -> None:
    keeper = home.let_in(Role.FUND_KEEPER, unit=home.lane)
    near, far = home.gives_to(home.lane, 100), home.gives_to(home.beyond, 100)
    assert near in [one["id"] for one in keeper.sees("/funds")["items"]]
    assert far not in keeper.looks("/funds").text
    assert problem(keeper.looks(f"/funds/{far}")) == (404, "fund_unknown")
    assert problem(keeper.asks(f"/funds/{far}/donations", {"fen": 1})) == (404, "fund_unknown")


@pytest.mark.parametrize("told", [
    {"fen": 0}, {"fen": -1}, {"fen": 1.5}, {"fen": 10**12}, {"fen": 1, "kind": "bitcoin"},
    {"fen": 1, "receipt": "一号"}, {"fen": 1, "donor": ""}, {},
])  # fmt: skip
def test_rubbish_is_no_donation(home: OpenHouse, told: dict[str, object]) -> None:
    fund, facts = home.gives_to(home.lane, 100), home.facts()
    assert problem(home.admin.asks(f"/funds/{fund}/donations", told)) == (400, "malformed")
    assert home.facts() == facts
