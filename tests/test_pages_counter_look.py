"""Master Chen looks before he promises, and a network that stutters leaves him in no doubt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.guarding.patience import PATIENCE
from api.pages.language import asset, static_file
from ledger.funds import OpenFund, ReceiveDonation
from ledger.merchants import WelcomeMerchant
from ledger.units import OpenUnit
from ledger.volunteers import MoveVolunteer
from tests.doorstep import LI, NOODLES, TOFU, WANG, Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE
from tests.test_pages_counter import beans_of, shown

READER = "vendor/zxing-wasm-3.1.4/reader.js"
WASM = "vendor/zxing-wasm-3.1.4/zxing_reader.wasm"
CHARITY = "merchant-charity"
WRONG = "1234 5678 9012"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane at eleven: Wang has swept, and has twenty beans."""
    lane = Doorstep(tmp_path)
    lane.serves(WANG)
    yield lane
    lane.close()


POOR = "unit-poor"
"""A community whose fund has one yuan and a half."""


@pytest.fixture
def phone(lane: Doorstep) -> Browser:
    """Wang's phone."""
    return lane.phone_of(WANG)


@pytest.fixture
def counter(lane: Doorstep) -> Browser:
    """The tablet beside Chen's till."""
    return lane.counter_of(NOODLES)


def looks(counter: Browser, code: str, **more: str) -> str:
    """Press the second button of the counter's form: look first."""
    counter.open("/merchant")
    form = counter.form("/merchant")
    form.action = "/merchant/look"
    return counter.submit(form, code=code, **more)


def seen(page: str) -> str:
    """What the look shows, as one line of words."""
    found = re.search(r'id="look">(.*?)</section>', page, re.DOTALL)
    assert found, "the counter shows a look"
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


# Looking first ------------------------------------------------------------------------------


def test_a_look_says_who_and_how_much_and_takes_nothing(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    code = shown(phone)
    facts = lane.ledger.book.head()
    told = seen(looks(counter, code))
    assert told == "王** 现在最多可兑 20 颗金豆 最多抵 ¥2.00 对方可用的金豆就是这些。"
    assert lane.ledger.book.head() == facts
    assert counter.form("/merchant")["code"] == code, "the form is filled in for the press"
    assert "兑换成功" in counter.press("/merchant", beans="20")
    assert beans_of(lane) == 0


def test_a_look_heeds_the_bill(phone: Browser, counter: Browser) -> None:
    told = seen(looks(counter, shown(phone), bill_yuan="2.40"))
    assert "12 颗金豆" in told and "这张账单最多抵这些" in told
    assert "账单须为金额" in looks(counter, shown(phone), bill_yuan="about two")
    assert counter.page.status_code == 422


def test_who_has_too_little_is_promised_nothing(phone: Browser, counter: Browser) -> None:
    looks(counter, shown(phone))
    counter.press("/merchant", beans="15")
    told = seen(looks(counter, shown(phone)))
    assert told == "王** 现在最多可兑 0 颗金豆 至少要有 10 颗金豆才能兑换。 对方可用的金豆不够。"


def test_a_code_that_redeems_nothing_shows_nobody(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    used, late = shown(phone), shown(lane.phone_of(LI))
    looks(counter, used)
    counter.press("/merchant", beans="10")
    assert "码已用过" in looks(counter, used) and "王**" not in _alert(counter)
    lane.later(minutes=2)
    assert "码已过期" in looks(counter, late) and "李**" not in counter.page.text
    for nonsense in (WRONG, "noodles", ""):
        assert "没有这个码" in looks(counter, nonsense)


def test_guessing_by_looking_is_guessing(lane: Doorstep, phone: Browser, counter: Browser) -> None:
    code, free = shown(phone), PATIENCE["redemption_code"].free
    for _ in range(free):
        looks(counter, "noodles")
        assert counter.page.status_code == 422
    for _ in range(free):
        assert "没有这个码" in looks(counter, WRONG), "what was no code at all was no guess"
    for act in (looks, lambda counter, code: counter.press("/merchant", code=code, beans="10")):
        assert "5 秒" in act(counter, code) and "王**" not in _alert(counter)
        assert counter.page.status_code == 429
    assert beans_of(lane) == 20
    assert "王**" in looks(lane.counter_of(TOFU), code), "another shop guessed nothing"


# What holds ---------------------------------------------------------------------------------


def test_what_holds_is_seen_before_anybody_shows_a_code(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    page = counter.open("/merchant")
    assert "每次 10 至 1,000 颗金豆" in page and "最多抵账单的 50%" in page
    assert "本店本月还可收" not in page, "no cap was agreed with Chen"
    lane.happens(
        WelcomeMerchant(
            merchant=CHARITY, name="慈善超市", community=SUNNY_LANE, kind="charity",
            monthly_cap=300,
        )
    )  # fmt: skip
    charity = lane.counter_of(CHARITY)
    page = charity.open("/merchant")
    assert "最多抵账单的 100%" in page and "本店本月还可收 300（共 300 颗金豆）" in page
    page = charity.press("/merchant", code=shown(phone), beans="12")
    assert "本店本月还可收 288（共" in page


# Once, whatever the network does ------------------------------------------------------------


def test_a_repeated_answer_says_that_it_is_one(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    counter.open("/merchant")
    form, told = counter.form("/merchant"), {"code": shown(phone), "beans": "12"}
    assert "已经办好" not in counter.submit(form, **told)
    again = counter.submit(form, **told)
    assert "兑换成功" in again and "这一笔之前已经办好，金豆只收了一次" in again
    (void,) = re.findall(r'action="(/merchant/redemptions/[^"]+/void)"', again)
    undo = counter.form(void)
    assert "之前已经撤销" not in counter.submit(undo)
    assert "这一笔之前已经撤销，金豆只退了一次" in counter.submit(undo)
    assert beans_of(lane) == 20


def test_a_repeated_refusal_says_that_it_is_one(phone: Browser, counter: Browser) -> None:
    counter.open("/merchant")
    form, told = counter.form("/merchant"), {"code": shown(phone), "beans": "30"}
    assert "第一次的答复" not in counter.submit(form, **told)
    assert "第一次的答复也是这样" in counter.submit(form, **told)
    page = counter.submit(form, **{**told, "beans": "10"})
    assert "这张表单已经提交过" in page and "请看下面今天的记录" in page


# The reader of codes ------------------------------------------------------------------------


def test_only_the_counter_may_compile_the_reader_of_codes(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    allowed = "script-src 'self' 'wasm-unsafe-eval';"
    for ours in (counter.get("/merchant"), counter.get("/merchant?done=")):
        assert allowed in ours.headers["content-security-policy"]
    looks(counter, WRONG)
    assert allowed in counter.page.headers["content-security-policy"]
    for other in ("/merchant/takings", "/merchant/nowhere", "/", "/sign-in"):
        assert "unsafe" not in counter.get(other).headers["content-security-policy"], other
    assert "unsafe" not in phone.get("/me").headers["content-security-policy"]


def test_the_reader_of_codes_is_the_one_its_makers_published(counter: Browser) -> None:
    digest = hashlib.sha256(static_file(WASM).read_bytes()).hexdigest()
    assert digest == "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2"
    assert digest in static_file(READER).read_text(), "its two halves belong together"
    answer = counter.get(asset(WASM))
    assert answer.headers["content-type"] == "application/wasm"
    assert "immutable" in answer.headers["cache-control"]
    assert hashlib.sha256(answer.content).hexdigest() == digest
    page = counter.open("/merchant")
    assert asset(WASM) in page and asset(READER) in page


def test_the_scripts_of_the_counter_name_no_address_outside() -> None:
    for name in ("kept", "sending", "looking", "decoding", "photo", "camera"):
        assert "//" not in re.sub(r"^\s*//.*$|  // .*$", "", static_file(f"{name}.js").read_text(),
                                  flags=re.MULTILINE), name  # fmt: skip


def _alert(counter: Browser) -> str:
    """What the counter warns of."""
    found = re.search(r'role="alert" id="refusal">(.*?)</section>', counter.page.text, re.DOTALL)
    assert found, "the counter warns"
    return found[1]


def test_no_more_is_promised_than_the_fund_can_pay_for(
    lane: Doorstep, phone: Browser, counter: Browser
) -> None:
    lane.happens(OpenUnit(unit=POOR, kind="community", name="月光里社区"))
    lane.happens(OpenFund(fund="fund-poor", community=POOR, name="金豆基金", holder="慈善会"))
    lane.happens(
        ReceiveDonation(
            donation="donation-poor", fund="fund-poor", fen=150, kind="cash", receipt="P-1"
        )
    )
    lane.happens(MoveVolunteer(volunteer=WANG, community=POOR))
    told = seen(looks(counter, shown(phone)))
    assert "现在最多可兑 15 颗金豆" in told and told.endswith("基金目前没有更多可用余额。")
    assert "兑换成功" in counter.press("/merchant", beans="15")
