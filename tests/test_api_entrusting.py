"""Over HTTP: somebody goes to the shop for old Mrs Wang."""

from __future__ import annotations

from api.access.roles import Role
from api.access.who import person_of
from api.ids import new_id
from ledger.appointments import Appoint
from ledger.command import By
from tests.badge_lane import WRONG, Lane
from tests.house_open import Neighbour, OpenHouse, problem


def works(home: OpenHouse, who: Neighbour, merchant: str) -> None:
    """This neighbour is a clerk of that shop since today."""
    now = home.clock.now()
    clerk = Appoint(
        appointment=new_id("appointment", now), person=person_of(str(who.who.volunteer)),
        role="clerk", merchant=merchant, since=now.date(),
    )  # fmt: skip
    home.ledger.book.record(clerk, By("key-office", "admin", "key-clerk", "told once"), now)
    assert home.ledger.shelf.wait_for(home.facts())


def test_a_helper_is_named_shown_on_the_statement_and_ended(lane: Lane) -> None:
    assert problem(lane.chen.asks("/redemptions", lane.helped())) == (422, "helper_not_authorised")
    lane.entrusts()
    path = f"/volunteers/{lane.wang.who.volunteer}"
    told = lane.wang.sees(f"{path}/helpers")["items"]
    assert [(one["helper"], one["name_masked"]) for one in told] == [
        (lane.zhao.who.volunteer, "赵**")
    ]
    assert lane.chen.gets("/redemptions", lane.helped())["balance_after"] == 40
    line = lane.wang.sees(f"{path}/statement")["items"][0]
    assert line["explanation"] == "在“老陈面馆”兑换，-20 颗金豆，由赵**代办"
    zhaos = f"/volunteers/{lane.zhao.who.volunteer}/statement"
    assert lane.zhao.sees(zhaos)["items"] == []
    lane.entrusts(end=True)
    assert lane.wang.sees(f"{path}/helpers")["items"] == []
    assert problem(lane.chen.asks("/redemptions", lane.helped())) == (422, "helper_not_authorised")


def test_a_helper_proves_who_they_are_and_is_no_owner_with_the_pin(lane: Lane) -> None:
    lane.entrusts()
    wrong = lane.helped() | {"helper_pin": WRONG}
    assert problem(lane.chen.asks("/redemptions", wrong)) == (422, "pin_wrong")
    lost = lane.helped() | {"helper_badge": "GBB" + "0" * 20}
    assert problem(lane.chen.asks("/redemptions", lost)) == (404, "badge_unknown")


def test_whoever_works_in_the_shop_is_nobody_s_helper_there(lane: Lane) -> None:
    lane.entrusts()
    works(lane.home, lane.zhao, str(lane.chen.who.merchant))
    assert problem(lane.chen.asks("/redemptions", lane.helped())) == (422, "helper_of_the_shop")
    lane.home.merchant("小方超市").gets("/redemptions", lane.helped())


def test_nobody_names_themselves_from_behind_a_desk_or_for_a_stranger(lane: Lane) -> None:
    home, wang = lane.home, lane.wang.who.volunteer
    clerk = home.let_in(Role.STAFF, unit=home.lane, made_by=person_of(str(lane.zhao.who.volunteer)))
    told = {"helper": lane.zhao.who.volunteer}
    assert problem(clerk.asks(f"/volunteers/{wang}/helpers", told)) == (403, "own_benefit")
    assert problem(lane.zhao.asks(f"/volunteers/{wang}/helpers", told)) == (
        404, "volunteer_unknown"
    )  # fmt: skip
    lane.wang.gets(f"/volunteers/{wang}/helpers", told)


def test_a_code_off_the_own_telephone_will_do_instead_of_a_second_badge(lane: Lane) -> None:
    lane.entrusts()
    zhaos = lane.zhao.gets("/redemption-codes")["code"]
    told = lane.shows(helper_code=zhaos)
    assert lane.chen.gets("/redemptions", told, key="sale-1")["balance_after"] == 40
    assert lane.chen.gets("/redemptions", told, key="sale-1")["balance_after"] == 40
    assert problem(lane.chen.asks("/redemptions", told)) == (422, "code_used")
    nobodys = lane.shows(helper_code="1234 5678 9012")
    assert problem(lane.chen.asks("/redemptions", nobodys)) == (422, "code_unknown")
    line = lane.wang.sees(f"/volunteers/{lane.wang.who.volunteer}/statement")["items"][0]
    assert line["explanation"].endswith("由赵**代办") and lane.balance() == 40
