"""The network was down, people signed on paper, and Li types the sheet in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.attendance import CheckIn
from ledger.subjects.presence import Attendance, attendance_of
from tests.doorstep import LI, MORNING, SWEEPING, WANG, Browser
from tests.office_day import SUN, SUNS_PHONE, OfficeDay

ENTRY = f"/desk/activities/{SWEEPING}/sheet-entry"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday noon: the lane was swept from nine to eleven."""
    office = OfficeDay(tmp_path)
    office.later(hours=3)
    yield office
    office.close()


def types_in(
    office: OfficeDay, *rows: tuple[str, str, str], desk: Browser | None = None
) -> Browser:
    """The rows of the paper are typed in and sent."""
    desk = desk or office.desk()
    desk.open(ENTRY)
    desk.press(ENTRY, **filled(*rows))
    return desk


def filled(*rows: tuple[str, str, str]) -> dict[str, str]:
    """The fields of the form with these rows in them."""
    return {
        f"{name}.{number}": typed
        for number, row in enumerate(rows)
        for name, typed in zip(("number", "came", "left"), row, strict=True)
    }


def presence(office: OfficeDay, volunteer: str) -> Attendance:
    """What the book knows of somebody on that morning."""
    return office.ledger.book.look(Attendance(attendance_of(SWEEPING, volunteer)))


def test_a_sheet_of_paper_becomes_presence_on_the_organizers_word(office: OfficeDay) -> None:
    page = types_in(
        office, ("1000000001", "8:55", "11:02"), ("13800000002", "0930", "1045")
    ).page.text
    assert page.count("已录入") == 2 and "1000000001" not in page
    hers, his = presence(office, WANG), presence(office, LI)
    assert hers.arrived and hers.arrived.at == MORNING - timedelta(minutes=5)
    assert hers.left and hers.left.minutes_present == 127
    assert his.left and his.left.minutes_present == 75
    assert {hers.arrived.means, hers.left.means, his.left.means} == {"organizer"}
    assert hers.confirmed is None and hers.minutes == 0, "it is confirmed like everything else"


def test_a_wrong_row_stops_no_other_and_stays_in_the_form(office: OfficeDay) -> None:
    desk = types_in(
        office, ("9999999999", "9:00", "11:00"), ("1000000001", "9:00", "11:00"),
        ("1000000002", "nine", "11:00"), ("", "9:00", "11:00"), ("1000000002", "", ""),
    )  # fmt: skip
    page = desk.page.text
    assert page.count("没有此编号的人") == 2 and page.count("9:05 的样子") == 2
    assert presence(office, WANG).left and presence(office, LI).arrived is None
    form = desk.form(ENTRY)
    assert [form[f"number.{row}"] for row in range(5)] == [
        "9999999999", "1000000002", "", "1000000002", ""
    ]  # fmt: skip


def test_only_an_end_is_named_where_the_arrival_was_scanned(office: OfficeDay) -> None:
    office.clock.turn_to(MORNING)
    office.happens(CheckIn(activity=SWEEPING, volunteer=WANG, means="scan", at=MORNING))
    office.later(hours=3)
    types_in(office, ("1000000001", "", "10:30"))
    seen = presence(office, WANG)
    assert seen.arrived and seen.arrived.means == "scan"
    assert seen.left and seen.left.minutes_present == 90


def test_a_row_that_was_typed_in_before_changes_nothing(office: OfficeDay) -> None:
    desk = types_in(office, ("1000000001", "9:00", "11:00"))
    before = office.facts()
    page = types_in(office, ("1000000001", "8:50", "11:10"), desk=desk).page.text
    assert page.count('class="tag no"') == 2
    left = presence(office, WANG).left
    assert left is not None and left.minutes_present == 120
    assert office.ledger.book.look(Attendance(attendance_of(SWEEPING, WANG))).minutes == 0
    assert office.facts() <= before + 2, "only that it was refused"


def test_the_same_form_sent_twice_says_the_same(office: OfficeDay) -> None:
    desk = office.desk()
    desk.open(ENTRY)
    form, rows = desk.form(ENTRY), filled(("1000000001", "9:00", "11:00"))
    assert desk.submit(form, **rows).count("已录入") == 1
    before = office.facts()
    again = desk.submit(form, **rows)
    assert again.count("已录入") == 1 and 'class="tag no"' not in again
    assert office.facts() == before


@pytest.mark.parametrize(
    ("came", "left"), [("9:00", "8:00"), ("7:00", "11:00"), ("11:30", "11:40"), ("9:00", "12:30")]
)
def test_no_paper_makes_time_that_cannot_have_been(office: OfficeDay, came: str, left: str) -> None:
    page = types_in(office, ("1000000001", came, left)).page.text
    assert 'class="tag no"' in page
    assert presence(office, WANG).left is None


@pytest.mark.parametrize("typed", ["2000000003", SUNS_PHONE])
def test_somebody_from_elsewhere_is_nobody_here(office: OfficeDay, typed: str) -> None:
    page = types_in(office, (typed, "9:00", "11:00"), ("9999999999", "9:00", "11:00")).page.text
    assert page.count("没有此编号的人") == 2, "who lives elsewhere and who never was read alike"
    assert "孙" not in page and presence(office, SUN).arrived is None


def test_somebody_from_elsewhere_who_is_there_may_be_let_go(office: OfficeDay) -> None:
    office.clock.turn_to(MORNING)
    office.happens(CheckIn(activity=SWEEPING, volunteer=SUN, means="scan", at=MORNING))
    office.later(hours=3)
    types_in(office, ("2000000003", "", "11:00"))
    left = presence(office, SUN).left
    assert left is not None and left.minutes_present == 120


def test_across_the_river_there_is_no_such_sheet(office: OfficeDay) -> None:
    desk = office.desk()
    desk.open(ENTRY)
    form = desk.form(ENTRY)
    qian = office.across_the_river()
    assert qian.get(ENTRY).status_code == 404
    qian.open("/desk")
    form["_csrf_token"] = qian.cookies["csrftoken"]
    qian.submit(form, **filled(("1000000001", "9:00", "11:00")))
    assert qian.page.status_code == 404 and presence(office, WANG).arrived is None
