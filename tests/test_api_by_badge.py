"""Over HTTP: old Mrs Wang's badge at Master Chen's counter, her PIN, and her neighbour who goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.house import House
from api.ids import new_id
from api.settings import Settings
from api.signing_in.badges import Issued, pretty
from ledger.appointments import Appoint
from ledger.command import By
from tests.house_open import Neighbour, OpenHouse, open_house, problem

PIN, ZHAO_PIN, WRONG = "471953", "620158", "111112"


class Lane(NamedTuple):
    """Wang has sixty beans and a badge, her neighbour Zhao has a badge, Chen has a shop."""

    home: OpenHouse
    wang: Neighbour
    zhao: Neighbour
    chen: Neighbour
    badge: Issued
    zhaos: Issued

    def shows(self, beans: int = 20, **more: Any) -> dict[str, Any]:
        """What Chen sends for Wang's badge."""
        return {"badge": self.badge.code, "beans": beans, **more}

    def helped(self, **more: Any) -> dict[str, Any]:
        """What Chen sends when Zhao comes for her."""
        return self.shows(helper_badge=self.zhaos.code, helper_pin=ZHAO_PIN, **more)

    def balance(self) -> int:
        """Wang's beans."""
        path = f"/volunteers/{self.wang.who.volunteer}/account"
        return int(self.home.admin.sees(path)["beans"])

    def entrusts(self, *, end: bool = False) -> None:
        """Wang says that Zhao may go for her, or may no more."""
        path = f"/volunteers/{self.wang.who.volunteer}/helpers{'/end' if end else ''}"
        self.home.admin.gets(path, {"helper": self.zhao.who.volunteer})


def issued(home: OpenHouse, who: Neighbour, pin: str) -> Issued:
    """The office prints a badge."""
    return home.house.gate.issue_badge(
        str(who.who.volunteer), home.ledger.name, pin, issued_by="key-office"
    )


def earns_sixty(home: OpenHouse, who: Neighbour, day: str) -> None:
    """Six hours of service, entered and confirmed."""
    came, left = f"{day} 09:00", f"{day} 15:00"
    activity = home.activity(came, left)
    home.it_is(left)
    rated = [{"attendance": home.presence(who, activity, came, left), "rating": 5}]
    home.admin.gets(f"/activities/{activity}/confirmations", {"attendances": rated})


def has_money(home: OpenHouse) -> None:
    """There is a fund behind the beans of the lane."""
    fund = home.admin.gets("/funds", {"name": "金豆基金", "community": home.lane})["id"]
    home.admin.gets(f"/funds/{fund}/donations", {"fen": 1_000_000})


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    """The lane after six hours of service."""
    with open_house(tmp_path) as home:
        wang, zhao, chen = home.volunteer(), home.volunteer("赵小梅"), home.merchant()
        earns_sixty(home, wang, "2026-11-22")
        has_money(home)
        yield Lane(home, wang, zhao, chen, issued(home, wang, PIN), issued(home, zhao, ZHAO_PIN))


def works(home: OpenHouse, who: Neighbour, merchant: str) -> None:
    """This neighbour is a clerk of that shop since today."""
    now = home.clock.now()
    clerk = Appoint(
        appointment=new_id("appointment", now), person=person_of(str(who.who.volunteer)),
        role="clerk", merchant=merchant, since=now.date(),
    )  # fmt: skip
    home.ledger.book.record(clerk, By("key-office", "admin", "key-clerk", "told once"), now)
    assert home.ledger.shelf.wait_for(home.facts())


# What is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize("proof", [{}, {"pin": PIN}])
def test_a_badge_gets_the_same_answer_as_a_code(lane: Lane, proof: dict[str, str]) -> None:
    told = lane.shows(capture=False, **proof) | {"badge": pretty(lane.badge.code)}
    answer = lane.chen.gets("/redemptions", told)
    assert answer["state"] == "authorised" and answer["balance_after"] == 40
    assert (answer["volunteer_masked"], answer["beans"]) == ("王**", 20)
    done = lane.chen.gets(f"/redemptions/{answer['id']}/capture")
    assert done == {"state": "captured", "beans": 20, "balance_after": 40}
    lane.chen.gets(f"/redemptions/{answer['id']}/refund", {"beans": 5})
    assert lane.balance() == 45


HALVES: list[dict[str, str]] = [
    {},
    {"code": "123", "badge": "GBB"},
    {"code": "123", "pin": PIN},
    {"badge": "GBB", "helper_badge": "GBB"},
    {"badge": "GBB", "helper_pin": PIN},
    {"badge": "GBB", "pin": PIN, "helper_badge": "GBB", "helper_pin": PIN},
    {"badge": "GBB", "pin": "12345"},
]


def test_exactly_one_thing_is_shown_with_all_that_belongs_to_it(lane: Lane) -> None:
    for told in HALVES:
        answer = lane.chen.asks("/redemptions", told | {"beans": 10})
        assert problem(answer) == (400, "malformed"), told


def test_without_the_pin_the_day_s_beans_are_few(lane: Lane) -> None:
    earns_sixty(lane.home, lane.wang, "2026-11-23")
    lane.chen.gets("/redemptions", lane.shows(60))
    answer = lane.chen.asks("/redemptions", lane.shows(41), language="zh-CN")
    assert problem(answer) == (422, "limit_exceeded")
    assert answer.json()["title"] == "超出限额：不输密码每天最多 100 颗金豆。"
    lane.chen.gets("/redemptions", lane.shows(41, pin=PIN))
    assert lane.balance() == 19


def test_neither_the_book_nor_an_answer_knows_the_pin_or_the_badge(lane: Lane) -> None:
    answer = lane.chen.asks("/redemptions", lane.shows(pin=PIN)).text
    lane.entrusts()
    answer += lane.chen.asks("/redemptions", lane.helped()).text
    answer += lane.chen.asks("/redemptions", lane.shows(pin=WRONG)).text
    book = "".join(map(repr, lane.home.ledger.book.facts()))
    for secret in (PIN, ZHAO_PIN, WRONG, lane.badge.code, lane.zhaos.code):
        assert secret not in answer and secret not in book


def test_what_is_remembered_of_a_request_is_the_same_whatever_the_pin(lane: Lane) -> None:
    """A digest of six digits would be read by trying them all."""
    first = lane.chen.gets("/redemptions", lane.shows(pin=PIN), key="sale-1")
    again = lane.chen.asks("/redemptions", lane.shows(pin=WRONG), key="sale-1")
    assert again.json() == first and again.headers["Idempotency-Replayed"] == "true"
    changed = lane.chen.asks("/redemptions", lane.shows(), key="sale-1")
    assert problem(changed) == (422, "key_reused")
    assert lane.balance() == 40


# Guessing -----------------------------------------------------------------------------------


def test_whoever_guesses_the_pin_is_told_when_it_counts_again(lane: Lane) -> None:
    for _ in range(5):
        answer = lane.chen.asks("/redemptions", lane.shows(pin=WRONG))
        assert problem(answer) == (422, "pin_wrong")
    blocked = lane.chen.asks("/redemptions", lane.shows(pin=PIN))
    assert problem(blocked) == (429, "pin_blocked")
    assert blocked.headers["Retry-After"] == "60" and "1 分钟" in blocked.json()["title"]
    lane.home.later(seconds=60)
    lane.chen.gets("/redemptions", lane.shows(pin=PIN))


def test_and_so_is_whoever_tries_at_another_shop_or_signing_in(lane: Lane) -> None:
    fang = lane.home.merchant("小方超市")
    for _ in range(5):
        fang.asks("/redemptions", lane.shows(pin=WRONG))
    assert problem(lane.chen.asks("/redemptions", lane.shows(pin=PIN))) == (429, "pin_blocked")
    form = {"badge": lane.badge.code, "pin": PIN}
    lane.home.client.get("/sign-in/badge")
    token = str(lane.home.client.cookies["csrftoken"])
    door = lane.home.client.post("/sign-in/badge", data=form, headers={"x-csrftoken": token})
    assert door.status_code == 429


def test_a_shop_that_tries_badge_after_badge_waits_whatever_it_shows(lane: Lane) -> None:
    nobodys = {"badge": "GBB" + "0" * 20, "beans": 10}
    for _ in range(20):
        assert problem(lane.chen.asks("/redemptions", nobodys)) == (404, "badge_unknown")
    waits = lane.chen.asks("/redemptions", lane.shows(pin=PIN))
    assert problem(waits) == (429, "too_many_attempts")
    lane.home.merchant("小方超市").gets("/redemptions", lane.shows(pin=PIN))


def test_a_pin_that_is_blocked_still_gets_its_first_answer_again(lane: Lane) -> None:
    first = lane.chen.gets("/redemptions", lane.shows(pin=PIN), key="sale-1")
    for _ in range(5):
        lane.chen.asks("/redemptions", lane.shows(pin=WRONG))
    assert lane.chen.gets("/redemptions", lane.shows(pin=PIN), key="sale-1") == first


# Lost ---------------------------------------------------------------------------------------


def test_a_lost_badge_is_refused_at_once_in_every_process_and_the_new_one_has_the_same_beans(
    lane: Lane, tmp_path: Path
) -> None:
    home = lane.home
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, tmp_path)
    with closing(House(settings, home.clock)) as beside:
        assert beside.gate.badges.whose(lane.badge.code)
        assert beside.gate.badges.check(lane.badge.code, PIN)
        lane.chen.gets("/redemptions", lane.shows(pin=PIN))
        home.house.gate.withdraw_badge(str(lane.wang.who.volunteer))
        for proof in ({}, {"pin": PIN}):
            answer = lane.chen.asks("/redemptions", lane.shows(**proof))
            assert problem(answer) == (404, "badge_unknown")
        assert beside.gate.badges.whose(lane.badge.code) is None
        assert beside.gate.badges.check(lane.badge.code, PIN) is None
        assert lane.balance() == 40
        new = issued(home, lane.wang, "905731")
        assert beside.gate.badges.whose(lane.badge.code) is None
        answer = lane.chen.gets("/redemptions", {"badge": new.code, "pin": "905731", "beans": 10})
        assert answer["balance_after"] == 30


def test_whoever_was_forgotten_has_no_badge_any_more(lane: Lane) -> None:
    by = By("key-office", "admin", "key-erase", "told once")
    lane.home.house.erasing.erase(lane.home.ledger.name, str(lane.wang.who.volunteer), by)
    answer = lane.chen.asks("/redemptions", lane.shows(pin=PIN))
    assert problem(answer) == (404, "badge_unknown")


# Somebody goes for her ----------------------------------------------------------------------


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
