"""What the organizer's word may not do: be filled in by itself, or judge the organizer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.attendance import CheckIn, CheckOut
from ledger.households import FormHousehold, JoinHousehold
from ledger.subjects.presence import Attendance, attendance_of
from tests.doorstep import LI, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay

HERE = f"/desk/activities/{SWEEPING}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning at nine, and the lane is swept until eleven."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def comes(office: OfficeDay, volunteer: str, **more: object) -> None:
    """Somebody scans the code of the screen."""
    now = office.clock.now()
    told = {"activity": SWEEPING, "means": "scan", "at": now, "volunteer": volunteer}
    office.happens(CheckIn(**(told | more)))


def seen(office: OfficeDay, volunteer: str) -> Attendance:
    """What the book knows of somebody there."""
    return office.ledger.book.look(Attendance(attendance_of(SWEEPING, volunteer)))


@pytest.mark.parametrize("typed", ["", " ", "29:00", "later", "10:60"])
def test_after_the_end_nothing_but_a_time_is_an_end(office: OfficeDay, typed: str) -> None:
    comes(office, WANG)
    office.later(days=2)
    desk = office.desk()
    desk.open(HERE)
    form = desk.form(f"{HERE}/presence")
    assert form["act"] == "check_out" and form["at"] == "", "nothing is filled in beforehand"
    page = desk.submit(form, at=typed)
    assert "请填写时间" in page and seen(office, WANG).left is None
    page = desk.press(f"{HERE}/presence", at="10:45")
    left = seen(office, WANG).left
    assert left is not None and left.minutes_present == 105 and left.means == "organizer"


def test_while_it_is_on_an_empty_time_is_now(office: OfficeDay) -> None:
    comes(office, WANG)
    office.later(minutes=40)
    desk = office.desk()
    desk.open(HERE)
    desk.press(f"{HERE}/presence", at="")
    left = seen(office, WANG).left
    assert left is not None and left.minutes_present == 40


def test_nobody_finds_their_own_flag_harmless(office: OfficeDay) -> None:
    starts = office.clock.now()
    for volunteer in (WANG, LI):
        comes(office, volunteer, device="device-1", shown_at=starts)
    office.later(hours=2)
    for volunteer in (WANG, LI):
        office.happens(
            CheckOut(
                activity=SWEEPING, volunteer=volunteer, means="organizer", at=office.clock.now()
            )
        )
    (flagged,) = (who for who in (WANG, LI) if seen(office, who).flags)
    desk = office.signed_in(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE, volunteer=flagged))
    desk.open(HERE)
    another = office.desk()
    another.open(HERE)
    answer = another.form(f"{HERE}/flags")
    answer["_csrf_token"] = desk.cookies["csrftoken"]
    desk.submit(answer, outcome="harmless")
    assert desk.page.status_code == 403 and seen(office, flagged).flags == {"shared_code": None}


def li_at_the_desk(office: OfficeDay) -> Browser:
    """Li organizes on the lane where he is a volunteer, too."""
    return office.signed_in(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE, volunteer=LI))


def test_the_family_has_no_box_and_the_others_are_confirmed_without_them(
    office: OfficeDay,
) -> None:
    office.happens(FormHousehold(household="household-one", community=SUNNY_LANE))
    for volunteer in (LI, WANG):
        office.happens(JoinHousehold(household="household-one", volunteer=volunteer))
    comes(office, WANG)
    office.later(hours=2)
    office.happens(CheckOut(activity=SWEEPING, volunteer=WANG, means="scan", at=office.clock.now()))
    hers = f'value="{attendance_of(SWEEPING, WANG)}"'
    page = li_at_the_desk(office).open(HERE)
    assert hers not in page and "本人或家人" in page
    assert hers in office.desk().open(HERE)


def test_with_no_box_ticked_nobody_is_confirmed_and_it_is_said(office: OfficeDay) -> None:
    comes(office, WANG)
    office.later(hours=2)
    office.happens(CheckOut(activity=SWEEPING, volunteer=WANG, means="scan", at=office.clock.now()))
    desk = office.desk()
    desk.open(HERE)
    assert "请先勾选" in desk.press(f"{HERE}/confirmation", confirm=[])
    assert seen(office, WANG).confirmed is None


def test_the_sheet_says_where_it_is_typed_in(office: OfficeDay) -> None:
    assert f"{HERE}/sheet-entry" in office.desk().open(f"{HERE}/sign-in-sheet")
