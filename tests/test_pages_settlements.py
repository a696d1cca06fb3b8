"""Master Chen reads his November on paper and on the tablet, and Zhou settles it at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.errands.running import Errands
from ledger.facts import Fact
from tests.doorstep import NOODLES, TOFU, Browser
from tests.doorstep import WANG as HER
from tests.office_day import OfficeDay, path_of
from tests.settling import CLOSING, NOVEMBER, gives_back, takes
from tests.story import Happened, clock

FUND = "fund-ofsunnylane"
ALL, MINE = "/desk/settlements", "/merchant/statements"
CHENS = f"{ALL}/settlement-noodles-202611"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[OfficeDay]:
    """The day of the closing; the clock has closed Chen's November and Fang's."""
    lane = OfficeDay(tmp_path)
    told = {"merchant": NOODLES, "paid_by": FUND}
    facts: tuple[Fact, ...] = (
        takes(400, **told), takes(200, redemption="redemption-two", **told),
        gives_back(20, **told), takes(70, merchant=TOFU, paid_by=FUND, redemption="redemption-x"),
    )  # fmt: skip
    lane.happens(Happened(facts=facts))
    lane.clock.turn_to(clock(CLOSING))
    assert Errands(lane.house).freeze_statements() == 2
    yield lane
    lane.close()


@pytest.fixture
def counter(lane: OfficeDay) -> Browser:
    """The tablet beside Chen's till."""
    return lane.counter_of(NOODLES)


def agreed(counter: Browser) -> str:
    """Chen presses that it is right."""
    counter.open(f"{MINE}/{NOVEMBER}")
    return counter.press(f"{MINE}/{NOVEMBER}/agreement")


def test_chen_reads_his_month_agrees_and_sees_it_settled(
    lane: OfficeDay, counter: Browser
) -> None:
    listed = counter.open(MINE)
    assert "¥58.00" in listed and "请核对" in listed and "2026年12月的对账单 2027年1月" in listed
    page = counter.open(f"{MINE}/{NOVEMBER}")
    assert "共 3 行" in page and "\u221220" in page and "2026年12月10日" in page
    assert "已确认" in agreed(counter)
    desk = lane.at_desk()
    assert "老陈面馆" in desk.open(ALL)
    desk.open(CHENS)
    assert "B-417" in desk.press(f"{CHENS}/payment", reference="B-417")
    assert "已结清" in counter.open(f"{MINE}/{NOVEMBER}") and "B-417" in counter.page.text


def test_chen_objects_to_a_line_and_zhou_answers_it(lane: OfficeDay, counter: Browser) -> None:
    page = counter.open(f"{MINE}/{NOVEMBER}")
    objection = f"{MINE}/{NOVEMBER}/lines/redemption-one/objection"
    assert f'href="{objection}"' in page
    counter.open(objection)
    assert "请选择哪里不对" in counter.press(objection, reason="")
    assert "正在核查" in counter.press(objection, reason="given_back")
    assert f"{MINE}/{NOVEMBER}/agreement" not in counter.page.text
    desk = lane.at_desk()
    assert "已经退还" in desk.open(CHENS) and f"{CHENS}/payment" not in desk.page.text
    told = {"outcome": "less", "words": "核对无误"}
    assert "请选择核查结果" in desk.press(f"{CHENS}/answers", **told)
    desk.press(f"{CHENS}/answers", yuan="5", **told)
    assert "异议成立：下期调整 \u2212¥5.00" in counter.open(f"{MINE}/{NOVEMBER}")


def test_what_is_typed_as_a_reference_is_looked_at(lane: OfficeDay, counter: Browser) -> None:
    agreed(counter)
    desk = lane.at_desk()
    desk.open(CHENS)
    assert "请填写转账流水号或单据号" in desk.press(f"{CHENS}/payment", reference="回单一号")


def test_another_shop_and_another_office_find_nothing(lane: OfficeDay, counter: Browser) -> None:
    fang = lane.counter_of(TOFU)
    assert "¥58.00" not in fang.open(MINE)
    fang.open(f"{MINE}/{NOVEMBER}/lines/redemption-one/objection")
    assert fang.page.status_code == 404
    across = lane.across_the_river()
    assert "老陈面馆" not in across.open(ALL)
    across.open(CHENS)
    assert across.page.status_code == 404
    clerk = lane.at_desk(lane_clerk(lane), Role.CLERK)
    clerk.open(MINE)
    assert clerk.page.status_code == 403
    counter.open(f"{MINE}/2026-10")
    assert counter.page.status_code == 404


def lane_clerk(lane: OfficeDay) -> str:
    """小周, who helps at Chen's counter."""
    person = "person-xiaozhou0000000000"
    lane.house.people.introduce(person, "小周", "13900000002")
    lane.appoint(person, Role.CLERK, merchant=NOODLES)
    return person


def test_a_month_is_closed_by_hand_and_not_settled_by_the_same_hand(lane: OfficeDay) -> None:
    lane.happens(Happened(facts=(takes(300, "2026-12-20 09:00", merchant=NOODLES, paid_by=FUND,
                                       redemption="redemption-y"),)))  # fmt: skip
    lane.clock.turn_to(clock("2027-01-20 09:00"))
    desk, december = lane.at_desk(), f"{ALL}?month=2026-12"
    assert "现在出账：老陈面馆" in desk.open(december)
    form = desk.form(f"{ALL}/closing")
    assert "¥30.00" in desk.submit(form) and "¥30.00" in desk.submit(form)
    assert path_of(desk) == ALL
    chen = lane.counter_of(NOODLES)
    chen.open(f"{MINE}/2026-12")
    chen.press(f"{MINE}/2026-12/agreement")
    address = f"{ALL}/settlement-noodles-202612"
    desk.open(address)
    desk.press(f"{address}/payment", reference="B-1")
    assert desk.page.status_code == 403


def test_the_sheets_hold_every_line_and_every_shop(lane: OfficeDay, counter: Browser) -> None:
    kept = counter.get(f"{MINE}/{NOVEMBER}/lines.csv")
    assert kept.headers["content-disposition"].endswith('"statement-2026-11.csv"')
    lines = kept.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[3].split(",")[4:9] == ["0", "20", "0.00", "2.00", "redemption-one"]
    all_shops = lane.at_desk().get(f"{ALL}.csv?month={NOVEMBER}").content.decode("utf-8-sig")
    assert "老陈面馆,2026-11,请核对,580,58.00,58.00,3,0.00" in all_shops
    assert HER not in all_shops
