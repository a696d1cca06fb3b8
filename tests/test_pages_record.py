"""王秀英, 72, adds up her own record, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.corrections import CorrectService
from ledger.subjects.second_person import Second
from tests.doorstep import NOODLES, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay
from tests.sweeping import SWEPT, sweeps


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday noon; Wang has swept from nine to half past eleven, and Zhou has seen it."""
    office = OfficeDay(tmp_path)
    sweeps(office, WANG)
    yield office
    office.close()


def test_a_line_can_be_added_up_and_says_who_saw_it(office: OfficeDay) -> None:
    page = office.phone_of(WANG).open("/me/record")
    assert "楼道清洁 · 2.5 小时 × 10 豆 = 25 豆，由周**确认" in page
    assert "2026年11月22日" in page and "本人扫码签到和签退" in page and "25 颗金豆" in page
    assert "周敏" not in page


def test_an_english_reader_gets_the_same_sum(office: OfficeDay) -> None:
    page = office.phone_of(WANG).open("/me/record", headers={"accept-language": "en"})
    assert "2.5 h × 10 beans = 25 beans, confirmed by 周**" in page
    assert "Something is wrong" in page and "scanned on coming and on going" in page


def test_a_correction_stands_beside_what_was_there_before(office: OfficeDay) -> None:
    office.happens(
        CorrectService(
            attendance=SWEPT, left_at=office.clock.now() - timedelta(minutes=30), note=None,
            corrected_by=Second(answers="person-qian", selves=("person-qian",)),
        )
    )  # fmt: skip
    page = office.phone_of(WANG).open("/me/record")
    assert "由 2.5 小时更正为 2 小时" in page and "2.5 小时 × 10 豆 = 25 豆" in page
    assert page.index("更正为") < page.index("× 10 豆")


def test_what_was_spent_stands_there_too_and_the_balance_after_each(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    code = re.search(r'class="digits">([0-9 ]+)<', phone.press("/me/code"))
    assert code
    counter = office.counter_of(NOODLES)
    counter.open("/merchant")
    counter.press("/merchant", code=code[1], beans="12")
    page = phone.open("/me/record")
    assert "老陈面馆 · 兑换" in page and "13 颗金豆" in page and "25 颗金豆" in page
    assert page.index("老陈面馆") < page.index("× 10 豆")


def test_older_lines_are_behind_a_plain_link(office: OfficeDay) -> None:
    for number in range(10, 32):
        at = office.clock.now()
        activity = f"activity-01hf7m3cmany0000{number}"
        office.happens(
            PublishActivity(
                activity=activity, title=f"第{number}场", category="general",
                community=SUNNY_LANE, place="东门", starts_at=at,
                ends_at=at + timedelta(hours=1),
            )
        )  # fmt: skip
        office.happens(CheckIn(activity=activity, volunteer=WANG, means="organizer", at=at))
        office.later(hours=1)
        now = office.clock.now()
        office.happens(CheckOut(activity=activity, volunteer=WANG, means="organizer", at=now))
        office.confirms(WANG, activity)
        office.later(hours=20)
    phone = office.phone_of(WANG)
    page = phone.open("/me/record")
    assert page.count("<article") == 20 and "第31场" in page and "第11场" not in page
    earlier = re.search(r'href="(/me/record\?before=[^"]+)"', page)
    assert earlier
    page = phone.open(earlier[1])
    assert page.count("<article") == 3 and "第11场" in page and "2.5 小时 × 10 豆" in page
    assert "更早的记录" not in page
    phone.open("/me/record?before=made-up")
    assert phone.page.status_code == 404
