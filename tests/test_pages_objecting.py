"""王秀英, 72, says that a line of her record is wrong, and reads the answer beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from ledger.consents import GiveConsent
from ledger.facts import ObjectionRaised
from ledger.objections import AnswerObjection
from ledger.subjects.agreement import SERVING
from ledger.subjects.presence import attendance_of
from ledger.subjects.second_person import Second
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import LI, NOODLES, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay, path_of
from tests.sweeping import SWEPT, sweeps

OBJECTION = f"/me/record/{SWEPT}/objection"
BAO, MOTHER = "volunteer-bao00000000000000", "person-bm000000000000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday noon; Wang has swept from nine to half past eleven, and Zhou has seen it."""
    office = OfficeDay(tmp_path)
    sweeps(office, WANG)
    yield office
    office.close()


def raised(office: OfficeDay) -> list[ObjectionRaised]:
    """Every objection in the book."""
    return [
        each.fact for each in office.ledger.book.facts()
        if isinstance(each.fact, ObjectionRaised)
    ]  # fmt: skip


def answers(office: OfficeDay, outcome: str, words: str) -> None:
    """The office across the river has looked into it."""
    (fact,) = raised(office)
    now = office.clock.now()
    office.house.notes.keep("note-answer", FIRST, WANG, "key-office", words, now)
    office.happens(
        AnswerObjection(
            objection=fact.objection, outcome=outcome, note="note-answer",
            answered_by=Second(answers="person-qian", selves=("person-qian",)),
        )  # type: ignore[arg-type]
    )  # fmt: skip


# Objecting ------------------------------------------------------------------------------------


def test_wang_says_what_is_wrong_and_reads_until_when_she_is_answered(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    page = phone.open("/me/record")
    assert f'href="{OBJECTION}"' in page
    page = phone.open(OBJECTION)
    assert "2026年11月27日 前答复" in page and "哪里有误" in page
    form = phone.form(OBJECTION)
    page = phone.submit(form, words="我十二点才走")
    assert path_of(phone) == "/me/record" and "您提出这一项有误" in page
    assert "我们将在 2026年11月27日 前答复" in page and f'href="{OBJECTION}"' not in page
    (fact,) = raised(office)
    assert (fact.volunteer, fact.reference, fact.due_on) == (WANG, SWEPT, date(2026, 11, 27))
    assert fact.note and office.house.notes.text(fact.note) == "我十二点才走"
    head = office.facts()
    phone.submit(form, words="我十二点才走")
    assert office.facts() == head and office.house.notes.text(fact.note) == "我十二点才走"


def test_a_second_form_finds_the_case_open_and_leaves_no_words_behind(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    forms = []
    for _ in range(2):
        phone.open(OBJECTION)
        forms.append(phone.form(OBJECTION))
    phone.submit(forms[0], words="我十二点才走")
    phone.submit(forms[1], words="第二次")
    assert path_of(phone) == "/me/record" and len(raised(office)) == 1
    told = office.house.notes.of_person(office.house.people.person_of(WANG))
    assert told == ["我十二点才走"]


@pytest.mark.parametrize(
    ("outcome", "said"), [("upheld", "您说得对"), ("declined", "经核查，这一项没有错")]
)
def test_the_answer_stands_on_the_same_line(office: OfficeDay, outcome: str, said: str) -> None:
    phone = office.phone_of(WANG)
    phone.open(OBJECTION)
    phone.press(OBJECTION, words="我十二点才走")
    answers(office, outcome, "签到表上写的是 11:30。")
    page = phone.open("/me/record")
    (article,) = re.findall(r"<article.*?</article>", page, re.DOTALL)
    assert said in article and "签到表上写的是 11:30。" in article and "2.5 小时" in article


def test_an_empty_form_says_what_is_missing_and_writes_nothing(office: OfficeDay) -> None:
    phone = office.phone_of(WANG)
    phone.open(OBJECTION)
    page = phone.press(OBJECTION, words="   ")
    assert phone.page.status_code == 422 and "请写明哪里有误" in page
    assert raised(office) == []


def test_after_ninety_days_there_is_no_button_and_a_kept_form_is_refused(
    office: OfficeDay,
) -> None:
    office.later(days=90)
    phone = office.phone_of(WANG)
    phone.open(OBJECTION)
    form = phone.form(OBJECTION)
    office.later(days=1)
    phone = office.phone_of(WANG)
    assert f'href="{OBJECTION}"' not in phone.open("/me/record")
    assert "只能在 90 天内提出" in phone.open(OBJECTION)
    phone.open("/me/data")
    fresh = phone.form("/me/requests")
    fresh.action = OBJECTION
    phone.submit(fresh, words="太晚了", form_key=form["form_key"])
    assert phone.page.status_code == 422 and raised(office) == []
    assert office.house.notes.of_person(office.house.people.person_of(WANG)) == []


def test_nobody_objects_to_what_is_on_somebody_elses_statement(office: OfficeDay) -> None:
    li = office.phone_of(LI)
    assert "楼道清洁" not in li.open("/me/record")
    li.open(OBJECTION)
    assert li.page.status_code == 404
    li.open("/me/data")
    form = li.form("/me/requests")
    form.action = OBJECTION
    li.submit(form, words="给我")
    assert li.page.status_code == 404 and raised(office) == []
    for browser in (office.at_desk(), office.counter_of(NOODLES)):
        browser.open("/me/record")
        assert browser.page.status_code == 403


# A guardian -----------------------------------------------------------------------------------


@pytest.fixture
def mother(office: OfficeDay) -> Browser:
    """Little Bao of fifteen swept too, and her mother has come in as the guardian."""
    office.house.people.enrol(BAO, FIRST, "包小宝", "13900000040", date(2011, 5, 6))
    office.happens(
        RegisterVolunteer(volunteer=BAO, number="3000000005", community=SUNNY_LANE, minor=True)
    )
    office.happens(
        GiveConsent(
            volunteer=BAO, purpose=SERVING, text_version="serving.2026-11", given_by="guardian",
            means="paper",
        )
    )  # fmt: skip
    office.clock.turn_to(office.clock.now() - timedelta(minutes=150))
    sweeps(office, BAO, 60)
    office.house.people.introduce(MOTHER, "包妈妈", "13900000041")
    office.appoint(MOTHER, Role.GUARDIAN, volunteer=BAO)
    return office.at_desk(MOTHER, Role.GUARDIAN)


def test_a_mother_reads_and_disputes_what_her_daughter_did(
    office: OfficeDay, mother: Browser
) -> None:
    page = mother.open("/me/record")
    assert "被监护人的全部时长和金豆" in page and "1 小时 × 10 豆 = 10 豆" in page
    about = f"/me/record/{attendance_of(SWEEPING, BAO)}/objection"
    mother.open(about)
    mother.press(about, words="她做了两个小时")
    assert [fact.volunteer for fact in raised(office)] == [BAO]
    assert mother.open(OBJECTION) and mother.page.status_code == 404
    assert "接下来的班次" in mother.open("/me/ward")
    office.later(days=900)
    grown = office.at_desk(MOTHER, Role.GUARDIAN)
    assert grown.open("/me/record") and grown.page.status_code == 404
