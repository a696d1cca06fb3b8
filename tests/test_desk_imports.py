"""The office brings records of another book in: one of it asks, another agrees, nobody alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.guarding.sheets import csv_of
from api.intake import records
from ledger.facts import CommandRefused, ImportProposed, ServiceImported
from tests.doorstep import LI, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import ZHOU, found_in, path_of
from tests.second_desk import WU, SecondDesk
from tests.test_handing_over import HEADER, row

LIS = {"姓名": "李建国", "手机号码": "13800000002"}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[SecondDesk]:
    """周敏 and 吴芳 are both at the office."""
    day = SecondDesk(tmp_path)
    yield day
    day.close()


def sends(browser: Browser, *rows: list[object]) -> str:
    """The table is looked at, then carried out."""
    shown = browser.open("/desk/import?kind=records")
    for wish in ("look", "carry_out"):
        form = {**browser.form("/desk/import"), "wish": wish}
        del form["file"]
        files = {"file": ("records.csv", csv_of([HEADER, *rows]), "text/csv")}
        browser.page = browser.post("/desk/import", data=form, files=files)
        shown = browser.page.text
    return shown


def decides(browser: Browser, proposal: str, answer: str = "approval") -> str:
    """Send a yes or a no as a form of ours would, whether the page offers it or not."""
    here = f"/desk/proposals/{proposal}"
    browser.open(here)
    form = browser.form(f"{here}/rejection")
    form.action = f"{here}/{answer}"
    return browser.submit(form)


def waits(day: SecondDesk) -> list[str]:
    return [each.proposal for each in day.told(ImportProposed)]


def has(day: SecondDesk, volunteer: str) -> int:
    """The minutes of somebody, as the views know them."""
    day.ledger.shelf.follow()
    account = day.ledger.balances.of(volunteer)
    return account.minutes if account else 0


def test_zhou_hands_a_table_over_and_it_comes_in_once_wu_agrees(day: SecondDesk) -> None:
    zhou, wu = day.zhou(), day.wu()
    shown = sends(zhou, row(), row(记录编号="A-2", **LIS))
    assert "待第二人同意" in shown and "已提交第二人" in shown
    assert has(day, WANG) == has(day, LI) == 0
    (proposal,) = waits(day)
    listed = wu.open("/desk/proposals")
    assert "其他系统的服务记录" in listed and "2 条记录" in listed
    page = wu.open(f"/desk/proposals/{proposal}")
    assert "敬老院陪护" in page and "河对岸社区" in page and "60 分钟" in page
    decides(wu, proposal)
    assert has(day, WANG) == has(day, LI) == 60
    assert {(each.proposed_by, each.approved_by) for each in day.told(ServiceImported)} == {
        (ZHOU, WU)
    }
    again = sends(zhou, row(), row(记录编号="A-2", **LIS))
    assert "无变化" in again and "已导入的表" in again and "吴** 同意" in again
    assert waits(day) == [proposal]


def test_zhou_does_not_agree_to_her_own_table_and_the_attempt_is_on_record(
    day: SecondDesk,
) -> None:
    zhou = day.zhou()
    sends(zhou, row())
    assert "提出的人不能" in decides(zhou, waits(day)[0])
    refused = [(each.command, each.refusal) for each in day.told(CommandRefused)]
    assert refused == [("ApproveImport", "same_person")]
    assert has(day, WANG) == 0


def test_a_table_is_not_asked_for_twice_while_it_waits_but_again_after_a_no(
    day: SecondDesk,
) -> None:
    zhou, wu = day.zhou(), day.wu()
    sends(zhou, row())
    assert "待第二人同意" in sends(wu, row()) and len(waits(day)) == 1
    decides(wu, waits(day)[0], "rejection")
    sends(zhou, row())
    assert len(waits(day)) == 2 and has(day, WANG) == 0


def test_what_is_one_s_own_is_refused_row_by_row_and_on_record(day: SecondDesk) -> None:
    herself = person_of(WANG)
    day.appoint(herself, Role.STAFF, unit=SUNNY_LANE)
    wang = day.at_desk(herself)
    assert "不能" in sends(wang, row(), row(记录编号="A-9", **LIS))
    (asked,) = day.told(ImportProposed)
    assert asked.beneficiaries == (LI,)
    (refused,) = day.told(CommandRefused)
    assert (refused.command, refused.refusal) == ("ProposeImport", "own_benefit")


def test_many_small_tables_are_no_way_round(day: SecondDesk) -> None:
    """A table a record, one after another, all day: each of them waits like a large one."""
    zhou = day.zhou()
    for number in range(4):
        sends(zhou, row(记录编号=f"A-{number}", 服务日期=f"2026-03-0{number + 1}"))
    assert len(waits(day)) == 4 and has(day, WANG) == 0
    assert day.told(ServiceImported) == []


def test_a_long_table_is_cut_so_that_somebody_can_look_it_through(
    day: SecondDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "AT_ONCE", 2)
    sends(day.zhou(), *(row(记录编号=f"A-{n}", 服务日期=f"2026-03-0{n + 1}") for n in range(5)))
    assert [len(each.records) for each in day.told(ImportProposed)] == [2, 2, 1]


def test_wang_says_that_it_is_wrong_and_the_office_is_led_to_it(day: SecondDesk) -> None:
    zhou, wang = day.zhou(), day.phone_of(WANG)
    sends(zhou, row())
    decides(day.wu(), waits(day)[0])
    record = found_in(wang.open("/me/record"), r"/me/record/(imported-\w+)/objection")
    at = f"/me/record/{record}/objection"
    wang.open(at)
    wang.press(at, words="只有半小时")
    assert f'href="{at}"' not in wang.open("/me/record")
    page = zhou.open("/desk/objections")
    assert "只有半小时" in page and f'href="/desk/records/{record}"' in page
    answer = found_in(page, r"/desk/objections/(objection-\w+)/answer")
    zhou.press(f"/desk/objections/{answer}/answer", outcome="upheld", words="您说得对")
    assert path_of(zhou) == f"/desk/records/{record}"
    assert "您说得对" in wang.open("/me/record")


def test_another_office_sees_nothing_of_it(day: SecondDesk) -> None:
    sends(day.zhou(), row())
    (proposal,) = waits(day)
    qian = day.across_the_river()
    assert "其他系统的服务记录" not in qian.open("/desk/proposals")
    assert qian.get(f"/desk/proposals/{proposal}").status_code == 404
    assert found_in(day.wu().open("/desk/proposals"), r"(proposal-\w+)") == proposal


def test_the_office_shortens_a_record_and_takes_it_back_in_two_presses_each(
    day: SecondDesk,
) -> None:
    zhou = day.zhou()
    sends(zhou, row())
    decides(day.wu(), waits(day)[0])
    at = "/desk/records/" + found_in(zhou.open(day.to_wang("service")), r"(imported-\w+)")
    assert "其他系统记录" in zhou.open(at) and "吴**" in zhou.page.text
    assert "请填写日期" in zhou.press(f"{at}/correction", day="三月", words="日期写错")
    zhou.open(at)
    assert "−30" in zhou.press(f"{at}/correction", minutes="30", words="只有半小时")
    assert has(day, WANG) == 60
    zhou.press(f"{at}/correction")
    assert has(day, WANG) == 30
    zhou.open(at)
    zhou.press(f"{at}/revocation", words="没有的事")
    assert has(day, WANG) == 30
    zhou.press(f"{at}/revocation")
    assert has(day, WANG) == 0 and "已撤销" in zhou.open(at)
    assert "不能再更正或重新导入" in sends(zhou, row()) and len(waits(day)) == 1
