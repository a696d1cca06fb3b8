"""The office reads its month, goes from every number to its lines, and takes it as a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.access.roles import Role
from ledger.subjects.fund import first_page
from ledger.subjects.presence import attendance_of
from tests.busy_deeds import awarded, clawed_back, donation, redeemed, reviewed, served
from tests.doorstep import LI, NOODLES, WANG, Browser
from tests.neighbourhood import PATROL, SUNNY_LANE
from tests.office_day import BEYOND, SUN, OfficeDay
from tests.patterns import happened

NOVEMBER = "month=2026-11"
PAGE_OF_MONEY = first_page("fund-ofsunnylane")
_LINK = re.compile(r'<a href="(/desk/reports/lines\?[^"]*)">([^<]*)</a>')
_AMOUNT = re.compile(r'<span class="amount"><b>([^<]*)</b>')
_TOGETHER = re.compile(r'<b class="number">([^<]*)</b>')


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeDay]:
    """A day at the office; on both sides of the river people served, and some spent beans."""
    day = OfficeDay(tmp_path_factory.mktemp("office"))
    happened(
        day, served("2026-11-10", 95, WANG), awarded("2026-11-10", 15, WANG),
        reviewed("2026-11-11", "2026-11-10", 7, WANG), served("2026-11-12", 33, LI),
        clawed_back("2026-11-13", "2026-11-10", 5, WANG), served("2026-11-14", 61, SUN),
        *redeemed("2026-11-15", 4, WANG, NOODLES, PAGE_OF_MONEY),
        donation("2026-11-16", 12_345, PAGE_OF_MONEY),
    )  # fmt: skip
    yield day
    day.close()


def added_up(texts: list[str]) -> int:
    """What these numbers come to, with their signs, in the smallest part they are counted in."""
    return sum(int(re.sub(r"[^0-9−]", "", text).replace("−", "-")) for text in texts)


def test_every_number_of_the_page_leads_to_lines_that_come_to_it(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert 'href="/desk/reports"' in desk.open("/desk")
    assert "2026年10月" in desk.open("/desk/reports")  # The last month that is over.
    page = desk.open(f"/desk/reports?{NOVEMBER}")
    links = [(unescape(address), shown) for address, shown in _LINK.findall(page)]
    assert len(links) > 30 and len(set(links)) == len(links)
    for address, shown in links:
        behind = desk.open(address)
        (together,) = _TOGETHER.findall(behind)
        assert added_up([together]) == added_up(_AMOUNT.findall(behind)), address
        if "figure=minutes" not in address and "figure=training" not in address:
            assert together == shown, address
    assert "王秀英" not in page and not re.findall(r"<input(?! type=\"hidden\")", page)


def test_a_line_leads_to_where_it_stands_and_names_nobody_in_full(office: OfficeDay) -> None:
    desk = office.at_desk()
    behind = desk.open(f"/desk/reports/lines?figure=minutes&{NOVEMBER}")
    assert "135 分钟" in behind and "服务确认" in behind and "王**" in behind
    assert "王秀英" not in behind
    assert f'href="/desk/attendances/{attendance_of(PATROL, WANG)}"' in behind
    assert "账本第" not in behind
    office.appoint("person-sun0000000000000", Role.AUDITOR)
    auditor = office.at_desk("person-sun0000000000000", Role.AUDITOR)
    audited = auditor.open(f"/desk/reports/lines?figure=minutes&{NOVEMBER}")
    assert "账本第" in audited and "王**" not in audited and "1000000001" in audited


def test_the_sheets_have_the_numbers_of_the_page(office: OfficeDay) -> None:
    desk = office.at_desk()
    page = desk.open(f"/desk/reports?{NOVEMBER}")
    text = desk.get(f"/desk/reports.csv?{NOVEMBER}").content.decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]
    assert lines[0] == ["单位", "月份", "部分", "名称", "指标", "数值", "计量单位"]
    assert len(lines) - 1 == len(_LINK.findall(page))
    told = {(part, name, figure): number for _, _, part, name, figure, number, _ in lines[1:]}
    assert told["各类服务", "导入的记录", "服务人次"] == told["服务", "合计", "服务人次"] == "2"
    assert told["资金", "合计", "收到资金"] == "100012345"
    assert told["服务", "合计", "服务时长（小时）"] == "135"
    book = load_workbook(BytesIO(desk.get(f"/desk/reports.xlsx?{NOVEMBER}").content))
    assert [[str(cell.value) for cell in row] for row in book.active.rows] == lines


def test_the_other_side_of_the_river_reads_its_own(office: OfficeDay) -> None:
    across: Browser = office.across_the_river()
    for page in ("", ".csv", ".xlsx", "/lines"):
        assert across.get(f"/desk/reports{page}?unit={SUNNY_LANE}").status_code == 404
    assert "61 分钟" in across.open(f"/desk/reports/lines?figure=minutes&{NOVEMBER}")
    everything = office.admin().open(f"/desk/reports?{NOVEMBER}")
    assert f"unit={BEYOND}" in everything and f"unit={SUNNY_LANE}" in everything
