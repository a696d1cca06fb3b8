"""Li at the desk: who is there, everybody confirmed with one press, and what wants a look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.households import FormHousehold, JoinHousehold
from ledger.signing_up import SignUp
from ledger.subjects.presence import Attendance, attendance_of
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, SWEEPING, WANG, Browser, Form, Forms
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay

HERE = f"/desk/activities/{SWEEPING}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning at nine, and the lane is swept until eleven."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def neighbours(office: OfficeDay, people: int) -> list[str]:
    """More of them are registered."""
    found = []
    for number in range(people):
        found.append(f"volunteer-new{number:015d}")
        office.house.people.enrol(found[-1], FIRST, "新邻居", f"1370000{number:04d}")
        office.happens(
            RegisterVolunteer(
                volunteer=found[-1], number=str(3_000_000_001 + number), community=SUNNY_LANE
            )
        )
    return found


def were_there(office: OfficeDay, people: list[str], means: str = "scan") -> None:
    """They come at nine and leave at eleven."""
    starts = office.clock.now()
    for who in people:
        office.happens(CheckIn(activity=SWEEPING, volunteer=who, means=means, at=starts))
    office.later(hours=2)
    for who in people:
        office.happens(
            CheckOut(activity=SWEEPING, volunteer=who, means=means, at=office.clock.now())
        )


def minutes_of(office: OfficeDay, volunteer: str) -> int:
    """What stands in the record."""
    return office.ledger.book.look(Attendance(attendance_of(SWEEPING, volunteer))).minutes


def ticked(*volunteers: str) -> list[str]:
    """The boxes beside these people."""
    return [attendance_of(SWEEPING, who) for who in volunteers]


def open_page(office: OfficeDay, desk: Browser | None = None) -> Browser:
    desk = desk or office.desk()
    desk.open(HERE)
    return desk


def test_thirty_people_are_confirmed_with_one_press(office: OfficeDay) -> None:
    people = neighbours(office, 30)
    were_there(office, people)
    desk = open_page(office)
    assert desk.page.text.count(" checked>") == 30
    page = desk.press(f"{HERE}/confirmation", confirm=ticked(*people))
    assert "已确认 30 人" in page
    assert [minutes_of(office, who) for who in people] == [120] * 30


def test_one_row_says_otherwise_than_all(office: OfficeDay) -> None:
    were_there(office, [WANG, LI])
    desk = open_page(office)
    hers = attendance_of(SWEEPING, WANG)
    desk.press(
        f"{HERE}/confirmation", confirm=ticked(WANG, LI), break_all="15",
        **{f"rating.{hers}": "3", f"break.{hers}": "30"},
    )  # fmt: skip
    record = office.ledger.book.look(Attendance(hers)).confirmed
    assert record is not None and (record.rating, record.break_minutes) == (3, 30)
    assert (minutes_of(office, WANG), minutes_of(office, LI)) == (90, 105)


@pytest.mark.parametrize("rest", ["-1", "soon", "1e3", "１２３４５"])
def test_rubbish_confirms_nobody(office: OfficeDay, rest: str) -> None:
    were_there(office, [WANG])
    desk = open_page(office)
    desk.press(f"{HERE}/confirmation", confirm=ticked(WANG), break_all=rest)
    assert desk.page.status_code == 400 and minutes_of(office, WANG) == 0


def test_a_flag_is_looked_at_before_the_box_is_ticked(office: OfficeDay) -> None:
    starts, told = office.clock.now(), {"activity": SWEEPING, "means": "scan", "device": "device-1"}
    for who in (WANG, LI):
        office.happens(CheckIn(volunteer=who, at=starts, shown_at=starts, **told))
    office.later(hours=2)
    for who in (WANG, LI):
        office.happens(CheckOut(volunteer=who, at=office.clock.now(), **told))
    desk = open_page(office)
    assert "一部手机用同一个码签了两个人" in desk.page.text and "请先查看" in desk.page.text
    before = desk.page.text.count(" checked>")
    page = desk.press(f"{HERE}/flags", outcome="harmless")
    assert page.count(" checked>") == before + 1


def test_a_forgotten_check_out_stays_open_until_somebody_names_the_end(office: OfficeDay) -> None:
    office.happens(
        CheckIn(activity=SWEEPING, volunteer=WANG, means="scan", at=office.clock.now())
    )
    office.later(hours=3)
    desk = open_page(office)
    assert "系统不会自动填写" in desk.page.text
    form = next(
        one for one in _forms(desk) if one.get("act") == "check_out" and one.get("volunteer")
    )
    page = desk.submit(form, at="10:30")
    assert "已签退、待确认：1 人" in page
    left = office.ledger.book.look(Attendance(attendance_of(SWEEPING, WANG))).left
    assert left is not None and left.minutes_present == 90


def test_somebody_without_a_telephone_is_checked_in_by_number(office: OfficeDay) -> None:
    desk = open_page(office)
    form = next(one for one in _forms(desk) if "named" in one)
    assert "没有找到此人" in desk.submit(form, named="9999999999", act="check_in")
    form = next(one for one in _forms(desk) if "named" in one)
    assert "已签到、未签退：1 人" in desk.submit(form, named="1000000001", act="check_in")


def test_who_signed_up_and_did_not_come_is_marked_by_a_person_and_may_be_excused(
    office: OfficeDay,
) -> None:
    later, now = "activity-01hf7m3c9999999999", office.clock.now()
    office.happens(
        PublishActivity(
            activity=later, title="读报", category="general", community=SUNNY_LANE, place="读报点",
            starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2),
        )
    )  # fmt: skip
    office.happens(SignUp(activity=later, volunteer=WANG))
    office.later(hours=3)
    desk = office.desk()
    here = f"/desk/activities/{later}"
    assert "已报名、未到：1 人" in desk.open(here)
    assert "已标记缺席" in desk.press(f"{here}/no-shows", act="mark")
    assert "缺席，理由正当" in desk.press(f"{here}/no-shows", act="excuse", words="住院了")
    assert office.house.notes.about(WANG) == ["住院了"]


def test_a_hundred_and_one_by_hand_want_a_second_person(office: OfficeDay) -> None:
    people = neighbours(office, 101)
    were_there(office, people, means="organizer")
    desk = open_page(office)
    page = desk.press(f"{HERE}/confirmation", confirm=ticked(*people))
    assert desk.page.status_code == 422 and "请第二人复核" in page
    form = next(one for one in _forms(desk) if one.action.endswith("/proposal"))
    form.update(confirm=ticked(*people))  # A browser sends every hidden field of that name.
    assert "已请第二人复核" in desk.submit(form, words="全员手工签到")
    (waits,) = office.ledger.proposals.in_state("waiting", 10)
    assert (waits.kind, waits.people) == ("confirmation", 101)
    assert minutes_of(office, people[0]) == 0


def test_who_is_refused_is_named_and_nobody_else_is_confirmed(office: OfficeDay) -> None:
    choir = "activity-01hf7m3c8888888888"
    office.plan(choir, "合唱排练")
    for activity in (choir, SWEEPING):
        told = {"activity": activity, "volunteer": WANG, "means": "organizer"}
        office.happens(CheckIn(at=office.clock.now(), **told))
    office.happens(CheckIn(activity=SWEEPING, volunteer=LI, means="scan", at=office.clock.now()))
    office.later(hours=2)
    for activity, who in ((choir, WANG), (SWEEPING, WANG), (SWEEPING, LI)):
        told = {"activity": activity, "volunteer": who, "means": "organizer"}
        office.happens(CheckOut(at=office.clock.now(), **told))
    office.confirms(WANG, choir)
    desk = open_page(office)
    page = desk.press(f"{HERE}/confirmation", confirm=ticked(WANG, LI))
    assert desk.page.status_code in (409, 422) and "王**：" in page
    assert minutes_of(office, LI) == 0
    assert "已确认 1 人" in desk.press(f"{HERE}/confirmation", confirm=ticked(LI))


def test_nobody_confirms_for_the_family(office: OfficeDay) -> None:
    office.happens(FormHousehold(household="household-one", community=SUNNY_LANE))
    for who in (LI, WANG):
        office.happens(JoinHousehold(household="household-one", volunteer=who))
    were_there(office, [WANG])
    li = guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE, volunteer=LI)
    desk = open_page(office, office.signed_in(li))
    page = desk.press(f"{HERE}/confirmation", confirm=ticked(WANG))
    assert desk.page.status_code == 403 and "家庭" in page
    assert minutes_of(office, WANG) == 0


def test_the_sheet_for_days_without_network_names_nobody_in_full(office: OfficeDay) -> None:
    page = office.desk().open(f"{HERE}/sign-in-sheet")
    assert page.count("<tr>") == 16 and "王秀英" not in page


def test_the_page_leads_to_late_records_and_to_what_is_confirmed(office: OfficeDay) -> None:
    were_there(office, [WANG])
    desk = open_page(office)
    assert f"{HERE}/supplements/new" in desk.page.text
    desk.press(f"{HERE}/confirmation", confirm=ticked(WANG))
    page = desk.open(HERE)
    assert f'href="/desk/attendances/{attendance_of(SWEEPING, WANG)}"' in page
    assert f"{HERE}/revocation" not in page  # Only the community's office takes back.


def test_across_the_river_there_is_no_such_activity(office: OfficeDay) -> None:
    desk = office.across_the_river()
    assert desk.get(HERE).status_code == 404
    assert desk.get(f"{HERE}/sign-in-sheet").status_code == 404


def _forms(desk: Browser) -> list[Form]:
    return Forms(desk.page.text).found
