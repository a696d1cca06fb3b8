"""Old Mrs Wang's badge on Master Chen's tablet: her PIN, her beans, and who goes for her."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from api.ledgers import FIRST
from api.signing_in.badges import Issued, pretty
from ledger.entrusting import AuthoriseHelper
from ledger.subjects.entrusted import Entrusted
from tests.doorstep import LI, NOODLES, TOFU, WANG, Browser, Doorstep, Forms

PIN, LIS_PIN, WRONG = "471953", "620158", "111112"
AT = "/merchant/badge"
TAKE = f"{AT}/take"


class Counter(NamedTuple):
    """The lane at eleven: Wang has swept and has twenty beans; Chen's tablet lies there."""

    lane: Doorstep
    tablet: Browser
    badge: Issued
    lis: Issued

    def shows(self, **more: str) -> str:
        """Wang's badge is shown; returns what the tablet says."""
        self.tablet.open(AT)
        return self.tablet.press(AT, badge=pretty(self.badge.code), **more)

    def beans(self) -> int:
        """What Wang has left."""
        self.lane.ledger.shelf.wait_for(self.lane.ledger.book.head())
        account = self.lane.ledger.balances.of(WANG)
        assert account
        return account.beans


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Wang and Li have badges."""
    lane = Doorstep(tmp_path)
    lane.serves(WANG)
    wang, li = (
        lane.house.gate.issue_badge(who, FIRST, pin, issued_by="key-office")
        for who, pin in ((WANG, PIN), (LI, LIS_PIN))
    )
    yield Counter(lane, lane.counter_of(NOODLES), wang, li)
    lane.close()


def large(page: str) -> list[str]:
    """What stands there in very large type."""
    return re.findall(r'class="vast">([^<]+)<', page)


def test_she_types_her_pin_sees_her_beans_and_pays_with_some(counter: Counter) -> None:
    seen = counter.shows(pin=PIN)
    assert large(seen) == ["20"] and "王**" in seen and "此刻在本店最多可用" in seen
    done = counter.tablet.press(TAKE, beans="12", bill_yuan="8.00")
    assert large(done) == ["8"] and "兑换成功" in done and "1.20" in done
    assert counter.beans() == 8


def test_neither_the_pin_nor_the_code_is_left_on_the_page_or_in_an_address(
    counter: Counter,
) -> None:
    seen = counter.shows(pin=PIN)
    done = counter.tablet.press(TAKE, beans="12")
    for secret in (PIN, counter.badge.code, pretty(counter.badge.code), WANG):
        assert secret not in seen and secret not in done
        assert secret not in str(counter.tablet.page.url)
    assert "20" not in str(counter.tablet.page.url).partition("done=")[0]


def test_without_the_pin_a_little_is_taken_and_no_balance_shown(counter: Counter) -> None:
    seen = counter.shows()
    assert large(seen) == [] and "不输密码，每天最多" in seen and "100 颗" in seen
    done = counter.tablet.press(TAKE, beans="12")
    assert "兑换成功" in done and large(done) == []
    assert counter.beans() == 8


def test_one_pin_is_good_for_one_redemption_pressed_once_or_twice(counter: Counter) -> None:
    counter.shows(pin=PIN)
    form = counter.tablet.form(TAKE)
    first = counter.tablet.submit(form, beans="10")
    assert counter.tablet.submit(form, beans="10") == first and counter.beans() == 10
    other = counter.tablet.submit(form, beans="10", form_key="another-form")
    assert "没有兑换" in other and "再出示一次" in other and counter.beans() == 10


def test_too_many_beans_are_refused_and_fewer_taken_on_the_same_page(counter: Counter) -> None:
    counter.shows(pin=PIN)
    refused = counter.tablet.press(TAKE, beans="21")
    assert counter.tablet.page.status_code == 422
    assert "金豆不够" in refused and large(refused) == ["20"] and 'value="21"' in refused
    assert "整数" in counter.tablet.press(TAKE, beans="一些")
    assert large(counter.tablet.press(TAKE, beans="20")) == ["0"]


def test_a_seal_is_for_this_shop_and_for_five_minutes(counter: Counter) -> None:
    counter.shows(pin=PIN)
    form = counter.tablet.form(TAKE)
    elsewhere = counter.lane.counter_of(TOFU)
    elsewhere.open(AT)
    theirs = Forms(elsewhere.page.text).found[0]["_csrf_token"]
    refused = elsewhere.submit(form, beans="10", _csrf_token=theirs)
    assert "再出示一次" in refused and elsewhere.page.status_code == 422
    counter.lane.later(minutes=5)
    assert "再出示一次" in counter.tablet.submit(form, beans="10")
    assert "再出示一次" in counter.tablet.submit(form, beans="10", seal="bm9uZSBvZiBvdXJz")
    assert counter.beans() == 20


def test_a_badge_lost_between_two_pages_pays_nothing(counter: Counter) -> None:
    counter.shows(pin=PIN)
    phone = counter.lane.phone_of(WANG)
    phone.open("/me/badge")
    assert "没有可用的证" in phone.press("/me/badge/lost")
    assert "再出示一次" in counter.tablet.press(TAKE, beans="10")
    lost = counter.shows(pin=PIN)
    assert counter.tablet.page.status_code == 422 and "挂失" in lost
    assert counter.beans() == 20


def test_a_wrong_pin_is_told_and_a_blocked_one_too(counter: Counter) -> None:
    for _ in range(5):
        told = counter.shows(pin=WRONG)
        assert "密码不对" in told and pretty(counter.badge.code) in told and WRONG not in told
    blocked = counter.shows(pin=PIN)
    assert counter.tablet.page.status_code == 429
    assert "密码输错太多次" in blocked and "代办人" in blocked
    assert "每天最多" in counter.shows()


def test_somebody_she_named_comes_and_stands_on_her_page(counter: Counter) -> None:
    comes = {"helper_badge": counter.lis.code, "helper_pin": LIS_PIN}
    stranger = counter.shows(**comes)
    assert "没有获准代办" in stranger and large(stranger) == [] and "20 颗" not in stranger
    phone = counter.lane.phone_of(WANG)
    phone.open("/me/badge")
    refused = phone.press("/me/badge/helpers", named="1000000002")
    assert "没有这个志愿者编号" in refused
    counter.lane.happens(AuthoriseHelper(volunteer=WANG, helper=LI))
    assert "李**" in phone.open("/me/badge")
    copy = phone.get("/me/data.json").json()
    assert [one["name_masked"] for one in copy["service"]["helpers"]] == ["李**"]
    assert large(counter.shows(**comes)) == ["20"]
    done = counter.tablet.press(TAKE, beans="10")
    assert "李**" in done and "王**" in done
    assert "由李**代办" in phone.open("/me") and "由李**代办" in phone.open("/me/record")
    phone.open("/me/badge")
    assert "李**" not in phone.press("/me/badge/helpers/end")
    assert counter.lane.ledger.book.look(Entrusted(WANG)).since == {}


def test_a_telephone_at_the_counter_that_scans_the_badge_is_asked_for_the_pin(
    counter: Counter,
) -> None:
    scanned = counter.tablet.open(f"/b/{counter.badge.code}")
    assert "凭志愿者证兑换" in scanned and large(scanned) == []
    assert large(counter.tablet.press(AT, pin=PIN)) == ["20"]
    assert "用志愿者证登录" in counter.lane.stranger().open(f"/b/{counter.badge.code}")
