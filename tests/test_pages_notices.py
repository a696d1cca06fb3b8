"""The reading moves to the third floor: Wang reads it on her page, Li is told by the organizer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.rescheduling import MoveActivity
from ledger.subjects.notices import Notices
from tests.doorstep import LI, WANG
from tests.office_day import OfficeDay
from tests.test_pages_shifts import READING, announce, comes

HERE = f"/desk/activities/{READING}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Wang has the place, Li waits, and the reading was moved."""
    office = OfficeDay(tmp_path)
    announce(office, READING, "给老人读报", capacity=1)
    comes(office, WANG)
    comes(office, LI)
    moves(office, "三楼")
    yield office
    office.close()


def moves(office: OfficeDay, place: str) -> None:
    """It takes place somewhere else."""
    office.happens(MoveActivity(activity=READING, place=place))


def states(office: OfficeDay) -> list[str]:
    """How each of them learnt of it, in the order in which they signed up."""
    now = office.ledger.book.look(Notices(READING))
    return [now.state_of(each) for each in now.concerns]


def test_wang_presses_that_she_has_read_it(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    assert "知道了" in phone.open("/me") and states(office) == ["open", "open"]
    phone.press(f"/activities/{READING}", answer="known")
    phone.open("/me/shifts")
    assert states(office) == ["seen", "open"] and "知道了" not in phone.page.text


def test_the_organizer_sees_who_is_left_and_tells_them(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert "变更还需通知：2 人" in desk.open(HERE)
    told = desk.press(f"{HERE}/notices")
    assert states(office) == ["told", "open"] and "变更还需通知：1 人" in told
    assert "变更还需通知：0 人" in desk.press(f"{HERE}/notices")
    assert states(office) == ["told", "told"]


def test_a_second_move_opens_the_list_again_and_an_old_form_tells_nobody(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(HERE)
    moves(office, "二楼")
    assert "变更还需通知：2 人" in desk.press(f"{HERE}/notices")
    assert states(office) == ["open", "open"]


def test_across_the_river_nobody_is_told(office: OfficeDay) -> None:
    told = {"volunteer": WANG, "change": "1", "form_key": "far"}
    desk = office.across_the_river()
    desk.open("/desk")
    token = desk.cookies.get("csrftoken") or ""
    assert desk.post(f"{HERE}/notices", data={**told, "_csrf_token": token}).status_code == 404
    assert states(office) == ["open", "open"]
