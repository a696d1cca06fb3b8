"""The office reads its hours down to a person, takes them as a sheet, and enters a star."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.deeds import confirmed
from tests.doorstep import LI, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay, path_of
from tests.patterns import happened
from tests.story import clock

NOVEMBER = "period=2026-11"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office; Wang has served a hundred hours, Li half an hour."""
    day = OfficeDay(tmp_path)
    served = [
        confirmed(clock("2026-11-22 09:00"), "09:00–11:00", minutes, volunteer=who)
        for who, minutes in ((WANG, 6000), (LI, 30))
    ]
    happened(day, *served)
    yield day
    day.close()


def test_the_office_goes_down_to_a_person_and_takes_a_sheet_along(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert 'href="/desk/hours"' in desk.open("/desk")
    page = desk.open(f"/desk/hours?{NOVEMBER}")
    assert "直接归属" in page and "100.5" in page and "2 场" in page
    people = desk.open(f"/desk/hours?{NOVEMBER}&by=person")
    assert f'href="/desk/people/{WANG}"' in people and "王**" in people and "王秀英" not in people
    text = desk.get(f"/desk/hours.csv?{NOVEMBER}&by=person").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "名称,服务分钟,培训分钟,场次"
    assert text.splitlines()[-1] == "合计,6030,0,2"
    book = load_workbook(BytesIO(desk.get("/desk/hours.xlsx?period=2026").content))
    assert [cell.value for cell in list(book.active.rows)[-1]] == ["合计", 6030, 0, 2]
    across = office.across_the_river()
    assert across.get(f"/desk/hours?unit={SUNNY_LANE}").status_code == 404
    assert "100.5" not in across.open(f"/desk/hours?{NOVEMBER}")


def test_a_star_is_put_before_a_second_person_and_stands_on_her_own_page(
    office: OfficeDay,
) -> None:
    desk, here = office.at_desk(), f"/desk/people/{WANG}/stars"
    assert f'href="{here}"' in desk.open(f"/desk/people/{WANG}")
    assert "✓ 时长已达到" in " ".join(desk.open(here).split())
    desk.press(here, reference="金民志〔2026〕12号")
    proposal = path_of(desk)
    second = office.admin()
    assert "一星" in second.open(proposal)
    assert "一星" in second.press(f"{proposal}/approval")
    page = desk.open(here)
    assert "金民志〔2026〕12号" in page and "差 200" in page
    mine = office.phone_of(WANG).open("/me")
    assert "金民志〔2026〕12号" in mine and "迎新徽章" in mine and "200" in mine
    assert "还差 0.5 小时可享：迎新徽章" in office.phone_of(LI).open("/me")


def test_a_violation_is_entered_by_its_number_and_taken_back_by_another(
    office: OfficeDay,
) -> None:
    desk, here = office.at_desk(), f"/desk/people/{WANG}"
    desk.open(f"{here}/stars")
    desk.press(f"{here}/violations", kind="fraud", reference=" ")
    assert "请填写决定文号" in desk.page.text
    desk.press(f"{here}/violations", kind="fraud", reference="金豆〔2026〕3号")
    assert "2027年11月" in desk.open(f"{here}/stars")
