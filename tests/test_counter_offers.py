"""At the counter an offer is chosen, and the price of it fills in the beans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.ledgers import FIRST
from ledger.merchants import SuspendMerchant
from ledger.offers import ProposeOffer
from ledger.subjects.offer import Offer
from tests.doorstep import NOODLES, TOFU, WANG, Browser
from tests.office_day import OfficeDay

BOWL, SHAVE = "offer-bowl", "offer-shave"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Wang has twenty beans, and Chen gives bowls for ten of them and shaves off a bill."""
    day = OfficeDay(tmp_path)
    day.serves(WANG)
    today = {"merchant": NOODLES, "goods": "food", "valid_from": day.clock.now().date()}
    bowl = {"kind": "exchange", "title": "小碗面", "beans": 10, "stock": 3}
    day.happens(ProposeOffer(offer=BOWL, publish=True, **bowl, **today))
    shave = {"kind": "offset", "title": "理发"}
    day.happens(ProposeOffer(offer=SHAVE, publish=True, **shave, **today))
    yield day
    day.close()


def shown(office: OfficeDay) -> str:
    """A fresh redemption code, read out."""
    phone = office.phone_of(WANG)
    phone.open("/me")
    found = re.search(r'class="digits">([0-9 ]+)<', phone.press("/me/code"))
    assert found
    return found[1]


def sells(office: OfficeDay, counter: Browser, **typed: str) -> str:
    """Chen fills in the form with a fresh code; what comes of it."""
    counter.open("/merchant")
    return counter.press("/merchant", code=shown(office), **typed)


def test_the_price_of_the_chosen_offer_fills_in_the_beans(office: OfficeDay) -> None:
    chen = office.counter_of(NOODLES)
    page = chen.open("/merchant")
    assert "小碗面" in page and "还剩 3 份" in page
    page = sells(office, chen, offer=BOWL, quantity="2")
    assert "兑换成功" in page and "20 颗金豆" in page
    assert office.ledger.book.look(Offer(BOWL)).left == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"offer": BOWL, "beans": "11"}, "应为 10 颗金豆"),
        ({"offer": BOWL, "quantity": "0"}, "份数须为"),
        ({"offer": BOWL, "quantity": "21"}, "份数须为"),
        ({"offer": SHAVE}, "金豆须为整数"),
        ({"offer": SHAVE, "beans": "10"}, "请输入账单金额"),
        ({"offer": "offer-nobodys", "beans": "10"}, "没有这个兑换项目"),
    ],
)
def test_what_does_not_fit_the_offer_is_told(
    office: OfficeDay, typed: dict[str, str], words: str
) -> None:
    assert words in sells(office, office.counter_of(NOODLES), **typed)


def test_a_part_of_a_bill_is_taken_by_its_offer(office: OfficeDay) -> None:
    bill = {"offer": SHAVE, "beans": "10", "bill_yuan": "20"}
    assert "兑换成功" in sells(office, office.counter_of(NOODLES), **bill)


def test_without_offers_nothing_is_there_to_choose(office: OfficeDay) -> None:
    fang = office.counter_of(TOFU)
    fang.open("/merchant")
    assert "offer" not in fang.form("/merchant")
    assert "兑换成功" in sells(office, fang, beans="10")


def test_whoever_shows_a_badge_chooses_the_same_offers(office: OfficeDay) -> None:
    chen, gate = office.counter_of(NOODLES), office.house.gate
    badge = gate.issue_badge(WANG, FIRST, "471953", issued_by="key-office")
    chen.open("/merchant/badge")
    seen = chen.press("/merchant/badge", badge=badge.code, pin="471953")
    assert "小碗面" in seen and "还剩 3 份" in seen
    refused = chen.press("/merchant/badge/take", offer=BOWL, quantity="21")
    assert "份数须为" in refused and 'value="21"' in refused
    assert "20 颗金豆" in chen.press("/merchant/badge/take", offer=BOWL, quantity="2")
    assert office.ledger.book.look(Offer(BOWL)).left == 1


def test_whoever_works_here_is_no_customer_here(office: OfficeDay) -> None:
    office.appoint(person_of(WANG), Role.CLERK, merchant=NOODLES)
    assert "不能在本店兑换" in sells(office, office.counter_of(NOODLES), beans="10")


def test_a_suspended_shop_is_told_so_before_any_bean_is_looked_at(office: OfficeDay) -> None:
    chen = office.counter_of(NOODLES)
    office.happens(SuspendMerchant(merchant=NOODLES, reason="complaint"))
    chen.open("/merchant")
    form = chen.form("/merchant")
    form.action = "/merchant/look"
    assert "商户已暂停兑换" in chen.submit(form, code=shown(office))
