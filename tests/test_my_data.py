"""Wang reads what is kept about her, a mother what is kept of her girl; some are forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.consents import GiveConsent
from ledger.subjects.agreement import PUBLISHING, SERVING, Agreement
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, NOODLES, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import QIAN, ZHOU, OfficeDay, path_of

BAO = "volunteer-bao00000000000000"
MOTHER = "person-bm000000000000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


@pytest.fixture
def mother(office: OfficeDay) -> Browser:
    """Little Bao of fifteen is registered, and her mother has come in as the guardian."""
    office.house.people.enrol(BAO, FIRST, "包小宝", "13900000040", date(2011, 5, 6))
    office.happens(
        RegisterVolunteer(volunteer=BAO, number="3000000005", community=SUNNY_LANE, minor=True)
    )
    office.house.people.introduce(MOTHER, "包妈妈", "13900000041")
    office.appoint(MOTHER, Role.GUARDIAN, volunteer=BAO)
    return office.at_desk(MOTHER, Role.GUARDIAN)


def agreed(office: OfficeDay, volunteer: str) -> dict[str, str]:
    """To what somebody agrees, and who said so."""
    standing = office.ledger.book.look(Agreement(volunteer)).standing
    return {purpose: fact.given_by for purpose, fact in standing.items()}


# Wang ---------------------------------------------------------------------------------------


def test_wang_reads_her_own_name_and_nobody_elses(office: OfficeDay) -> None:
    page = office.phone_of(WANG).open("/me/data")
    assert "王秀英" in page and "13800000001" in page and "1000000001" in page
    assert "李建国" not in page and "没有人查看过" in page


def test_wang_sees_what_was_handed_out_in_her_name_and_by_whom(office: OfficeDay) -> None:
    """Whoever hands out a badge or a link could use it first: Wang would read of it here."""
    office.house.gate.issue_badge(WANG, FIRST, "471953", issued_by=ZHOU)
    office.house.gate.invitations.make(
        guest(Role.VOLUNTEER, FIRST, volunteer=WANG), office.clock.now(), made_by=QIAN
    )
    page = office.phone_of(WANG).open("/me/data")
    told = page.partition('id="handed"')[2].partition("</section>")[0]
    assert "证件 · 周**" in told and "登录链接 · 钱**" in told and "周敏" not in told
    lis = office.phone_of(LI).open("/me/data").partition('id="handed"')[2]
    assert "登录链接 · 匿名" in lis and "已于 2026年11月22日 09:00 使用" in lis
    assert "周**" not in lis


def test_wang_agrees_to_each_purpose_by_itself_and_takes_it_back(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    assert "不同意也照样可以参加服务" in phone.open("/me/data")
    form = phone.form("/me/consents")
    assert form["purpose"] == SERVING
    phone.submit(form, answer="yes")
    assert agreed(office, WANG) == {SERVING: "self"} and path_of(phone) == "/me/data"
    head = office.facts()
    phone.submit(form, answer="yes")
    assert office.facts() == head
    phone.open("/me/data")
    form = phone.form("/me/consents")
    form["purpose"] = PUBLISHING
    phone.submit(form, answer="yes")
    assert agreed(office, WANG) == {SERVING: "self", PUBLISHING: "self"}
    phone.open("/me/data")
    phone.press("/me/consents", answer="no")
    assert agreed(office, WANG) == {PUBLISHING: "self"}


def test_wang_takes_everything_home_in_a_file(office: OfficeDay) -> None:
    office.serves(WANG)
    answer = office.phone_of(WANG).get("/me/data.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    told = json.loads(answer.content)
    assert told["particulars"] == {"display_name": "王秀英", "phone": "13800000001"}
    assert told["service"]["beans"] == 20 and len(told["service"]["lines"]) == 1
    assert "position" not in answer.text


def test_wang_signs_out_everywhere_else(office: OfficeDay) -> None:
    lost, phone = office.phone_of(WANG), office.phone_of(WANG)
    assert phone.open("/me/data").count("邀请链接") == 2
    phone.press("/me/sessions/end")
    assert path_of(phone) == "/me/data"
    lost.open("/me")
    assert path_of(lost) == "/sign-in"


def test_wang_asks_is_answered_in_time_and_then_forgotten(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    phone.open("/me/data")
    form = phone.form("/me/requests")
    for _ in range(2):
        phone.submit(form, kind="delete", wish="我搬走了")
    assert "我们将在 2026年12月11日 前答复" in phone.page.text
    zhou, qian = office.at_desk(), office.across_the_river()
    assert "我搬走了" not in qian.open("/desk/requests")
    page = zhou.open("/desk/requests")
    assert page.count("我搬走了") == 1 and "已逾期" not in page
    office.later(days=21)
    zhou = office.at_desk()
    assert "已逾期" in zhou.open("/desk/requests")
    (asked,) = office.house.requests.open(FIRST)
    at = f"/desk/requests/{asked.request}/answer"
    form = zhou.form(at)
    assert "请填写答复" in zhou.submit(form, answer=" ")
    qian = office.across_the_river()
    qian.open(f"/desk/people/{LI}")
    zhou.submit(form, answer="好的，我们现在就删除。")
    assert "没有待答复的请求" in zhou.page.text
    assert "好的，我们现在就删除。" in office.phone_of(WANG).open("/me/data")


# Forgetting ---------------------------------------------------------------------------------


def test_before_somebody_is_forgotten_the_page_says_what_will_happen(office: OfficeDay) -> None:
    office.serves(LI)
    person = LI.replace("volunteer-", "person-")
    office.appoint(person, Role.ORGANIZER, unit=SUNNY_LANE)
    phone, desk = office.phone_of(LI), office.at_desk()
    page = desk.open(f"/desk/people/{LI}/erase")
    assert "谁也无法恢复" in page and "队伍" in page
    form = desk.form(f"/desk/people/{LI}/erase")
    assert "请先勾选" in desk.submit(form) and office.house.people.display_name(LI)
    page = desk.submit(form, sure="yes")
    assert path_of(desk) == f"/desk/people/{LI}" and "资料已删除" in page
    assert office.house.people.display_name(LI) is None
    assert [who.role for who in office.house.offices.held_by(person, office.ledger)] == [
        Role.VOLUNTEER
    ]
    phone.open("/me")
    assert path_of(phone) == "/sign-in"
    assert office.ledger.balances.of(LI).minutes == 120
    assert "匿名" in desk.open("/desk/people")
    desk.submit(form, sure="yes")
    assert desk.page.status_code == 200


def test_nobody_is_forgotten_out_of_a_higher_office(office: OfficeDay) -> None:
    office.appoint(LI.replace("volunteer-", "person-"), Role.INSPECTOR)
    desk = office.at_desk()
    assert "须先由上级单位结束" in desk.open(f"/desk/people/{LI}/erase")
    desk.open(f"/desk/people/{WANG}/erase")
    form = desk.form(f"/desk/people/{WANG}/erase")
    form.action = f"/desk/people/{LI}/erase"
    desk.submit(form, sure="yes")
    assert desk.page.status_code == 422 and office.house.people.display_name(LI)


# Bao and her mother -------------------------------------------------------------------------


def test_the_mother_agrees_for_bao_who_cannot(office: OfficeDay, mother: Browser) -> None:
    bao = office.phone_of(BAO)
    assert "由您的监护人代为同意" in bao.open("/me/data")
    assert "/me/consents" not in bao.page.text
    form = bao.form("/me/requests")
    form.action = "/me/consents"
    bao.submit(form, purpose="serving", answer="yes")
    assert bao.page.status_code == 403 and agreed(office, BAO) == {}
    assert "包小宝" in mother.open("/me/ward") and "13900000040" in mother.page.text
    mother.press("/me/ward/consents", answer="yes")
    assert agreed(office, BAO) == {SERVING: "guardian"}
    bao.open(f"/a/{office.code_on_screen(SWEEPING)}")
    assert json.loads(mother.get("/me/ward.json").content)["consents"]
    mother.open("/me/ward")
    mother.press("/me/ward/consents", answer="no")
    assert agreed(office, BAO) == {}


def test_the_mother_sees_her_own_data_apart_from_her_daughters(
    office: OfficeDay, mother: Browser
) -> None:
    page = mother.open("/me/data")
    assert "包妈妈" in page and "13900000041" in page and "包小宝" not in page
    mother.press("/me/requests", kind="correct", wish="换了号码")
    (asked,) = office.house.requests.open(FIRST)
    assert asked.volunteer == MOTHER
    assert "换了号码" in office.at_desk().open("/desk/requests")
    assert "换了号码" not in office.across_the_river().open("/desk/requests")


def test_when_bao_is_grown_up_she_answers_for_herself(office: OfficeDay, mother: Browser) -> None:
    office.later(days=900)
    grown = office.at_desk(MOTHER, Role.GUARDIAN)
    assert grown.open("/me/ward") and grown.page.status_code == 404
    bao = office.phone_of(BAO)
    bao.open("/me/data")
    bao.press("/me/consents", answer="yes")
    assert agreed(office, BAO) == {SERVING: "self"}


def test_nobody_but_a_guardian_has_a_ward(office: OfficeDay) -> None:
    for browser in (office.phone_of(WANG), office.at_desk(), office.counter_of(NOODLES)):
        assert browser.open("/me/ward") and browser.page.status_code == 403


# Others -------------------------------------------------------------------------------------


def test_officers_and_clerks_have_data_of_their_own_and_a_program_has_none(
    office: OfficeDay,
) -> None:
    page = office.at_desk(ZHOU).open("/me/data")
    assert "周敏" in page and "社区工作人员" in page and "钱进" not in page
    assert "钱进" in office.at_desk(QIAN).open("/me/data")
    program = office.counter_of(NOODLES)
    assert "属于程序" in program.open("/me/data")
    assert program.get("/me/data.json").status_code == 404


def test_a_guardian_named_on_paper_consents_count_for_the_book(
    office: OfficeDay, mother: Browser
) -> None:
    office.happens(
        GiveConsent(
            volunteer=BAO, purpose=SERVING, text_version="serving.2026-11", given_by="guardian",
            means="paper",
        )
    )  # fmt: skip
    assert "服务记录" in mother.open("/me/ward") and "serving.2026-11" in mother.page.text
