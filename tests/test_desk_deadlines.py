"""The desk sees what waits for a confirmation: the last day first, and only its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ledger.attendance import CheckIn, CheckOut
from tests.doorstep import SWEEPING, WANG
from tests.office_day import OfficeDay

LIST = "/desk/deadlines"
READING = "activity-01hf7m3c0000000001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office."""
    day = OfficeDay(tmp_path)
    yield day
    day.close()


def comes(office: OfficeDay, activity: str = SWEEPING, left: bool = True) -> None:
    """Wang comes now, and leaves two hours later."""
    step = {"activity": activity, "volunteer": WANG, "means": "organizer"}
    office.happens(CheckIn(at=office.clock.now(), **step))
    office.later(hours=2)
    if left:
        office.happens(CheckOut(at=office.clock.now(), **step))


def noon_of(office: OfficeDay, day: str) -> None:
    """Turn the clock to noon of a day."""
    office.clock.turn_to(datetime.fromisoformat(f"{day}T12:00:00+08:00"))


def test_the_office_is_led_to_the_list_and_told_when_it_is_empty(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert f'href="{LIST}"' in desk.open("/desk")
    assert "没有待确认的活动" in desk.open(LIST)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-12-01", "期限内"),
        ("2026-12-02", "已报上级"),
        ("2026-12-04", "最后一天"),
        ("2026-12-05", "已逾期"),
    ],
)
def test_every_stage_has_its_word(office: OfficeDay, day: str, words: str) -> None:
    comes(office, left=False)
    noon_of(office, day)
    page = office.at_desk().open(LIST)
    assert words in page and "2026年12月4日" in page
    assert "1 人等待确认" in page and "其中 1 人未签退" in page
    assert f'href="/desk/activities/{SWEEPING}"' in page
    told = {"期限内", "已报上级", "最后一天", "已逾期"} - {words}
    assert not any(f"{other}</span>" in page for other in told)


def test_the_most_urgent_stands_first_and_what_is_confirmed_is_gone(office: OfficeDay) -> None:
    comes(office)
    office.later(days=1)
    office.plan(READING, "读报")
    comes(office, READING)
    page = office.at_desk().open(LIST)
    assert page.index("楼道清洁") < page.index("读报")
    office.confirms(WANG)
    page = office.at_desk().open(LIST)
    assert "楼道清洁" not in page and "读报" in page


def test_the_office_across_the_river_sees_nothing_of_it(office: OfficeDay) -> None:
    comes(office)
    assert "没有待确认的活动" in office.across_the_river().open(LIST)


def test_a_long_list_comes_in_pages(office: OfficeDay) -> None:
    for number in range(31):
        activity = f"activity-01hf7m3c{number:010d}"
        if activity != SWEEPING:
            office.plan(activity, f"活动 {number:02d}")
        comes(office, activity)
        office.clock.turn_to(office.clock.now() + timedelta(minutes=1))
    desk = office.at_desk()
    first = desk.open(LIST)
    assert first.count("<article") == 30 and "活动 30" not in first
    following = first.partition(f'href="{LIST}?after=')[2].partition('"')[0]
    assert "活动 30" in desk.open(f"{LIST}?after={following}")
