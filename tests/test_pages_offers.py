"""Chen would give noodles for beans: the desk looks at it, Wang finds it on her page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.subjects.offer import Offer
from ledger.subjects.standing import Merchant
from tests.doorstep import NOODLES, TOFU, WANG, Browser, Form, Forms
from tests.office_day import OfficeDay

BOWL = {"title": "牛肉面一碗", "goods": "food", "kind": "exchange", "beans": "80", "stock": "3"}
LIST, DESK, MINE, SHOPS = "/merchant/offers", "/desk/offers", "/me/offers", "/desk/shops"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office."""
    day = OfficeDay(tmp_path)
    yield day
    day.close()


@pytest.fixture
def chen(office: OfficeDay) -> Browser:
    """The tablet beside Chen's till."""
    return office.counter_of(NOODLES)


def proposed(chen: Browser, **other: str) -> str:
    """Chen fills in the form; returns the offer."""
    chen.open(LIST)
    chen.press(LIST, **BOWL | other)
    return form(chen, "withdraw").action.rpartition("/")[2]


def form(browser: Browser, act: str) -> Form:
    """The form of the open page that does this."""
    return next(one for one in Forms(browser.page.text).found if one.get("act") == act)


def published(office: OfficeDay, chen: Browser, **other: str) -> str:
    """Chen proposes, and the desk agrees."""
    offer = proposed(chen, **other)
    desk = office.at_desk()
    desk.open(DESK)
    desk.submit(form(desk, "publish"))
    return offer


def test_an_offer_from_the_shop_by_the_desk_to_the_volunteer(
    office: OfficeDay, chen: Browser
) -> None:
    wang, desk = office.phone_of(WANG), office.at_desk()
    assert "附近商户目前没有兑换项目" in wang.open(MINE)
    offer = proposed(chen, worth_yuan="12", per_month="4", valid_until="2026-12-31")
    assert "等待社区审核" in chen.page.text
    assert "牛肉面一碗" not in wang.open(MINE)
    assert f'href="{DESK}"' in desk.open("/desk")
    assert "牛肉面一碗" in desk.open(DESK) and "¥12.00" in desk.page.text
    desk.submit(form(desk, "publish"))
    assert "没有待审的项目" in desk.page.text
    assert f'href="{MINE}"' in wang.open("/me")
    page = wang.open(MINE)
    for words in ("老陈面馆", "牛肉面一碗", "80 颗金豆", "还剩 3 份", "2026年12月31日"):
        assert words in page
    chen.open(LIST)
    chen.submit(form(chen, "restock"), pieces="-2")
    assert "还剩 1 份" in wang.open(MINE)
    chen.submit(form(chen, "withdraw"))
    assert "已撤下" in chen.page.text and "牛肉面一碗" not in wang.open(MINE)
    assert office.ledger.book.look(Offer(offer)).withdrawn


def test_pressing_twice_proposes_once(office: OfficeDay, chen: Browser) -> None:
    chen.open(LIST)
    sent = chen.form(LIST)
    chen.submit(sent, **BOWL)
    before = office.facts()
    chen.submit(sent, **BOWL)
    assert office.facts() == before and chen.page.text.count("牛肉面一碗 ·") == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": " "}, "请写明能换什么"),
        ({"beans": "八十"}, "金豆须为整数"),
        ({"beans": ""}, "换物品要写明金豆数"),
        ({"worth_yuan": "cheap"}, "价值须为金额"),
        ({"stock": "-1"}, "库存须为整数"),
        ({"per_month": "x"}, "每月份数须为整数"),
        ({"valid_until": "tomorrow"}, "截止日期须为日期"),
        ({"goods": "tobacco"}, "这类商品不能用金豆兑换"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_nothing_typed_is_lost(
    office: OfficeDay, chen: Browser, typed: dict[str, str], words: str
) -> None:
    chen.open(LIST)
    before = chen.form(LIST)
    page = chen.submit(before, **BOWL | {"per_month": "7"} | typed)
    assert chen.page.status_code == 422 and words in page
    kept = chen.form(LIST)
    assert kept["stock"] == typed.get("stock", "3")
    assert kept["per_month"] == typed.get("per_month", "7")


def test_another_shops_offer_is_neither_ended_nor_filled_up(
    office: OfficeDay, chen: Browser
) -> None:
    offer, fang = proposed(chen), office.counter_of(TOFU)
    fang.open(LIST)
    sent = Form(f"{LIST}/{offer}")
    sent |= fang.form(LIST) | {"act": "withdraw"}
    assert "没有这个兑换项目" in fang.submit(sent)
    assert not office.ledger.book.look(Offer(offer)).withdrawn


def test_the_desk_across_the_river_sees_nothing_of_it(office: OfficeDay, chen: Browser) -> None:
    proposed(chen)
    desk = office.across_the_river()
    assert "牛肉面一碗" not in desk.open(DESK) and "老陈面馆" not in desk.open(SHOPS)


def test_a_yes_that_comes_too_late_is_told(office: OfficeDay, chen: Browser) -> None:
    proposed(chen)
    desk, other = office.at_desk(), office.at_desk()
    for browser in (desk, other):
        browser.open(DESK)
    late = form(other, "publish")
    desk.submit(form(desk, "publish"))
    assert "已经发布或撤下" in other.submit(late)


def test_the_desk_enters_what_a_shop_told_it_and_volunteers_see_it(office: OfficeDay) -> None:
    wang, desk = office.phone_of(WANG), office.at_desk()
    form_of_chen = f"{SHOPS}/{NOODLES}/offers"
    assert f'href="{form_of_chen}"' in desk.open(SHOPS)
    assert "老陈面馆" in desk.open(form_of_chen)
    assert "这类商品不能用金豆兑换" in desk.press(form_of_chen, **BOWL | {"goods": "alcohol"})
    assert "金豆须为整数" in desk.press(form_of_chen, **BOWL | {"beans": "八十"})
    sent = desk.form(form_of_chen)
    desk.submit(sent, **BOWL)
    facts = office.facts()
    assert "牛肉面一碗" in desk.submit(sent, **BOWL) and office.facts() == facts
    assert "牛肉面一碗" in wang.open(MINE) and "还剩 3 份" in wang.page.text


# Shops --------------------------------------------------------------------------------------


def of_chen(desk: Browser, act: str) -> Form:
    """The form for Chen's shop that does this."""
    found = Forms(desk.page.text).found
    return next(one for one in found if one.action == f"{SHOPS}/{NOODLES}" and one["act"] == act)


def test_a_shop_is_suspended_at_the_desk_and_resumed(office: OfficeDay, chen: Browser) -> None:
    published(office, chen)
    wang, desk = office.phone_of(WANG), office.at_desk()
    assert f'href="{SHOPS}"' in desk.open("/desk") and "老陈面馆" in desk.open(SHOPS)
    assert "请选择原因" in desk.submit(of_chen(desk, "suspend"))
    said = {"reason": "complaint", "note": "王阿姨说收了两次"}
    assert "已暂停收金豆" in desk.submit(of_chen(desk, "suspend"), **said)
    assert office.ledger.book.look(Merchant(NOODLES)).halted is not None
    assert "王阿姨" not in str([one.fact for one in office.ledger.book.facts()])
    assert "牛肉面一碗" not in wang.open(MINE)
    desk.submit(of_chen(desk, "resume"))
    assert office.ledger.book.look(Merchant(NOODLES)).halted is None
    assert "牛肉面一碗" in wang.open(MINE)


def test_caps_are_agreed_on_at_the_desk(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(SHOPS)
    assert "金豆须为整数" in desk.submit(of_chen(desk, "terms"), cap_per_day="viel")
    desk.submit(of_chen(desk, "terms"), cap_per_transaction="80", cap_per_day="900")
    shop = office.ledger.book.look(Merchant(NOODLES)).must_exist()
    assert (shop.cap_per_transaction, shop.cap_per_day, shop.monthly_cap) == (80, 900, None)
    assert "900 颗金豆" in desk.open(SHOPS)
