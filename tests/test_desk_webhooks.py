"""At the desk: a program is told of what happens on the lane, and is looked after there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.ledgers import FIRST
from api.webhooks.endpoints import Endpoint
from tests.doorstep import Browser, Form, Forms
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay, found_in, path_of

SECRET = r'<p class="secret">(whsec_[A-Za-z0-9+/=]+)</p>'
CITY = {"url": "https://city.invalid/beans", "label": "城市平台"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def opened(office: OfficeDay, desk: Browser, **told: str) -> tuple[Endpoint, str]:
    """Zhou has facts sent to the city; the place, and the secret that she is shown."""
    desk.open("/desk/webhooks")
    secret = found_in(desk.press("/desk/webhooks", **{**CITY, **told}), SECRET)
    return kept(office)[-1], secret


def kept(office: OfficeDay) -> list[Endpoint]:
    """Every place there is."""
    return office.house.webhooks.endpoints.of(FIRST)


def to_change(desk: Browser, found: Endpoint, act: str) -> Form:
    """The form of that button."""
    desk.open("/desk/webhooks")
    address = f"/desk/webhooks/{found.webhook}"
    forms = [one for one in Forms(desk.page.text).found if one.action == address]
    return next(one for one in forms if one["act"] == act)


def test_a_program_is_named_and_its_secret_is_shown_once(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert "/desk/webhooks" in desk.open("/desk")
    assert "还没有程序在接收" in desk.open("/desk/webhooks")
    form = desk.form("/desk/webhooks")
    told = {**CITY, "kinds": "BeansAwarded\r\n BeansRedeemed,BeansAwarded\n"}
    secret = found_in(desk.submit(form, **told), SECRET)
    (found,) = kept(office)
    assert (found.address, found.label) == (CITY["url"], "城市平台")
    assert found.secrets == (secret,) and found.kinds == {"BeansAwarded", "BeansRedeemed"}
    assert found.who.unit == SUNNY_LANE and found.position == office.ledger.book.head()
    again = desk.submit(form, **told)
    assert "此表单已提交过" in again and "whsec_" not in again and len(kept(office)) == 1
    listed = desk.open("/desk/webhooks")
    assert "城市平台" in listed and "接收中" in listed and "BeansRedeemed" in listed
    assert secret not in listed and "尚未送达过" in listed


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"url": "http://city.invalid/"}, "须以 https:// 开头"),
        ({"url": "https://127.0.0.1/"}, "位于内部网络"),
        ({"url": "not an address"}, "接收地址有误"),
        ({"kinds": "BeansAwarded Gossip"}, "没有名为 Gossip 的事实种类"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    office: OfficeDay, told: dict[str, str], words: str
) -> None:
    desk = office.at_desk()
    desk.open("/desk/webhooks")
    page = desk.press("/desk/webhooks", **{**CITY, **told})
    assert desk.page.status_code == 422 and words in page and kept(office) == []
    typed = desk.form("/desk/webhooks")
    assert (typed["label"], typed["url"]) == ("城市平台", {**CITY, **told}["url"])


def test_a_place_is_tested_and_sent_back_and_ended(office: OfficeDay) -> None:
    desk = office.at_desk()
    found, old = opened(office, desk)
    desk.submit(to_change(desk, found, "ping"))
    assert path_of(desk) == "/desk/webhooks" and "测试消息" in desk.page.text
    assert kept(office)[0].ping or kept(office)[0].ping_outcome == "no_address"
    replay = to_change(desk, found, "replay")
    second = f"fact-{office.ledger.messages.seal(2)}"
    desk.submit(replay, after=f" {second} ")
    assert kept(office)[0].position == 2
    for nothing in ("2", second.upper(), f"fact-{office.ledger.messages.seal(10_000)}"):
        page = desk.submit(to_change(desk, found, "replay"), after=nothing)
        assert desk.page.status_code == 422 and "没有这条消息" in page
    desk.submit(to_change(desk, found, "replay"), after="")
    assert kept(office)[0].position == 0
    new = found_in(desk.submit(to_change(desk, found, "secret")), SECRET)
    assert kept(office)[0].secrets == (new, old)
    assert "旧密钥有效至" in desk.open("/desk/webhooks")
    ping, end = to_change(desk, found, "ping"), to_change(desk, found, "end")
    assert "由工作人员停用" in desk.submit(end)
    assert kept(office)[0].ended_why == "asked" and new not in desk.page.text
    page = desk.submit(ping)
    assert desk.page.status_code == 409 and "这个接收地址已停用" in page
    assert "更改……" not in page


def test_what_does_not_arrive_is_shown_and_tried_again_at_once(office: OfficeDay) -> None:
    desk = office.at_desk()
    found, _ = opened(office, desk)
    office.house.webhooks.progress.failed(found, "status_503", found.made_at - found.made_at)
    page = desk.open("/desk/webhooks")
    assert "送不到" in page and "对方应答 503" in page and "下次尝试" in page
    desk.submit(to_change(desk, found, "resume"))
    assert kept(office)[0].state == "listening"
    office.house.webhooks.progress.paused(kept(office)[0], "failing")
    assert "已暂停：连续多日送不到" in desk.open("/desk/webhooks")
    assert "接收中" in desk.submit(to_change(desk, found, "resume"))


def test_across_the_river_none_of_it_is_there(office: OfficeDay) -> None:
    desk, beyond = office.at_desk(), office.across_the_river()
    found, _ = opened(office, desk)
    form = to_change(desk, found, "end")
    assert "城市平台" not in beyond.open("/desk/webhooks")
    form["_csrf_token"] = beyond.form("/desk/webhooks")["_csrf_token"]
    beyond.submit(form)
    assert beyond.page.status_code == 404 and kept(office)[0].state == "listening"
