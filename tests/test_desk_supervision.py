"""The office reads its day check, and sees of what a figure is made; others see nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.errands.running import Errands
from ledger.facts import Figures
from tests.doorstep import LI, NOODLES, SWEEPING, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay
from tests.patterns import happened, took
from tests.story import clock

HERE = f"/desk/supervision/{SUNNY_LANE}/2026-11-22"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """The night after a Sunday: Wang served two hours and had noodles for thirty beans."""
    day = OfficeDay(tmp_path)
    day.serves(WANG)
    happened(day, took(NOODLES, WANG, 30, "2026-11-22 12:00"))
    day.clock.turn_to(clock("2026-11-23 00:05"))
    assert Errands(day.house).freeze_documents() == 1
    yield day
    day.close()


def test_the_office_reads_its_day_check_and_goes_down_to_what_it_is_made_of(
    office: OfficeDay,
) -> None:
    desk = office.at_desk()
    assert 'href="/desk/supervision"' in desk.open("/desk")
    assert f'href="{HERE}"' in desk.open("/desk/supervision")
    page = desk.open(HERE)
    assert "日检查" in page and "到场人次" in page and "现为" not in page
    assert f'href="/desk/hours?unit={SUNNY_LANE}&amp;period=2026-11-22"' in page
    came = desk.open(f"{HERE}/arrivals")
    assert f'href="/desk/activities/{SWEEPING}"' in came and "楼道清洁" in came
    shops = desk.open(f"{HERE}/redeemed_beans")
    assert "/desk/settlements?month=2026-11" in shops and "现为" not in shops
    happened(office, took(NOODLES, LI, 12, "2026-11-22 12:30"))  # A till that was without network.
    assert "现为 42，定稿后有变化" in desk.open(HERE)
    assert "定稿时 30，现为 42" in desk.open(f"{HERE}/redeemed_beans")
    sheet = desk.get(f"{HERE}/document.csv").content.decode("utf-8-sig").splitlines()
    assert sheet[0] == "统计项,定稿,现在"
    assert "服务分钟,120,120" in sheet and "兑换金豆,30,42" in sheet
    book = load_workbook(BytesIO(desk.get(f"{HERE}/document.xlsx").content))
    assert len(list(book.active.rows)) == len(sheet) == 1 + len(Figures.__struct_fields__)
    for nothing in (f"{HERE}/sessions", f"{HERE}/shoes", HERE.replace("22", "21")):
        assert desk.get(nothing).status_code == 404


def test_across_the_river_there_is_no_such_document(office: OfficeDay) -> None:
    across = office.across_the_river()
    for there in (HERE, f"{HERE}/arrivals", f"/desk/supervision?unit={SUNNY_LANE}"):
        assert across.get(there).status_code == 404
    assert "还没有定稿的台账" in across.open("/desk/supervision")
