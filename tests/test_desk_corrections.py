"""A record is put right at the desk: first everybody it touches, then exactly that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.activities import PublishActivity
from ledger.facts import (
    ActivityRevoked,
    AttendanceRevoked,
    BeansClawedBack,
    CommandRefused,
    ServiceCorrected,
)
from tests.doorstep import LI, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import QIAN
from tests.second_desk import WANGS_RECORD, SecondDesk

AT = f"/desk/attendances/{WANGS_RECORD}"
ALL = f"/desk/activities/{SWEEPING}/revocation"
ROWS = re.compile(r"<section class=\"card\" aria-labelledby=\"p\d+\">.*?</section>", re.S)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Wang and Li have swept for two hours, and Zhou has confirmed it."""
    day = SecondDesk(tmp_path)
    day.serves_by_hand(WANG)
    day.serves_by_hand(LI)
    yield day
    day.close()


def ripple(page: str) -> list[str]:
    """Everybody on the page, with what changes for them."""
    return ROWS.findall(page)


def wishes(desk: Browser, what: str = "correction", why: str = "签退迟了", **typed: str) -> str:
    """The first press, on the record's own page."""
    desk.open(AT)
    return desk.press(f"{AT}/{what}", words=why, **typed)


def test_a_record_tells_its_whole_story_and_who_did_what(office: SecondDesk) -> None:
    page = office.wu().open(AT)
    for words in ("王**", "楼道清洁", "120 分钟", "B：一次扫码，或组织者确认", "手工录入", "周**"):
        assert words in page, words
    assert "王秀英" not in page and "周敏" not in page
    listed = office.wu().open(office.to_wang("service"))
    assert f'href="{AT}"' in listed and "120 分钟" in listed


def test_a_correction_shows_everything_it_touches_and_then_does_exactly_that(
    office: SecondDesk,
) -> None:
    wu, head = office.wu(), office.facts()
    page = wishes(wu, left="10:00")
    periods = "2026, 2026-11, 2026-Q4"
    for words in ("影响到：1 人", "\u221260", "\u221210", "10 颗金豆", periods, "无"):
        assert words in page, words
    assert office.facts() == head, "the first press writes nothing"
    said = ripple(page)
    done = wu.press(f"{AT}/correction")
    assert ripple(done) == said and len(said) == 1
    (corrected,) = office.told(ServiceCorrected)
    assert (corrected.minutes_before, corrected.minutes) == (120, 60)
    assert [each.beans for each in office.told(BeansClawedBack)] == [10]
    page = wu.open(AT)
    assert "120 分钟 → 60 分钟" in page and "签退迟了" in page and "吴**" in page


def test_the_second_press_twice_is_one_correction(office: SecondDesk) -> None:
    wu = office.wu()
    wishes(wu, left="10:00")
    form = wu.form(f"{AT}/correction")
    pages = [wu.submit(form) for _ in range(2)]
    assert all("已改变" in page for page in pages)
    assert len(office.told(ServiceCorrected)) == 1


def test_what_has_changed_meanwhile_is_shown_anew_and_not_done(office: SecondDesk) -> None:
    wu, zhou = office.wu(), office.zhou()
    wishes(wu, left="10:00")
    form = wu.form(f"{AT}/correction")
    wishes(zhou, rest="30")
    zhou.press(f"{AT}/correction")
    page = wu.submit(form)
    assert "期间情况有变" in page and len(office.told(ServiceCorrected)) == 1
    assert "5 颗金豆" in page, "thirty minutes are left now, not sixty"
    wu.press(f"{AT}/correction")
    assert len(office.told(ServiceCorrected)) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"left": "half past ten"}, "时间请写成 14:30 这样"),
        ({"rest": "-1"}, "时间请写成 14:30 这样"),
        ({"rating": "9"}, "时间请写成 14:30 这样"),
        ({}, "记录已是如此"),
        ({"why": " ", "left": "10:00"}, "请填写原因"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    office: SecondDesk, typed: dict[str, str], sentence: str
) -> None:
    head, wu = office.facts(), office.wu()
    assert sentence in wishes(wu, **typed)
    assert wu.page.status_code in (409, 422) and office.facts() == head


def test_nobody_makes_a_record_longer_that_they_answer_for(office: SecondDesk) -> None:
    office.later(hours=2)
    page = wishes(office.zhou(), left="11:20")
    assert "提出的人不能自己批准" in page and office.told(ServiceCorrected) == []
    wu = office.wu()
    assert "+20" in wishes(wu, left="11:20")
    wu.press(f"{AT}/correction")
    assert [each.minutes for each in office.told(ServiceCorrected)] == [140]


def test_a_record_taken_back_leaves_the_debt_that_was_foretold(office: SecondDesk) -> None:
    wu = office.wu()
    page = wishes(wu, "revocation", why="本人未到场")
    assert "\u2212120" in page and "\u221220" in page and "0 颗金豆" in page
    said = ripple(page)
    assert ripple(wu.press(f"{AT}/revocation")) == said
    assert [each.volunteer for each in office.told(AttendanceRevoked)] == [WANG]
    page = wu.open(AT)
    assert "已撤销" in page and "本人未到场" in page and "/correction" not in page


def test_the_same_button_pressed_again_later_tells_what_it_did_then(office: SecondDesk) -> None:
    office.later(hours=2)
    wu = office.wu()
    said = ripple(wishes(wu, left="11:05"))  # No bean moves, so no fact tells the balance.
    button = wu.form(f"{AT}/correction")
    assert ripple(wu.submit(button)) == said
    wishes(wu, "revocation", why="本人未到场")
    wu.press(f"{AT}/revocation")
    assert ripple(wu.submit(button)) == said and len(office.told(ServiceCorrected)) == 1


def test_a_whole_activity_names_everybody_and_takes_all_of_it_back(office: SecondDesk) -> None:
    wu, head = office.wu(), office.facts()
    wu.open(ALL)
    page = wu.press(ALL, words="整场是编造的")
    said = ripple(page)
    assert len(said) == 2 and "王**" in page and "李**" in page and office.facts() == head
    assert ripple(wu.press(ALL)) == said
    assert {each.volunteer for each in office.told(AttendanceRevoked)} == {WANG, LI}
    assert len(office.told(ActivityRevoked)) == 1
    wu.open(ALL)
    assert "活动已撤销过" in wu.press(ALL, words="再来一次")


def test_across_the_river_there_is_no_such_record(office: SecondDesk) -> None:
    qian, wu = office.at_desk(QIAN), office.wu()
    for address in (AT, ALL, office.to_wang("service")):
        assert qian.open(address) and qian.page.status_code == 404
    wu.open(AT)
    for action in ("correction", "revocation", "review"):
        qian.open("/desk/people")
        form = qian.form("/desk/people/find")
        form.action = f"{AT}/{action}"
        typed = {"words": "越界", "left": "10:00", "step": "do", "accepted": "1"}
        qian.submit(form, **typed, form_key=f"x-{action}")
        assert qian.page.status_code == 404
    assert office.told(ServiceCorrected, AttendanceRevoked, CommandRefused) == []


def test_an_organizer_reads_and_does_not_correct(office: SecondDesk) -> None:
    desk = office.desk()
    page = desk.open(AT)
    assert "经过" in page and "/correction" not in page and "/revocation" not in page
    assert desk.open(ALL) and desk.page.status_code == 403


# Minutes above the limit --------------------------------------------------------------------


@pytest.fixture
def long_day(tmp_path: Path) -> Iterator[SecondDesk]:
    """Wang served for nine hours and a half on one Sunday; Zhou confirmed it."""
    day = SecondDesk(tmp_path)
    day.happens(day_long("activity-01hf7m3c0000000009", day))
    day.serves_by_hand(WANG, "activity-01hf7m3c0000000009", hours=9.5)
    yield day
    day.close()


def day_long(activity: str, day: SecondDesk) -> PublishActivity:
    """Ten hours of work are announced."""
    now = day.clock.now()
    return PublishActivity(
        activity=activity, title="通宵排水", category="general", community=SUNNY_LANE,
        place="3 号楼", starts_at=now, ends_at=now + timedelta(hours=10),
    )  # fmt: skip


def test_minutes_above_the_limit_are_reviewed_by_somebody_else(long_day: SecondDesk) -> None:
    at = "/desk/attendances/attendance-01hf7m3c0000000009-wang00000000000000"
    zhou, wu = long_day.zhou(), long_day.wu()
    page = zhou.open("/desk/reviews")
    assert "等待复核：90 分钟" in page and "王**" in page and "周**" in page
    page = zhou.press(f"{at}/review", accepted="60")
    assert zhou.page.status_code == 403 and "提出的人不能自己批准" in page
    wu.open("/desk/reviews")
    assert "待复核的只有 90 分钟" in wu.press(f"{at}/review", accepted="91")
    assert "请填写多少分钟" in wu.press(f"{at}/review", accepted="all")
    page = wu.press(f"{at}/review", accepted="60", words="午休除外")
    assert "未认可：30 分钟" in page and "没有待复核的分钟" in page
    assert "认可 60 分钟，不认可 30 分钟" in wu.open(at)
    assert "没有待复核的分钟" in long_day.across_the_river().open("/desk/reviews")
