"""Noodles over the wire: proposed by the shop, agreed to at the desk, had at the counter."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.ids import new_id
from api.ledgers import FIRST
from ledger.appointments import Appoint, EndAppointment
from ledger.command import By
from tests.house_open import PHONES, Neighbour, OpenHouse, problem

NOODLES = {"kind": "exchange", "title": "牛肉面一碗", "goods": "food", "beans": 10, "stock": 3}


def titles(who: Neighbour, **query: str) -> list[str]:
    """What somebody is shown."""
    return [one["title"] for one in who.sees("/offers", **query)["items"]]


def buys(shop: Neighbour, who: Neighbour, beans: int = 10, **told: Any) -> Any:
    """Somebody shows a fresh code, and the shop asks for beans."""
    code = who.gets("/redemption-codes")["code"]
    return shop.asks("/redemptions", {"code": code, "beans": beans, "capture": True, **told})


@pytest.fixture
def shop(home: OpenHouse) -> Neighbour:
    """Master Chen's noodle shop."""
    return home.merchant()


@pytest.fixture
def wang(home: OpenHouse) -> Neighbour:
    """Wang, who has twenty beans."""
    wang = home.volunteer()
    assert home.serves(wang).status_code == 201
    return wang


def test_an_offer_from_its_proposal_to_the_last_bowl(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    proposed = shop.gets("/offers", NOODLES)
    assert proposed["state"] == "proposed"
    offer = proposed["id"]
    assert (titles(wang), titles(shop), titles(shop, state="all")) == ([], [], ["牛肉面一碗"])
    assert titles(wang, state="all") == [], "what waits is the shop's own business"
    assert problem(shop.asks(f"/offers/{offer}/publication")) == (403, "forbidden")
    assert home.admin.gets(f"/offers/{offer}/publication") == {"id": offer, "state": "published"}
    assert titles(wang) == titles(wang, unit=home.lane) == titles(home.admin) == ["牛肉面一碗"]
    assert titles(wang, unit=home.beyond) == []
    assert problem(buys(shop, wang, 9, offer=offer)) == (422, "offer_price_differs")
    assert buys(shop, wang, 20, offer=offer, quantity=2).status_code == 201
    (seen,) = wang.sees("/offers", merchant=str(shop.who.merchant))["items"]
    assert (seen["left"], seen["beans"], seen["merchant_name"]) == (1, 10, "老陈面馆")
    shop.gets(f"/offers/{offer}/restock", {"pieces": -1})
    assert titles(wang) == [], "sold out"
    shop.gets(f"/offers/{offer}/restock", {"pieces": 4})
    assert titles(wang) == ["牛肉面一碗"]
    assert shop.gets(f"/offers/{offer}/withdrawal")["state"] == "withdrawn"
    assert (titles(wang), titles(shop, state="all")) == ([], ["牛肉面一碗"])
    assert problem(buys(shop, wang, 10, offer=offer)) == (422, "offer_closed")


def test_another_shops_offer_is_not_there(home: OpenHouse, shop: Neighbour) -> None:
    offer = shop.gets("/offers", NOODLES)["id"]
    other = home.merchant("小方超市")
    for step, body in (("withdrawal", {}), ("restock", {"pieces": 1})):
        assert problem(other.asks(f"/offers/{offer}/{step}", body)) == (404, "offer_unknown")
        assert problem(other.asks(f"/offers/offer-none/{step}", body)) == (404, "offer_unknown")
    told = NOODLES | {"merchant": shop.who.merchant}
    assert problem(other.asks("/offers", told)) == (404, "merchant_unknown")


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"goods": "tobacco"}, 422, "goods_forbidden"),
        ({"goods": "wishes"}, 422, "goods_unknown"),
        ({"kind": "offset"}, 422, "offer_price_unfit"),
        ({"stock": -1}, 400, "malformed"),
        ({"beans": 0}, 400, "malformed"),
        ({"valid_until": "2026-11-01"}, 422, "term_backwards"),
        ({"valid_until": "1999-11-01"}, 422, "time_implausible"),
    ],
)
def test_what_cannot_be_offered(
    shop: Neighbour, told: dict[str, Any], status: int, code: str
) -> None:
    assert problem(shop.asks("/offers", NOODLES | told)) == (status, code)


def test_the_desk_says_whose_offer_it_is(home: OpenHouse, shop: Neighbour) -> None:
    assert problem(home.admin.asks("/offers", NOODLES)) == (400, "malformed")
    told = NOODLES | {"merchant": shop.who.merchant}
    assert home.admin.gets("/offers", told)["state"] == "published"


def test_of_a_queue_at_once_three_have_the_last_three_bowls(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    hungry = [wang, home.volunteer("赵小梅"), home.volunteer("李建国")]
    for number, one in enumerate(hungry[1:]):
        assert home.serves(one, f"2026-11-2{3 + number}").status_code == 201
    offer = home.admin.gets("/offers", NOODLES | {"merchant": shop.who.merchant})["id"]
    codes = [one.gets("/redemption-codes")["code"] for one in hungry * 2]
    wish = {"beans": 10, "offer": offer, "capture": False}
    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda c: shop.asks("/redemptions", wish | {"code": c}), codes))
    outcomes = Counter(
        "had" if one.status_code == 201 else problem(one)[1] for one in answers
    )
    assert outcomes == {"had": 3, "stock_short": 3}
    assert wang.sees("/offers", merchant=str(shop.who.merchant))["items"] == []


# Suspended ----------------------------------------------------------------------------------


def test_a_suspended_shop_takes_nothing_and_its_offers_are_gone_from_sight(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    merchant = str(shop.who.merchant)
    home.admin.gets("/offers", NOODLES | {"merchant": merchant})
    told = {"reason": "complaint", "note": "王阿姨说收了两次"}
    suspended = home.admin.gets(f"/merchants/{merchant}/suspension", told)
    assert suspended == {"id": merchant, "suspended": True}
    assert problem(buys(shop, wang)) == (422, "merchant_suspended")
    assert titles(wang) == []
    facts = home.auditor.sees("/ledger/facts", limit="100")["items"]
    assert "王阿姨" not in str(facts), "what is said of people stays out of the book"
    assert home.admin.gets(f"/merchants/{merchant}/resumption")["suspended"] is False
    assert buys(shop, wang).status_code == 201
    again = home.admin.asks(f"/merchants/{merchant}/resumption")
    assert problem(again) == (409, "merchant_not_suspended")
    assert problem(shop.asks(f"/merchants/{merchant}/resumption")) == (403, "forbidden")


def test_a_shop_agrees_on_other_caps(home: OpenHouse, shop: Neighbour, wang: Neighbour) -> None:
    caps = {"monthly_cap": None, "cap_per_transaction": 5, "cap_per_day": None}
    home.admin.gets(f"/merchants/{shop.who.merchant}/terms", caps)
    refused = buys(shop, wang)
    assert problem(refused) == (422, "limit_exceeded")
    assert refused.json()["title"] == "超出限额：本店每次最多 5 颗金豆。"


# Self-dealing -------------------------------------------------------------------------------

OFFICE = By("person-street", "street_staff", "key-counter", "told once")


def works(home: OpenHouse, person: str, shop: Neighbour, role: str = "clerk") -> str:
    """Somebody begins to work in the shop."""
    now = home.clock.now()
    appointment = new_id("appointment", now)
    command = Appoint(
        appointment=appointment, person=person, role=role, merchant=shop.who.merchant,
        since=now.date(),
    )  # fmt: skip
    home.ledger.book.record(command, OFFICE, now)
    home.ledger.shelf.wait_for(home.facts())
    return appointment


@pytest.mark.parametrize("role", ["merchant", "clerk"])
def test_no_device_and_no_key_lets_a_clerk_redeem_where_she_works(
    home: OpenHouse, shop: Neighbour, wang: Neighbour, role: str
) -> None:
    her_person = person_of(str(wang.who.volunteer))
    appointment = works(home, her_person, shop, role)
    second_device = home.let_in(Role.VOLUNTEER, volunteer=wang.who.volunteer)
    till_key = home.let_in(Role.CLERK, merchant=shop.who.merchant)
    for device in (wang, second_device):
        for counter in (shop, till_key):
            assert problem(buys(counter, device)) == (422, "self_dealing")
    elsewhere = home.merchant("小方超市")
    assert buys(elsewhere, wang).status_code == 201
    ended = EndAppointment(appointment=appointment)
    by = By("person-street", "street_staff", "key-end", "told once")
    home.ledger.book.record(ended, by, home.clock.now())
    assert buys(shop, wang).status_code == 201


def test_a_clerk_introduced_by_telephone_is_no_stranger_as_a_volunteer(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    introduced = "person-wang0000000000000"
    assert person_of(str(wang.who.volunteer)) != introduced
    home.house.people.introduce(introduced, "王秀英", PHONES["王秀英"], FIRST)
    works(home, introduced, shop)
    assert problem(buys(shop, wang)) == (422, "self_dealing")


def test_nothing_new_is_published_while_the_fund_covers_too_little(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    poor = home.opens("community", "新社区", home.street)
    away = home.merchant("小方超市", poor)
    zhao = home.volunteer("赵小梅", poor)
    assert home.serves(zhao, "2026-11-23").status_code == 201
    proposed = away.gets("/offers", NOODLES)["id"]
    asked = f"/offers/{proposed}/publication"
    assert problem(home.admin.asks(asked)) == (422, "fund_cover_low")
    told = NOODLES | {"merchant": away.who.merchant}
    assert problem(home.admin.asks("/offers", told)) == (422, "fund_cover_low")
    home.gives_to(poor, 100)  # Twenty beans are worth two yuan; half of it is there.
    home.ledger.shelf.wait_for(home.facts())
    assert home.admin.gets(asked)["state"] == "published"


def test_nobody_publishes_for_the_shop_they_keep(home: OpenHouse, shop: Neighbour) -> None:
    keeper = "person-zhou0000000000000"
    works(home, keeper, shop, "merchant")
    office = home.let_in(Role.STAFF, unit=home.lane, made_by=keeper)
    offer = shop.gets("/offers", NOODLES)["id"]
    assert problem(office.asks(f"/offers/{offer}/publication")) == (403, "own_benefit")
    told = NOODLES | {"merchant": shop.who.merchant}
    assert problem(office.asks("/offers", told)) == (403, "own_benefit")
    assert home.admin.gets(f"/offers/{offer}/publication")["state"] == "published"


def test_what_is_held_leaves_the_shelf_once_and_what_is_let_go_comes_back(
    home: OpenHouse, shop: Neighbour, wang: Neighbour
) -> None:
    offer = home.admin.gets("/offers", NOODLES | {"merchant": shop.who.merchant})["id"]

    def left() -> int:
        (seen,) = wang.sees("/offers", merchant=str(shop.who.merchant))["items"]
        return int(seen["left"])

    held = buys(shop, wang, 20, offer=offer, quantity=2, capture=False).json()["id"]
    assert left() == 1
    shop.gets(f"/redemptions/{held}/capture", {"beans": 10})
    assert left() == 2
    shop.gets(f"/redemptions/{held}/void")
    assert left() == 3
