"""Master Chen takes beans for noodles on a Sunday noon, with wet hands and a hurried queue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.redemptions import RedeemBeans
from ledger.subjects.till import Redemption
from merchant_portal import typed
from tests.doorstep import NOODLES, TOFU, WANG, Browser, Doorstep, Forms


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane at eleven: Wang has swept, and has twenty beans."""
    lane = Doorstep(tmp_path)
    lane.serves(WANG)
    yield lane
    lane.close()


@pytest.fixture
def phone(lane: Doorstep) -> Browser:
    """Wang's phone."""
    return lane.phone_of(WANG)


@pytest.fixture
def counter(lane: Doorstep) -> Browser:
    """The tablet beside Chen's till."""
    return lane.counter_of(NOODLES)


def shown(phone: Browser) -> str:
    """A fresh redemption code, read out."""
    phone.open("/me")
    found = re.search(r'class="digits">([0-9 ]+)<', phone.press("/me/code"))
    assert found
    return found[1]


def beans_of(lane: Doorstep, volunteer: str = WANG) -> int:
    """What a volunteer has left."""
    lane.ledger.shelf.wait_for(lane.ledger.book.head())
    account = lane.ledger.balances.of(volunteer)
    assert account
    return account.beans


def test_pressing_twice_takes_the_beans_once(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    form = counter.form("/merchant")
    told = {"code": shown(phone), "beans": "12"}
    first = counter.submit(form, **told)
    head = lane.ledger.book.head()
    again = counter.submit(form, **told)
    assert "兑换成功" in first and "兑换成功" in again
    assert re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", first)
    assert beans_of(lane) == 8 and lane.ledger.book.head() == head
    assert again.count("12 颗金豆") == first.count("12 颗金豆")


def test_an_old_form_with_another_customer_is_refused(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    form = counter.form("/merchant")
    counter.submit(form, code=shown(phone), beans="10")
    page = counter.submit(form, code=shown(phone), beans="10")
    assert "这张表单已经提交过" in page and beans_of(lane) == 10
    assert "兑换成功" in counter.press("/merchant", code=shown(phone), beans="10")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "1234 5678 9012"}, "没有这个码。"),
        ({"code": "noodles"}, "没有这个码。"),
        ({"beans": "two"}, "金豆须为整数"),
        ({"beans": "0"}, "金豆须为整数"),
        ({"beans": "-3"}, "金豆须为整数"),
        ({"beans": "300", "bill_yuan": ""}, "金豆不够"),
        ({"bill_yuan": "about ten"}, "账单须为金额"),
        ({"beans": "20", "bill_yuan": "1"}, "此账单最多抵扣"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_nothing_is_taken(
    lane: Doorstep, phone: Browser, counter: Browser, wrong: dict[str, str], sentence: str
) -> None:
    told = {"code": shown(phone), "beans": "10", "bill_yuan": "20", **wrong}
    page = counter.press("/merchant", **told)
    assert counter.page.status_code == 422
    assert sentence in page and "没有兑换" in page
    assert beans_of(lane) == 20
    kept = counter.form("/merchant")
    assert {name: kept[name] for name in told} == told
    assert "兑换成功" in counter.press("/merchant", code=shown(phone), beans="10", bill_yuan="20")


def test_wide_digits_from_a_chinese_keyboard_are_understood(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    wide = shown(phone).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    page = counter.press("/merchant", code=wide, beans="　１２　", bill_yuan="¥３６．５元")
    assert "兑换成功" in page and beans_of(lane) == 8


def test_a_code_that_was_read_out_too_slowly_has_run_out(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    code = shown(phone)
    lane.later(minutes=2)
    page = counter.press("/merchant", code=code, beans="10")
    assert "码已过期" in page and "请志愿者" in page


def test_a_code_works_once(lane: Doorstep, phone: Browser, counter: Browser) -> None:
    code = shown(phone)
    counter.press("/merchant", code=code, beans="10")
    assert "码已用过" in counter.press("/merchant", code=code, beans="10")
    assert beans_of(lane) == 10


def test_a_mistake_is_voided_and_the_beans_go_home(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.press("/merchant", code=shown(phone), beans="20")
    (void,) = [form for form in forms(counter) if form.endswith("/void")]
    form = counter.form(void)
    page = counter.submit(form)
    assert "已撤销" in page and "20 颗金豆已退还给志愿者" in page
    assert beans_of(lane) == 20
    assert "已撤销" in counter.submit(form), "pressed twice, undone once"
    assert beans_of(lane) == 20


def test_after_the_time_for_it_a_void_is_not_offered_and_not_taken(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.press("/merchant", code=shown(phone), beans="20")
    (void,) = [form for form in forms(counter) if form.endswith("/void")]
    form = counter.form(void)
    assert re.search(r"撤销（[0-9]{2}:[0-9]{2} 前）", counter.page.text)
    lane.later(hours=1)
    assert not [one for one in forms(counter, "/merchant") if one.endswith("/void")]
    assert "撤销时限已过" in counter.page.text
    assert "未能撤销" in counter.submit(form)
    assert beans_of(lane) == 0


def test_goods_that_come_back_later_are_refunded_by_the_owner(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.press("/merchant", code=shown(phone), beans="20")
    lane.later(hours=1)
    (refund,) = [one for one in forms(counter, "/merchant") if one.endswith("/refund")]
    form = counter.form(refund)
    page = counter.submit(form)
    assert "20 颗金豆已退还给志愿者" in page and not forms_of_undoing(counter)
    assert "20 颗金豆已退还给志愿者" in counter.submit(form) and beans_of(lane) == 20


def forms_of_undoing(counter: Browser) -> list[str]:
    """What could still be taken back."""
    return [one for one in forms(counter) if one.endswith(("/void", "/refund"))]


def test_another_shop_sees_nothing_and_voids_nothing(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.press("/merchant", code=shown(phone), beans="10")
    done = str(counter.page.url.query, "ascii")
    (void,) = [form for form in forms(counter) if form.endswith("/void")]
    other = lane.counter_of(TOFU)
    page = other.open(f"/merchant?{done}")
    assert "兑换成功" not in page and "王**" not in page
    form = counter.form(void)
    form["_csrf_token"] = other.form("/merchant")["_csrf_token"]
    assert "没有这笔兑换" in other.submit(form)
    assert beans_of(lane) == 10


def test_two_people_at_two_counters_stand_apart_in_the_takings(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.press("/merchant", code=shown(phone), beans="10")
    other = lane.counter_of(TOFU)
    other.press("/merchant", code=shown(phone), beans="10")
    assert "¥1.00" in counter.open("/merchant/takings")
    assert "¥1.00" in other.open("/merchant/takings?month=2026-11")
    assert "¥0.00" in other.open("/merchant/takings?month=2026-10")
    assert "2026年11月" in other.page.text
    for nonsense in ("/takings?month=2026-13", "?done=x", "?voided=%00"):
        other.open(f"/merchant{nonsense}")
        assert other.page.status_code == 404


def test_an_api_redemption_that_waits_can_be_let_go_at_the_counter(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    code = shown(phone).replace(" ", "")
    redemption = lane.ledger.redemption_codes.redemption_id(code)
    lane.happens(
        RedeemBeans(redemption=redemption, merchant=NOODLES, beans=10, capture=False)
    )
    assert "预留中" in counter.open("/merchant")
    page = counter.press(f"/merchant/redemptions/{redemption}/void")
    assert "10 颗金豆已退还给志愿者" in page and beans_of(lane) == 20
    assert lane.ledger.book.look(Redemption(redemption)).released


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.50", 1250), ("１２．５", 1250), ("¥1,200", 120_000), ("8元", 800), ("0.01", 1),
        ("007", 700), (" 3 6 . 5 0 ", 3650), ("12。5", 1250), ("5.", 500), ("￥ 9", 900),
        ("", None), ("0", None), ("-5", None), ("1.234", None), ("12,50", None), ("1e3", None),
        ("99999999", None), ("½", None), ("十二", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_yuan_become_fen_without_ever_being_a_fraction(text: str, fen: int | None) -> None:
    assert typed.fen(text) == fen


@pytest.mark.parametrize(
    ("text", "beans"),
    [
        ("30", 30), ("３０", 30), (" 3 0 ", 30), ("1,200", 1200), ("0030", 30),
        ("", None), ("0", None), ("3.5", None), ("+3", None), ("1234567", None), ("三十", None),
    ],
)  # fmt: skip
def test_beans_are_whole(text: str, beans: int | None) -> None:
    assert typed.beans(text) == beans


def forms(browser: Browser, path: str | None = None) -> list[str]:
    """The actions of the forms on the open page, or on another one."""
    page = browser.open(path) if path else browser.page.text
    return [form.action for form in Forms(page).found]
