"""王秀英, 72, looks for something to do, says that she comes, and reads where she is expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from api.ledgers import FIRST
from api.pages.reading import SHANGHAI
from ledger.activities import PublishActivity
from ledger.no_shows import ExcuseNoShow, MarkNoShow
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.signing_up import SignUp
from ledger.skills import VerifySkill
from ledger.subjects.activity import SignUps
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, NOODLES, SWEEPING, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import BEYOND, SUN, OfficeDay, path_of

READING = "activity-01hf7m3creading000"
ROOF = "activity-01hf7m3croof000000"
FAR = "activity-01hf7m3cfar0000000"
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
BAO = "volunteer-bao00000000000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning; the newspapers are read aloud on Tuesday, and there is room for one."""
    office = OfficeDay(tmp_path)
    announce(office, READING, "给老人读报", capacity=1)
    yield office
    office.close()


def announce(
    office: OfficeDay, activity: str, title: str, *, starts_at: datetime = TUESDAY,
    community: str = SUNNY_LANE, **more: object,
) -> None:  # fmt: skip
    """Two hours are planned."""
    office.happens(
        PublishActivity(
            activity=activity, title=title, category="general", community=community,
            place="阅览室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **more,
        )  # type: ignore[arg-type]
    )  # fmt: skip


def signed_up(office: OfficeDay, activity: str = READING) -> tuple[list[str], list[str]]:
    """Who has a place, and who waits."""
    now = office.ledger.book.look(SignUps(activity))
    return list(now.places), list(now.waiting)


def comes(office: OfficeDay, volunteer: str, activity: str = READING) -> None:
    """Somebody signs up by another door."""
    office.happens(SignUp(activity=activity, volunteer=volunteer))


def misses(office: OfficeDay, *numbers: int) -> list[str]:
    """Wang has places on days long past, and does not come."""
    missed = [f"activity-01hf7m3cmissed{number:04d}" for number in numbers]
    for number, activity in zip(numbers, missed, strict=True):
        starts_at = office.clock.now() + timedelta(hours=number)
        announce(office, activity, f"早班{number}", starts_at=starts_at)
        comes(office, WANG, activity)
    office.later(days=1)
    for activity in missed:
        office.happens(MarkNoShow(activity=activity, volunteer=WANG))
    return missed


# Finding --------------------------------------------------------------------------------------


def test_wang_sees_what_is_coming_on_her_lane_and_nothing_from_beyond(office: OfficeDay) -> None:
    announce(office, FAR, "河边清扫", community=BEYOND)
    announce(office, ROOF, "明年的事", starts_at=TUESDAY + timedelta(days=40))
    page = office.phone_of(WANG).open("/activities")
    assert "给老人读报" in page and "11月24日 周二 14:00" in page and "阅览室" in page
    assert "还有 1 个名额" in page
    assert "河边清扫" not in page and "明年的事" not in page
    assert "楼道清洁" not in page, "it has begun already"


def test_what_lies_beyond_is_not_there_even_by_its_address(office: OfficeDay) -> None:
    announce(office, FAR, "河边清扫", community=BEYOND)
    phone = office.phone_of(WANG)
    for address in (f"/activities/{FAR}", "/activities/activity-nothing"):
        phone.open(address)
        assert phone.page.status_code == 404 and "河边清扫" not in phone.page.text
    phone.open(f"/activities/{READING}")
    form = phone.form(f"/activities/{READING}")
    form.action = f"/activities/{FAR}"
    phone.submit(form, answer="come")
    assert phone.page.status_code == 404 and signed_up(office, FAR) == ([], [])
    phone.open(f"/activities?after={FAR}")
    assert phone.page.status_code == 404


def test_a_long_list_goes_on_behind_the_last_one(office: OfficeDay) -> None:
    for number in range(10, 31):
        announce(office, f"activity-01hf7m3cmany0000{number}", f"第{number}场")
    phone = office.phone_of(WANG)
    first = phone.open("/activities")
    assert first.count("<article") == 20 and "更晚的活动" in first and "第30场" not in first
    later = phone.open("/activities?after=activity-01hf7m3cmany000029")
    assert "第30场" in later and "给老人读报" in later and "第29场" not in later
    assert "更晚的活动" not in later


def test_the_page_says_what_it_asks_for_before_anybody_presses(office: OfficeDay) -> None:
    announce(
        office, ROOF, "屋顶清理", skills=("高处作业",), hazardous=True, insurance="PICC-77",
        domains=("public_safety",), origin="department", admission="盘府办3号",
        starts_at=TUESDAY + timedelta(days=1),
    )  # fmt: skip
    phone = office.phone_of(WANG)
    page = phone.open("/activities")
    assert "须有已核实的专长：高处作业" in page and "请到社区办公室出示证书" in page
    page = phone.open(f"/activities/{ROOF}")
    assert "PICC-77" in page and "先听组织者讲解" in page and "公共安全" in page
    assert "部门任务" in page and "盘府办3号" in page
    assert f'action="/activities/{ROOF}"' not in page
    office.happens(VerifySkill(volunteer=WANG, skill="高处作业", until=date(2027, 1, 1)))
    assert "我要参加" in phone.open(f"/activities/{ROOF}")


# Coming ---------------------------------------------------------------------------------------


def test_wang_will_come_and_says_it_once_however_often_she_presses(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    phone.open("/activities")
    form = phone.form(f"/activities/{READING}")
    page = phone.submit(form, answer="come")
    assert path_of(phone) == f"/activities/{READING}" and "名额已保留" in page
    head = office.facts()
    phone.submit(form, answer="come")
    assert phone.page.status_code == 200 and "名额已保留" in phone.page.text
    assert office.facts() == head and signed_up(office) == ([WANG], [])


def test_the_second_waits_in_line_and_moves_up_when_the_first_cannot_come(
    office: OfficeDay,
) -> None:
    comes(office, LI)
    wang, li = office.phone_of(WANG), office.phone_of(LI)
    assert "名额已满" in wang.open(f"/activities/{READING}") and "我要候补" in wang.page.text
    page = wang.press(f"/activities/{READING}", answer="come")
    assert "您在候补，排第 1 位" in page and "排第 1 位" in wang.open("/me/shifts")
    assert "已满，1 人候补" in wang.open("/activities")
    li.open(f"/activities/{READING}")
    li.press(f"/activities/{READING}", answer="stay_away")
    assert signed_up(office) == ([WANG], [])
    page = wang.open("/me/shifts")
    assert "给老人读报" in page and "候补，排第" not in page
    assert "我要候补" in li.open(f"/activities/{READING}")


def test_nobody_signs_up_for_what_has_begun_or_was_called_off(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    phone.open(f"/activities/{READING}")
    form = phone.form(f"/activities/{READING}")
    office.happens(CancelActivity(activity=READING))
    page = phone.submit(form, answer="come")
    assert phone.page.status_code == 409 and "已取消" in page and "请选择其他活动" in page
    assert "给老人读报" not in phone.open("/activities")
    page = phone.open(f"/activities/{SWEEPING}")
    assert "请在现场找组织者" in page and f'action="/activities/{SWEEPING}"' not in page


def test_a_minor_reads_who_must_agree_and_what_is_for_adults(office: OfficeDay) -> None:
    office.house.people.enrol(BAO, FIRST, "包小宝", "13900000040", date(2011, 5, 6))
    office.happens(
        RegisterVolunteer(volunteer=BAO, number="3000000005", community=SUNNY_LANE, minor=True)
    )
    night = TUESDAY.replace(hour=21)
    announce(office, ROOF, "夜间巡逻", starts_at=night)
    bao = office.phone_of(BAO)
    page = bao.open("/activities")
    assert "请先请监护人同意" in page and page.count("仅限成年人") == 1
    assert 'value="come"' not in page
    wang = office.phone_of(WANG).open("/activities")
    assert wang.count("仅限成年人") == 1 and wang.count('value="come"') == 2


def test_a_form_that_says_nothing_or_comes_from_a_shop_does_nothing(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    phone.open(f"/activities/{READING}")
    phone.press(f"/activities/{READING}")
    assert phone.page.status_code == 400 and signed_up(office) == ([], [])
    for browser in (office.at_desk(), office.counter_of(NOODLES)):
        browser.open("/activities")
        assert browser.page.status_code == 403
    stranger = office.stranger()
    stranger.open("/activities")
    assert path_of(stranger) == "/sign-in"


# Where she is expected ------------------------------------------------------------------------


def test_what_was_moved_or_called_off_is_said_in_words(office: OfficeDay) -> None:
    announce(office, ROOF, "屋顶清理", starts_at=TUESDAY + timedelta(days=1))
    comes(office, WANG)
    comes(office, WANG, ROOF)
    office.happens(
        MoveActivity(
            activity=READING, place="三楼", starts_at=TUESDAY + timedelta(days=2),
            ends_at=TUESDAY + timedelta(days=2, hours=1),
        )
    )  # fmt: skip
    office.happens(CancelActivity(activity=ROOF))
    phone = office.phone_of(WANG)
    for address in ("/me", "/me/shifts"):
        page = phone.open(address)
        assert "三楼" in page and "11月26日 周四 14:00" in page and "已改期" in page
        assert "已取消，不再举行" in page
    assert "已改期" in phone.open(f"/activities/{READING}")


def test_after_five_absences_signing_up_rests_and_an_excuse_opens_it(office: OfficeDay) -> None:
    missed = misses(office, 1, 4, 7, 10, 13)
    phone = office.phone_of(WANG)
    page = phone.open("/me/shifts")
    assert page.count("无故缺席</span>") == 5 and "早班1" in page
    assert "报名已暂停，2026年12月23日 起可以再报名" in page and "缺席不会减少时长和金豆" in page
    page = phone.open(f"/activities/{READING}")
    assert "暂停报名" in page and "我要参加" not in page and "可以谅解" in page
    office.happens(ExcuseNoShow(activity=missed[0], volunteer=WANG))
    page = phone.open("/me/shifts")
    assert "已谅解，不计入" in page and "报名已暂停" not in page
    assert "我要参加" in phone.open(f"/activities/{READING}")


def test_nobody_reads_where_somebody_else_is_expected(office: OfficeDay) -> None:
    comes(office, LI)
    assert "给老人读报" not in office.phone_of(WANG).open("/me/shifts")
    assert "给老人读报" in office.phone_of(LI).open("/me/shifts")
    page = office.phone_of(SUN).open(f"/activities/{READING}")
    assert "给老人读报" not in page
