"""Li at the desk: something is announced, for once or every week, and moved or called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.pages.planning.moments import clock_time, moment_near
from api.pages.reading import SHANGHAI
from ledger.attendance import CheckIn
from ledger.facts import ActivityPublished
from ledger.subjects.activity import Activity
from ledger.teams import FormTeam
from tests.doorstep import SWEEPING, WANG, Browser
from tests.neighbourhood import RED_HATS, SUNNY_LANE
from tests.office_day import BEYOND, OfficeDay, found_in

NEW = "/desk/activities/new"
PLAN = f"/desk/activities/{SWEEPING}/plan"
READING = {
    "title": "读报", "whose": SUNNY_LANE, "place": "读报点", "category": "general",
    "day": "2026-11-25", "begins": "15:00", "ends": "16:30",
}  # fmt: skip
LINKS = r'href="/desk/activities/(activity-[0-9a-z]+)"'


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning at nine, and the lane is swept until eleven."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def announces(office: OfficeDay, desk: Browser | None = None, **told: str) -> Browser:
    """The form is filled in and sent."""
    desk = desk or office.desk()
    desk.open(NEW)
    desk.press(NEW, **(READING | told))
    return desk


def planned(office: OfficeDay, activity: str = SWEEPING) -> ActivityPublished:
    """What stands in the book now."""
    return office.ledger.book.look(Activity(activity)).must_exist()


def the_one(office: OfficeDay, desk: Browser) -> ActivityPublished:
    """The activity that was announced just now."""
    assert desk.page.status_code == 200, desk.page.text
    return planned(office, found_in(desk.page.text, LINKS))


def at(text: str) -> datetime:
    """A moment on Shanghai's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_an_activity_is_announced_with_everything_about_it(office: OfficeDay) -> None:
    desk = announces(
        office, title="高空清洗", hazardous="yes", insurance="PICC-2026-88", capacity="12",
        domain="environment", skills="first_aid， ladder", origin="department",
        admission="准入 2026-7", serves_minors="yes",
    )  # fmt: skip
    plan = the_one(office, desk)
    assert (plan.starts_at, plan.ends_at) == (at("2026-11-25 15:00"), at("2026-11-25 16:30"))
    assert (plan.title, plan.capacity, plan.domains) == ("高空清洗", 12, ("environment",))
    assert (plan.hazardous, plan.insurance, plan.serves_minors) == (True, "PICC-2026-88", True)
    assert plan.skills == ("first_aid", "ladder") and plan.admission == "准入 2026-7"


def test_every_wednesday_until_christmas_is_one_form(office: OfficeDay) -> None:
    before = office.facts()
    page = announces(office, until="2026-12-23").page.text
    assert "共 5 场" in page and office.facts() == before + 5
    shifts = [planned(office, each) for each in page_links(page)]
    assert [each.starts_at.astimezone(SHANGHAI).day for each in shifts] == [25, 2, 9, 16, 23]
    assert len({each.series for each in shifts}) == 1 and shifts[0].series


def page_links(page: str) -> list[str]:
    """The activities a page leads to."""
    return [part.partition('"')[0] for part in page.split('href="/desk/activities/')[1:]
            if part.startswith("activity-")]  # fmt: skip


def test_a_night_patrol_ends_on_the_next_day(office: OfficeDay) -> None:
    plan = the_one(office, announces(office, begins="22:00", ends="01:00"))
    assert plan.ends_at == at("2026-11-26 01:00")


def test_a_team_announces_what_is_its_own(office: OfficeDay) -> None:
    office.happens(FormTeam(team=RED_HATS, kind="patrol", name="红帽子", community=SUNNY_LANE))
    plan = the_one(office, announces(office, whose=RED_HATS))
    assert (plan.organising_team, plan.community) == (RED_HATS, SUNNY_LANE)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "请填写活动名称"),
        ({"place": ""}, "请填写地点"),
        ({"whose": BEYOND}, "请选择由谁组织"),
        ({"day": "2026-02-30"}, "请填写日期"),
        ({"day": "9999-01-01"}, "请填写日期"),
        ({"begins": "25:00"}, "请填写开始时间"),
        ({"ends": "15:00"}, "请填写结束时间"),
        ({"until": "2026-11-24"}, "每周重复的最后一天"),
        ({"until": "2036-11-25"}, "不超过 120 场"),
        ({"until": "2099-12-31"}, "不超过 120 场"),
        ({"capacity": "-3"}, "名额请填数字"),
        ({"origin": "me"}, "请选择来源"),
        ({"skills": "Erste Hilfe"}, "技能请填小写字母代码"),
        ({"teaches": "<b>"}, "培训内容"),
    ],
)
def test_what_cannot_be_is_told_above_the_form_and_nothing_typed_is_lost(
    office: OfficeDay, wrong: dict[str, str], words: str
) -> None:
    before = office.facts()
    desk = announces(office, **({"place": "读报点东侧"} | wrong))
    assert desk.page.status_code == 422 and words in desk.page.text
    assert office.facts() == before
    if "place" not in wrong:
        assert 'value="读报点东侧"' in desk.page.text


@pytest.mark.parametrize(
    "wrong", [{"origin": "department"}, {"hazardous": "yes"}, {"category": "dancing"}]
)
def test_the_book_has_its_say_and_the_mended_form_goes_through(
    office: OfficeDay, wrong: dict[str, str]
) -> None:
    desk = announces(office, **wrong)
    assert desk.page.status_code in (409, 422) and 'role="alert"' in desk.page.text
    desk.press(NEW, origin="community", insurance="PICC-1", category="general")
    assert the_one(office, desk).title == "读报"


def test_a_form_sent_twice_announces_once(office: OfficeDay) -> None:
    desk = office.desk()
    desk.open(NEW)
    form, before = desk.form(NEW), office.facts()
    first = page_links(desk.submit(form, **READING, until="2026-12-02"))
    assert page_links(desk.submit(form, **READING, until="2026-12-02")) == first
    assert office.facts() == before + 2


def test_across_the_river_nothing_is_announced_for_the_lane(office: OfficeDay) -> None:
    before = office.facts()
    desk = announces(office, office.across_the_river())
    assert desk.page.status_code == 422 and office.facts() == before


def test_what_has_not_begun_is_moved(office: OfficeDay) -> None:
    office.clock.turn_to(at("2026-11-22 08:00"))
    desk = office.desk()
    assert 'value="2026-11-22"' in desk.open(PLAN)
    page = desk.press(f"{PLAN}/move", place="5 号楼", day="2026-11-29", begins="14:00",
                      ends="16:00")  # fmt: skip
    assert "5 号楼" in page and 'value="2026-11-29"' in page
    plan = planned(office)
    assert (plan.place, plan.starts_at) == ("5 号楼", at("2026-11-29 14:00"))
    assert plan.ends_at == at("2026-11-29 16:00")


@pytest.mark.parametrize(
    "wrong",
    [{"place": ""}, {"day": "soon"}, {"begins": ""}, {"ends": "16 Uhr"}, {"day": "2026-11-20"}],
)
def test_it_is_not_moved_to_nowhere_nor_into_the_past(
    office: OfficeDay, wrong: dict[str, str]
) -> None:
    office.clock.turn_to(at("2026-11-22 08:00"))
    desk, before = office.desk(), planned(office)
    desk.open(PLAN)
    desk.press(f"{PLAN}/move", **wrong)
    assert desk.page.status_code in (409, 422) and 'role="alert"' in desk.page.text
    assert planned(office) == before


def test_it_is_called_off_for_a_reason_that_stays_out_of_the_book(office: OfficeDay) -> None:
    office.clock.turn_to(at("2026-11-22 08:00"))
    desk = office.desk()
    desk.open(PLAN)
    desk.press(f"{PLAN}/cancellation", words=" ")
    assert desk.page.status_code == 422 and "请填写原因" in desk.page.text
    page = desk.press(f"{PLAN}/cancellation", words="暴雨，王阿姨家漏水")
    assert f"{PLAN}/cancellation" not in page and 'role="status"' in page
    assert office.ledger.book.look(Activity(SWEEPING)).cancelled
    assert office.house.notes.about(SWEEPING) == ["暴雨，王阿姨家漏水"]


def test_what_has_begun_stays_as_it_is(office: OfficeDay) -> None:
    office.clock.turn_to(at("2026-11-22 08:50"))
    desk = office.desk()
    desk.open(PLAN)
    off = desk.form(f"{PLAN}/cancellation")
    office.happens(
        CheckIn(activity=SWEEPING, volunteer=WANG, means="organizer", at=office.clock.now())
    )
    desk.submit(off, words="没人想来")
    assert desk.page.status_code == 409
    assert not office.ledger.book.look(Activity(SWEEPING)).cancelled
    assert office.house.notes.about(SWEEPING) == []
    office.later(hours=1)
    assert "活动已开始，不能再改" in desk.open(PLAN)


def test_across_the_river_it_is_not_there(office: OfficeDay) -> None:
    office.clock.turn_to(at("2026-11-22 08:00"))
    desk = office.desk()
    desk.open(PLAN)
    off = desk.form(f"{PLAN}/cancellation")
    qian = office.across_the_river()
    qian.open("/desk")
    off["_csrf_token"] = qian.cookies["csrftoken"]
    qian.submit(off, words="不喜欢")
    assert qian.page.status_code == 404
    assert not office.ledger.book.look(Activity(SWEEPING)).cancelled


@pytest.mark.parametrize("typed", ["9:05", "09:05", "0905", "９：０５", " 9.05 "])
def test_a_time_is_read_as_people_type_it(typed: str) -> None:
    assert clock_time(typed) == at("2026-11-22 09:05").time()


@pytest.mark.parametrize("typed", ["", "9", "24:00", "9:60", "-9:05", "9:05:07", "quarter to nine"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert clock_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22:05", "2026-11-22 22:05"), ("21:40", "2026-11-22 21:40"),
        ("00:50", "2026-11-23 00:50"), ("01:20", "2026-11-23 01:20"),
    ],
)  # fmt: skip
def test_past_midnight_a_time_belongs_to_the_night_it_was_in(typed: str, meant: str) -> None:
    night = at("2026-11-22 22:00"), at("2026-11-23 01:00")
    clock = clock_time(typed)
    assert clock is not None and moment_near(*night, clock, SHANGHAI) == at(meant)
