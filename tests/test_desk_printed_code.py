"""A code for the wall: it is always the same, and whoever comes by it waits for the organizer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.subjects.presence import Attendance, attendance_of
from tests.doorstep import SWEEPING, WANG
from tests.office_day import OfficeDay, found_in

HERE = f"/desk/activities/{SWEEPING}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def code_on_paper(office: OfficeDay) -> str:
    """What is typed where nothing can be scanned."""
    page = office.desk().open(f"{HERE}/printed-code")
    return found_in(page, r'class="letters">([0-9A-Z ]+)<').replace(" ", "")


def test_the_paper_is_the_same_tomorrow_and_leads_to_the_scan_page(office: OfficeDay) -> None:
    code = code_on_paper(office)
    office.later(days=1)
    assert code_on_paper(office) == code != office.code_on_screen()
    page = office.desk().open(f"{HERE}/printed-code")
    assert re.search(rf"http[^ <]*/a/{code}<", page) and "须由组织者当面确认" in page


def test_whoever_comes_and_goes_by_paper_is_no_more_than_seen(office: OfficeDay) -> None:
    phone, at = office.phone_of(WANG), f"/a/{code_on_paper(office)}"
    for _ in range(2):
        phone.open(at)
        phone.press(at)
        office.later(hours=1)
    attendance = office.ledger.book.look(Attendance(attendance_of(SWEEPING, WANG)))
    assert attendance.left is not None and attendance.confirmed is None
    page = office.desk().open(HERE)
    assert "扫纸质码" in page
    office.confirms(WANG)
    confirmed = office.ledger.book.look(Attendance(attendance_of(SWEEPING, WANG))).confirmed
    assert confirmed is not None and confirmed.grade == "B"


def test_across_the_river_nobody_prints_the_code_of_the_lane(office: OfficeDay) -> None:
    assert office.across_the_river().get(f"{HERE}/printed-code").status_code == 404


def test_the_page_of_the_activity_leads_to_everything_about_it(office: OfficeDay) -> None:
    page = office.desk().open(HERE)
    for path in ("code", "printed-code", "sign-in-sheet", "sheet-entry", "plan"):
        assert f'href="{HERE}/{path}"' in page
        assert office.desk().get(f"{HERE}/{path}").status_code == 200
