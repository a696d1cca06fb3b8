"""At the desk and at the counter: a voucher is printed, brought, typed in, and told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import BeansRedeemed, VoucherPrinted, VoucherReleased
from tests.doorstep import NOODLES, WANG, Browser
from tests.second_desk import WANGS_NUMBER, SecondDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday morning at the office; Wang has earned twenty beans."""
    day = SecondDesk(tmp_path)
    day.serves_by_hand()
    yield day
    day.close()


def prints(office: SecondDesk, zhou: Browser, beans: str = "20") -> str:
    """Zhou prints a voucher for Wang; returns the sheet."""
    zhou.open(office.to_wang("vouchers"))
    return zhou.press(office.to_wang("vouchers"), beans=beans)


def code_on(sheet: str) -> str:
    """The digits to type."""
    (code,) = re.findall(r'class="letters">([0-9 ]+)<', sheet)
    return code


def test_zhou_prints_one_however_often_she_presses_and_chen_types_it_in(
    office: SecondDesk,
) -> None:
    zhou, at = office.zhou(), office.to_wang("vouchers")
    assert at in zhou.open(f"/desk/people/{WANG}")
    assert "目前没有未使用的兑换券" in zhou.open(at)
    form = zhou.form(at)
    sheets = [zhou.submit(form, beans="２０") for _ in range(2)]
    assert code_on(sheets[0]) == code_on(sheets[1])
    assert "<b>20</b>" in sheets[0] and "这不是钱" in sheets[0] and "王**" in sheets[0]
    paper = sheets[0].partition("<main")[2].partition("</section>")[0]
    assert "有效期至 2026 年 11 月 29 日（含当天）" in paper and WANG not in paper
    assert len(office.told(VoucherPrinted)) == 1
    assert code_on(sheets[0]).replace(" ", "") not in zhou.open(at), "a code is not kept"

    chen = office.counter_of(NOODLES)
    chen.open("/merchant")
    done = chen.press("/merchant", code=code_on(sheets[0]))
    assert "兑换成功" in done and '<p class="number">20 颗金豆' in done
    assert "纸质兑换券</dd>" in done and "剩余金豆" not in done
    (taken,) = office.told(BeansRedeemed)
    assert (taken.beans, taken.shown, taken.target) == (20, "voucher", NOODLES)
    phone = office.phone_of(WANG).open("/me/record")
    assert "纸质兑换券 · 已在老陈面馆使用" in phone and "纸质兑换券 · 已打印" in phone


def test_the_organizer_finds_her_by_her_number_and_prints_but_cancels_nothing(
    office: SecondDesk,
) -> None:
    desk = office.desk()
    assert "/desk/vouchers" in desk.open("/desk")
    desk.open("/desk/vouchers")
    assert "没有这个号码" in desk.press("/desk/vouchers", named="2000000003")
    assert "打印兑换券" in desk.press("/desk/vouchers", named=WANGS_NUMBER)
    assert "<b>10</b>" in desk.press(office.to_wang("vouchers"), beans="10")
    (printed,) = office.told(VoucherPrinted)
    page = desk.open(office.to_wang("vouchers"))
    assert "10 颗金豆" in page and "作废" not in page and printed.beans == 10


def test_chen_looks_first_and_is_told_why_not(office: SecondDesk) -> None:
    sheet, chen = prints(office, office.zhou()), office.counter_of(NOODLES)
    chen.open("/merchant")
    form = chen.form("/merchant")
    form.action = "/merchant/look"
    looked = chen.submit(form, code=code_on(sheet))
    assert "王**" in looked and "纸质兑换券，整张使用" in looked
    chen.open("/merchant")
    assert "此账单最多抵扣 10 颗" in chen.press("/merchant", code=code_on(sheet), bill_yuan="2")
    assert chen.page.status_code == 422
    assert "只能整张使用：20 颗" in chen.press("/merchant", code=code_on(sheet), beans="10")
    assert office.told(BeansRedeemed) == []


def test_a_lost_one_is_cancelled_and_the_next_may_be_printed(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("vouchers")
    sheet = prints(office, zhou, "10")
    assert "同时最多有 1 张" in prints(office, zhou, "10") and zhou.page.status_code == 422
    (printed,) = office.told(VoucherPrinted)
    cancel = f"{at}/{printed.redemption}/cancel"
    page = zhou.press(cancel)
    assert "目前没有未使用的兑换券" in page
    (released,) = office.told(VoucherReleased)
    assert (released.reason, released.balance_after) == ("cancelled", 20)
    chen = office.counter_of(NOODLES)
    chen.open("/merchant")
    assert "已作废" in chen.press("/merchant", code=code_on(sheet))
    assert code_on(prints(office, zhou, "10")) != code_on(sheet)


def test_what_cannot_be_printed_is_said_in_words(office: SecondDesk) -> None:
    zhou = office.zhou()
    for beans, told in (("", "整数"), ("9", "至少"), ("21", "金豆不够"), ("101", "最多 100 颗")):
        assert told in prints(office, zhou, beans) and zhou.page.status_code == 422
    assert office.told(VoucherPrinted) == []
