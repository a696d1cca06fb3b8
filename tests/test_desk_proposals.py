"""What waits for a second person: the proposer is told why not, and a yes does what it said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from ledger.appointments import EndAppointment
from ledger.facts import (
    BeansGranted,
    CommandRefused,
    DebtForgiven,
    FixedAwardProposed,
    ProposalApproved,
    ProposalDeclined,
    WriteOffProposed,
)
from ledger.households import FormHousehold, JoinHousehold
from ledger.revocations import RevokeAttendance
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import NOODLES, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import ZHOU, found_in, path_of
from tests.second_desk import WANGS_RECORD, WU, SecondDesk

TOP = "verified_clue:50"
CASE = "应急〔2026〕17 号"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday morning, two people at the office."""
    day = SecondDesk(tmp_path)
    yield day
    day.close()


def proposes(office: SecondDesk, desk: Browser | None = None, case: str = CASE) -> str:
    """Zhou proposes the highest grade for Wang; returns where it waits."""
    zhou = desk or office.zhou()
    zhou.open(office.to_wang("award"))
    zhou.press(office.to_wang("award"), deed=TOP, reference=case)
    assert path_of(zhou).startswith("/desk/proposals/"), zhou.page.text
    return path_of(zhou)


def agrees(desk: Browser, at: str) -> str:
    """Send a yes as a form of ours would, whether the page offers one or not."""
    desk.open(at)
    form = desk.form(f"{at}/rejection")
    form.action = f"{at}/approval"
    return desk.submit(form)


def test_the_list_says_what_waits_for_whom_by_whom_and_why(office: SecondDesk) -> None:
    proposes(office)
    page = office.wu().open("/desk/proposals")
    for words in ("最高档奖励", "王**", "查实的隐患或线索", "50 颗金豆", CASE, "周**"):
        assert words in page
    assert "王秀英" not in page and "周敏" not in page
    assert "最高档奖励" not in office.across_the_river().open("/desk/proposals")


def test_a_yes_does_exactly_what_the_page_said(office: SecondDesk) -> None:
    at, wu = proposes(office), office.wu()
    said = wu.open(at)
    assert "您同意后，就会这样记录" in said and "+50" in said
    page = wu.press(f"{at}/approval")
    assert "已这样记录" in page and "+50" in page
    (granted,) = office.told(BeansGranted)
    assert (granted.volunteer, granted.beans) == (WANG, 50)
    assert "没有等待第二人的事项" in wu.open("/desk/proposals")


def test_one_press_twice_is_one_yes(office: SecondDesk) -> None:
    at, wu = proposes(office), office.wu()
    wu.open(at)
    form = wu.form(f"{at}/approval")
    pages = [wu.submit(form) for _ in range(2)]
    assert all("已这样记录" in page for page in pages)
    assert len(office.told(ProposalApproved)) == len(office.told(BeansGranted)) == 1


def test_whoever_proposed_is_told_why_not_and_the_attempt_is_written_down(
    office: SecondDesk,
) -> None:
    at, zhou = proposes(office), office.zhou()
    page = zhou.open(at)
    assert "提出的人不能自己批准" in page and f'action="{at}/approval"' not in page
    assert office.told(CommandRefused) == [], "looking is no attempt"
    page = agrees(zhou, at)
    assert zhou.page.status_code == 403 and "提出的人不能自己批准" in page
    assert [each.refusal for each in office.told(CommandRefused)] == ["same_person"]
    assert office.told(ProposalApproved) == []


def test_the_same_person_in_another_role_is_the_same_person(office: SecondDesk) -> None:
    at = proposes(office)
    office.appoint(ZHOU, Role.ADMIN)
    other = office.at_desk(ZHOU, Role.ADMIN)
    assert "提出的人不能自己批准" in agrees(other, at)
    assert office.told(ProposalApproved) == []


def test_nobody_agrees_for_their_own_household(office: SecondDesk) -> None:
    at = proposes(office)
    theirs = "volunteer-wu00000000000000000"
    office.happens(RegisterVolunteer(volunteer=theirs, number="1000000009", community=SUNNY_LANE))
    office.happens(FormHousehold(household="household-nine", community=SUNNY_LANE))
    for each in (WANG, theirs):
        office.happens(JoinHousehold(household="household-nine", volunteer=each))
    wu = office.wu()
    assert "不能批准同一家庭成员的事项" in wu.open(at)
    assert "不能批准同一家庭成员的事项" in agrees(wu, at)
    assert office.told(ProposalApproved) == []


def test_a_proposer_who_has_left_leaves_nothing_to_agree_to(office: SecondDesk) -> None:
    at = proposes(office)
    held = next(iter(office.house.offices.held_by(ZHOU, office.ledger)))
    office.happens(EndAppointment(appointment=str(held.appointment)))
    wu = office.wu()
    assert "提出人已不在任" in wu.open(at) and "提出人已不在任" in agrees(wu, at)
    assert office.told(ProposalApproved) == []


def test_a_no_has_its_reason_beside_it_and_both_desks_read_it(office: SecondDesk) -> None:
    at, wu = proposes(office), office.wu()
    wu.open(at)
    page = wu.press(f"{at}/rejection", words="线索未查实")
    assert "不同意" in page and "线索未查实" in page and "吴**" in page
    assert "线索未查实" in office.zhou().open(at)
    (declined,) = office.told(ProposalDeclined)
    assert (declined.decliner, declined.note is None) == (WU, False)
    assert "这项申请已经处理" in agrees_anyway(wu, at)


def agrees_anyway(desk: Browser, at: str) -> str:
    """A yes with any form of ours, where the proposal's page has none any more."""
    desk.open("/desk/people")
    form = desk.form("/desk/people/find")
    form.action = f"{at}/approval"
    return desk.submit(form, form_key="anyway")


def test_an_organizer_takes_back_what_was_their_own_and_nothing_else(office: SecondDesk) -> None:
    at = proposes(office)
    desk = office.desk()
    page = desk.open(at)
    assert "/rejection" not in page and "/approval" not in page
    desk.open("/desk/people/new")
    form = desk.form("/desk/people/new")
    form.action = f"{at}/rejection"
    desk.submit(form, form_key="not-mine")
    assert desk.page.status_code == 403 and office.told(ProposalDeclined) == []


def test_out_of_reach_there_is_no_such_proposal(office: SecondDesk) -> None:
    at, qian = proposes(office), office.across_the_river()
    assert qian.open(at) and qian.page.status_code == 404
    for step in ("approval", "rejection"):
        qian.open("/desk/people")
        form = qian.form("/desk/people/find")
        form.action = f"{at}/{step}"
        qian.submit(form, form_key=f"q-{step}")
        assert qian.page.status_code == 404
    assert office.told(ProposalApproved, ProposalDeclined) == []


# Awards -------------------------------------------------------------------------------------


def test_a_lower_grade_is_given_at_once_and_each_case_once(office: SecondDesk) -> None:
    zhou = office.zhou()
    zhou.open(office.to_wang("award"))
    page = zhou.press(office.to_wang("award"), deed="verified_clue:20", reference=CASE)
    assert "已发放" in page and "+20" in page
    zhou.open(office.to_wang("award"))
    page = zhou.press(office.to_wang("award"), deed="verified_clue:10", reference=f" {CASE} ")
    assert zhou.page.status_code == 409 and "这一事项已奖励过" in page
    assert [each.beans for each in office.told(BeansGranted)] == [20]


@pytest.mark.parametrize("deed", ["", "verified_clue:7", "made_up:5", "verified_clue:x"])
def test_what_the_policy_does_not_know_is_no_deed(office: SecondDesk, deed: str) -> None:
    zhou = office.zhou()
    zhou.open(office.to_wang("award"))
    page = zhou.press(office.to_wang("award"), deed=deed, reference=CASE)
    assert zhou.page.status_code == 422 and "请选择事项" in page
    assert office.told(BeansGranted, FixedAwardProposed) == []


# Write-offs ---------------------------------------------------------------------------------


def owes(office: SecondDesk) -> None:
    """Wang spends twenty beans that are then taken back, by our own mistake."""
    office.serves(WANG)
    phone, shop = office.phone_of(WANG), office.counter_of(NOODLES)
    phone.open("/me")
    phone.press("/me/code")
    code = found_in(phone.open("/me/code"), r'<p class="digits"[^>]*>([0-9 ]+)</p>')
    shop.open("/merchant")
    assert "兑换成功" in shop.press("/merchant", code=code, beans="20", bill_yuan="90")
    office.happens(RevokeAttendance(attendance=WANGS_RECORD))


def test_a_debt_is_forgiven_by_two_and_by_no_fewer(office: SecondDesk) -> None:
    owes(office)
    zhou = office.zhou()
    page = zhou.open(office.to_wang("write-off"))
    assert "20 颗金豆" in page
    assert "请写明出了什么差错" in zhou.press(office.to_wang("write-off"), words=" ")
    zhou.press(office.to_wang("write-off"), words="系统重复计算")
    at = path_of(zhou)
    (proposed,) = office.told(WriteOffProposed)
    assert proposed.beans == 20 and office.told(DebtForgiven) == []
    assert "提出的人不能自己批准" in zhou.open(at)
    wu = office.wu()
    assert "免除欠豆：20 颗金豆" in wu.open(at)
    assert "免除欠豆：20 颗金豆" in wu.press(f"{at}/approval")
    assert [each.beans for each in office.told(DebtForgiven)] == [20]
    assert "没有欠豆" in zhou.open(office.to_wang("write-off"))
