"""Over HTTP: old Mrs Wang's badge at Master Chen's counter, and her PIN."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from api.house import House
from api.settings import Settings
from api.signing_in.badges import pretty
from ledger.command import By
from tests.badge_lane import PIN, WRONG, ZHAO_PIN, Lane, earns_sixty, issued
from tests.house_open import problem

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
