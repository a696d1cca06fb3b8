"""Wang says that a line is wrong; the desk answers beside it, in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from ledger.facts import ObjectionAnswered
from ledger.objections import RaiseObjection
from tests.doorstep import WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import QIAN, path_of
from tests.second_desk import WANGS_RECORD, SecondDesk

OBJECTION = "objection-wang"
AT = f"/desk/objections/{OBJECTION}/answer"
WORDS = "我十一点半才走"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Wang was recorded for two hours and objects to it."""
    day = SecondDesk(tmp_path)
    day.serves_by_hand(WANG)
    now = day.clock.now()
    day.house.notes.keep("note-wang", day.ledger.name, WANG, "person-wang", WORDS, now)
    day.happens(
        RaiseObjection(
            objection=OBJECTION, volunteer=WANG, reference=WANGS_RECORD, note="note-wang"
        )
    )
    yield day
    day.close()


def test_the_desk_reads_the_line_the_words_and_the_day(office: SecondDesk) -> None:
    page = office.zhou().open("/desk/objections")
    for words in ("王**", WORDS, "楼道清洁", "120 分钟", "20 颗金豆", "2026年11月27日", "期限内"):
        assert words in page, words
    office.later(days=9)
    assert "已逾期" in office.zhou().open("/desk/objections")


def test_who_is_right_is_led_to_the_correction(office: SecondDesk) -> None:
    zhou = office.zhou()
    zhou.open("/desk/objections")
    page = zhou.press(AT, outcome="upheld", words="您说得对，马上更正")
    assert path_of(zhou) == f"/desk/attendances/{WANGS_RECORD}"
    assert f'action="/desk/attendances/{WANGS_RECORD}/correction"' in page
    (answered,) = office.told(ObjectionAnswered)
    assert (answered.outcome, answered.note is None) == ("upheld", False)
    assert "没有人在等待答复" in zhou.open("/desk/objections") or WORDS not in zhou.page.text
    assert "您说得对，马上更正" in office.phone_of(WANG).open("/me/record")


def test_a_line_that_stands_has_its_reason_beside_it(office: SecondDesk) -> None:
    zhou = office.zhou()
    zhou.open("/desk/objections")
    form = zhou.form(AT)
    for _ in range(2):
        zhou.submit(form, outcome="declined", words="签退记录是十一点")
        assert path_of(zhou) == "/desk/objections"
    assert len(office.told(ObjectionAnswered)) == 1
    assert "签退记录是十一点" in office.phone_of(WANG).open("/me/record")


@pytest.mark.parametrize("typed", [{"outcome": "upheld"}, {"words": "好的"}, {"words": " "}])
def test_an_answer_says_who_is_right_and_why(office: SecondDesk, typed: dict[str, str]) -> None:
    zhou = office.zhou()
    zhou.open("/desk/objections")
    page = zhou.press(AT, **typed)
    assert zhou.page.status_code == 422 and "请选择结论" in page
    assert office.told(ObjectionAnswered) == []


def test_nobody_answers_an_objection_of_their_own(office: SecondDesk) -> None:
    wang = "person-wang00000000000000"
    office.appoint(wang, Role.STAFF, unit=SUNNY_LANE)
    desk = office.at_desk(wang)
    desk.open("/desk/objections")
    page = desk.press(AT, outcome="upheld", words="我说得对")
    assert desk.page.status_code == 403 and "不能批准与自己有关的事项" in page
    assert office.told(ObjectionAnswered) == []


def test_across_the_river_nobody_knows_of_it(office: SecondDesk) -> None:
    qian = office.at_desk(QIAN)
    assert WORDS not in qian.open("/desk/objections")
    qian.open("/desk/people")
    form = qian.form("/desk/people/find")
    form.action = AT
    qian.submit(form, outcome="declined", words="不成立", form_key="q")
    assert qian.page.status_code == 404 and office.told(ObjectionAnswered) == []
