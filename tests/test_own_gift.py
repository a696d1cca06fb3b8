"""A shop gives a third of every bean itself, and its statement says so, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.errands.running import Errands
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.reversals import RefundRedemption
from ledger.rules import AdoptPolicy
from tests.doorstep import NOODLES, WANG
from tests.neighbourhood import amended, earned
from tests.office_day import OfficeDay
from tests.settling import CLOSING, NOVEMBER
from tests.story import Happened, clock

TWO_THIRDS = amended(("fund_share_permille = 1000", "fund_share_permille = 650"), version=3)
MINE = f"/merchant/statements/{NOVEMBER}"
DESK = f"/desk/settlements/settlement-noodles-{NOVEMBER.replace('-', '')}"
OF_FORTY = "价值 ¥4.00：基金 ¥2.40，商户自赠 ¥1.60"
"""Ten fen a bean, of which the fund owes six: its share in whole fen."""
OF_WHAT_STAYED = ("¥3.00", "¥1.80", "¥1.20")


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[OfficeDay]:
    """Wang spent forty beans at Chen's and brought a bowl back that was ten of them."""
    lane = OfficeDay(tmp_path)
    for command in (
        AdoptPolicy(text=TWO_THIRDS), Happened(facts=(earned(80, volunteer=WANG),)),
        IssueCode(redemption="redemption-bowls", volunteer=WANG),
        RedeemBeans(redemption="redemption-bowls", merchant=NOODLES, beans=40),
        RefundRedemption(redemption="redemption-bowls", merchant=NOODLES, beans=10),
    ):  # fmt: skip
        lane.happens(command)
    lane.clock.turn_to(clock(CLOSING))
    assert Errands(lane.house).freeze_statements() == 1
    yield lane
    lane.close()


def test_the_shop_and_the_office_read_what_the_fund_pays_and_what_the_shop_gave(
    lane: OfficeDay,
) -> None:
    for page in (lane.counter_of(NOODLES).open(MINE), lane.at_desk().open(DESK)):
        assert OF_FORTY in page and "基金 −¥0.60，商户自赠 −¥0.40" in page
        sums = page[page.index("留存金豆价值") : page.index("</table>", page.index("自赠"))]
        assert [sums.count(each) for each in OF_WHAT_STAYED] == [1, 1, 1]


def test_the_sheets_add_up_to_the_same_gift(lane: OfficeDay) -> None:
    kept = lane.counter_of(NOODLES).get(f"{MINE}/lines.csv").content.decode("utf-8-sig")
    titles, taken, back = (line.split(",") for line in kept.splitlines())
    assert titles[-2:] == ["商户自赠（元）", "自赠扣减（元）"]
    assert (taken[6:8], taken[-2:]) == (["2.40", "0.00"], ["1.60", "0.00"])
    assert (back[6:8], back[-2:]) == (["0.00", "0.60"], ["0.00", "0.40"])
    shops = lane.at_desk().get(f"/desk/settlements.csv?month={NOVEMBER}").content
    assert "30,1.80,0.00,2,1.20" in shops.decode("utf-8-sig")
