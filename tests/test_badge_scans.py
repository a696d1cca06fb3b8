"""Badge scans: the organizer's page for whoever wears one, a door for everybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.qr import svg_once
from api.signing_in.sessions import guest
from ledger.rescheduling import CancelActivity
from tests.doorstep import LI, WANG, Doorstep
from tests.house_open import OpenHouse, problem
from tests.neighbourhood import SUNNY_LANE
from tests.scans import happened


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def test_a_badge_withdrawn_between_looking_and_pressing_checks_nobody_in(lane: Doorstep) -> None:
    gate = lane.house.gate
    code = gate.issue_badge(WANG, lane.ledger.name, issued_by="key-office").code
    desk, at = lane.desk(), f"/b/{code}"
    assert "王**" in desk.open(at) and "楼道清洁" in desk.page.text
    gate.withdraw_badge(WANG)
    assert "没有认出这枚胸牌" in desk.press(at) and desk.page.status_code == 404
    assert "没有认出这枚胸牌" in desk.open(at) and happened(lane) == []


def test_a_badge_is_scanned_in_and_out_and_pressing_twice_does_it_once(lane: Doorstep) -> None:
    code = lane.house.gate.issue_badge(WANG, lane.ledger.name, issued_by="key-office").code
    desk, at = lane.desk(), f"/b/{code}"
    desk.open(at)
    form = desk.form(at)
    assert "签到成功" in desk.submit(form)
    lane.later(seconds=5)
    assert "签到成功" in desk.submit(form) and len(happened(lane)) == 1
    lane.later(minutes=100)
    assert "签退" in desk.open(at) and "100 分钟" in desk.press(at)
    assert "已经签到、签退" in desk.open(at)
    assert [each.means for each in happened(lane)] == ["badge", "badge"]


def test_for_everybody_else_a_badge_is_a_door_and_tells_nothing(lane: Doorstep) -> None:
    code = lane.house.gate.issue_badge(WANG, lane.ledger.name, issued_by="key-office").code
    unknown = "GBB" + "0" * 20
    for browser in (lane.stranger(), lane.phone_of(LI)):
        pages = [browser.open(f"/b/{each}").replace(each, "…") for each in (code, unknown)]
        assert pages[0] == pages[1] and "王" not in pages[0] and 'name="pin"' in pages[0]


def test_whoever_wears_a_badge_comes_in_by_its_address_and_pin(lane: Doorstep) -> None:
    issued = lane.house.gate.issue_badge(WANG, lane.ledger.name, "471953", issued_by="key-office")
    browser = lane.stranger()
    browser.open(f"/b/{issued.code}")
    assert browser.form("/sign-in/badge")["badge"] == issued.code
    address = f"https://beans.example/b/{issued.code}"
    assert "王**" in browser.press("/sign-in/badge", badge=address, pin="471953")


def test_an_organizer_from_elsewhere_learns_nothing_from_a_badge(home: OpenHouse) -> None:
    qian = home.volunteer(community=home.beyond)
    volunteer, name = str(qian.who.volunteer), home.ledger.name
    code = home.house.gate.issue_badge(volunteer, name, issued_by="key-office").code
    for path in ("check-ins", "check-outs"):
        answer = home.organizer.asks(f"/activities/{home.activity()}/{path}", {"badge": code})
        assert problem(answer) == (404, "volunteer_unknown")


def test_who_is_there_may_be_let_go_wherever_they_live(home: OpenHouse) -> None:
    qian, activity = home.volunteer(community=home.beyond), home.activity()
    volunteer = str(qian.who.volunteer)
    code = home.house.gate.issue_badge(volunteer, home.ledger.name, issued_by="key-office").code
    qian.gets("/check-ins", {"code": home.shown(activity)})
    home.later(minutes=40)
    left = home.organizer.gets(f"/activities/{activity}/check-outs", {"badge": code})
    assert left["minutes_present"] == 40


def test_nothing_is_offered_that_is_over_called_off_or_not_open_yet(lane: Doorstep) -> None:
    code = lane.house.gate.issue_badge(WANG, lane.ledger.name, issued_by="key-office").code
    desk, at = lane.desk(), f"/b/{code}"
    lane.later(minutes=119)
    assert "楼道清洁" in desk.open(at)
    lane.later(minutes=1)
    assert "现在没有您负责的活动" in desk.open(at)
    lane.later(minutes=100)
    lane.plan("activity-01hf7m3c2222222222", "读报")
    lane.later(minutes=-31)
    assert "现在没有您负责的活动" in desk.open(at)
    lane.later(minutes=1)
    assert "读报" in desk.open(at)
    lane.happens(CancelActivity(activity="activity-01hf7m3c2222222222"))
    assert "现在没有您负责的活动" in desk.open(at)


def test_a_badge_on_the_desk_holds_the_address_of_that_page(lane: Doorstep) -> None:
    zhou = lane.signed_in(guest(Role.STAFF, lane.ledger.name, unit=SUNNY_LANE))
    zhou.open(f"/desk/people/{WANG}")
    page = zhou.press(f"/desk/people/{WANG}/badge")
    code = re.search(r"GBB(?: [0-9A-Z]{5}){4}", page)
    assert code, page
    address = f"http://testserver.local/b/{code[0].replace(' ', '')}"
    assert svg_once(address, "登录码图片").partition("<path")[2] in page
