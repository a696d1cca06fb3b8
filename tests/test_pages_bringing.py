"""The office brings its lists in from the desk: looked at first, kept nowhere, and by the rules."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from httpx import Response

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.units import OpenUnit
from tests.doorstep import WANG, Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE

BEYOND = "unit-beyond"
ROSTER = """姓名,手机号码,所属社区,备注
陈美华,+86 139-1111-1111,阳光里社区,
=周欢,13911111112,阳光里社区,会包饺子
何大姐,1391111,阳光里社区,
"""
FIRST_TWO = "\n".join(ROSTER.splitlines()[:2])


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane and, beyond the river, another community."""
    lane = Doorstep(tmp_path)
    lane.happens(OpenUnit(unit=BEYOND, kind="community", name="河对岸社区"))
    yield lane
    lane.close()


def office(lane: Doorstep, unit: str | None = None) -> Browser:
    """Somebody at a desk: of the whole ledger, or of one unit."""
    return lane.signed_in(guest(Role.STAFF, FIRST, unit=unit))


def sends(desk: Browser, wish: str, content: bytes | str, kind: str = "volunteers",
          name: str = "roster.csv") -> Response:  # fmt: skip
    """Choose a file on the page that is open, and press a button."""
    form = desk.form("/desk/import")
    told = {**form, "kind": kind, "wish": wish}
    told.pop("file", None)
    sent = content.encode() if isinstance(content, str) else content
    answer = desk.post("/desk/import", data=told, files={"file": (name, sent, "text/plain")})
    if answer.headers["content-type"].startswith("text/html"):
        desk.page = answer
    return answer


def test_a_roster_is_looked_at_and_then_carried_out(lane: Doorstep) -> None:
    desk, facts = office(lane), lane.ledger.book.head()
    assert "导入志愿者" in desk.open("/desk/import")
    desk.open("/desk/import", params={"kind": "volunteers"})
    seen = sends(desk, "look", ROSTER).text
    assert "检查结果" in seen and "第 3 行 · =周欢" in seen and "第 4 行 · 何大姐" in seen
    assert lane.ledger.book.head() == facts

    done = sends(desk, "carry_out", ROSTER).text
    assert "已导入" in done and "陈美华" not in done
    found = lane.house.people.by_phone(FIRST, "13911111111")
    assert found and lane.ledger.book.head() == facts + 1
    entered = next(iter(lane.ledger.book.facts(after=facts)))
    assert (entered.actor, entered.role) != ("import", "system")

    desk.open("/desk/import", params={"kind": "volunteers"})
    assert "无变化" in sends(desk, "look", ROSTER).text


def test_only_the_file_that_was_looked_at_is_carried_out(lane: Doorstep) -> None:
    desk, facts = office(lane), lane.ledger.book.head()
    desk.open("/desk/import", params={"kind": "volunteers"})
    assert sends(desk, "carry_out", FIRST_TWO).status_code == 422
    sends(desk, "look", ROSTER)
    assert "不是刚才检查过的文件" in sends(desk, "carry_out", FIRST_TWO).text
    sends(desk, "look", FIRST_TWO)
    lane.later(hours=1)
    assert sends(desk, "carry_out", FIRST_TWO).status_code == 422
    assert lane.ledger.book.head() == facts


def test_the_refused_rows_come_back_as_a_table_without_formulas(lane: Doorstep) -> None:
    desk = office(lane)
    desk.open("/desk/import", params={"kind": "volunteers"})
    sends(desk, "look", ROSTER, name="王秀英.csv")
    sheet = sends(desk, "refused_rows", ROSTER)
    assert sheet.headers["content-disposition"] == 'attachment; filename="refused-rows.xlsx"'
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert rows[0] == ("姓名", "手机号码", "所属社区", "备注", "原因 Reasons")
    assert [row[0] for row in rows[1:]] == ["'=周欢", "何大姐"]
    assert "手机号码" in rows[2][4]
    again = sends(desk, "look", sheet.content)
    assert again.status_code == 200 and "第 3 行 · 何大姐" in again.text


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks into more than a table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 40_000_000)
    return packed.getvalue()


def archive_of_photographs() -> bytes:
    """A zip file that is no workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("IMG_0001.jpg", "x")
    return packed.getvalue()


@pytest.mark.parametrize("content", [
    b"", b"   ", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, ROSTER.encode("utf-16"), b"MZ\x00\x01",
    b"PK\x03\x04 not really", archive_of_photographs(), b"<html><script>alert(1)</script></html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"x" * 5_300_000, bomb(),
], ids=["nothing", "blanks", "picture", "utf-16", "program", "broken", "photographs", "page", "xls",
        "too much", "bomb"])  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(lane: Doorstep, content: bytes) -> None:
    desk = office(lane)
    desk.open("/desk/import", params={"kind": "volunteers"})
    answer = sends(desk, "look", content, name="volunteers.csv")
    assert answer.status_code in (413, 422), answer.status_code
    assert "抱歉" in answer.text or 'role="alert"' in answer.text


def test_a_request_too_large_is_refused_before_it_is_read(lane: Doorstep) -> None:
    desk = office(lane)
    token = (desk.open("/desk/import", params={"kind": "merchants"}),
             desk.form("/desk/import")["_csrf_token"])[1]  # fmt: skip
    # Only the head of the request is true; whoever read on would wait for the rest.
    headers = {"content-length": "900000000", "x-csrftoken": token,
               "content-type": "multipart/form-data; boundary=x"}  # fmt: skip
    assert desk.post("/desk/import", content=b"--x", headers=headers).status_code == 413


def test_a_form_that_is_not_ours_is_a_bad_request(lane: Doorstep) -> None:
    desk = office(lane)
    desk.open("/desk/import", params={"kind": "volunteers"})
    assert sends(desk, "look", ROSTER, kind="secrets").status_code == 400
    desk.open("/desk/import", params={"kind": "volunteers"})
    assert sends(desk, "steal", ROSTER).status_code == 400
    desk.open("/desk/import", params={"kind": "volunteers"})
    told = {**desk.form("/desk/import"), "wish": "look"}
    answer = desk.post("/desk/import", data=told)
    assert answer.status_code == 422 and "请选择文件" in answer.text
    assert desk.get("/desk/import", params={"kind": "../x"}).status_code == 404


def test_nobody_else_brings_anything_in(lane: Doorstep) -> None:
    for who in (lane.phone_of(WANG), lane.desk(), lane.counter_of("merchant-noodles")):
        assert who.get("/desk/import").status_code == 403
    assert lane.stranger().get("/desk/import", follow_redirects=False).status_code == 303


def test_a_desk_brings_in_what_is_its_own(lane: Doorstep) -> None:
    """The office beyond the river neither sees nor moves the people of Sunny Lane."""
    beyond, facts = office(lane, BEYOND), lane.ledger.book.head()
    told = (
        "姓名,手机号码,所属社区\n冒名,13800000001,河对岸社区\n周欢,13911111112,阳光里社区\n"
        "赵六,13911111113,河对岸社区\n孙七,13911111114,没有的社区\n"
    )
    beyond.open("/desk/import", params={"kind": "volunteers"})
    seen = sends(beyond, "look", told).text
    assert "王秀英" not in seen and "秀英" not in seen
    assert "第 2 行" in seen and "这个手机号已登记" in seen
    assert seen.count("没有登记过该社区") == 2, "another's community is as one that is not there"
    sends(beyond, "carry_out", told)
    assert lane.ledger.book.head() == facts + 1
    assert lane.house.people.by_phone(FIRST, "13911111113")


def test_who_tries_telephones_by_the_thousand_leaves_a_trace(
    lane: Doorstep, caplog: pytest.LogCaptureFixture
) -> None:
    beyond, told = office(lane, BEYOND), ["姓名,手机号码,所属社区", "冒名,13800000001,河对岸社区"]
    told += [f"某某,139{number:08},河对岸社区" for number in range(40)]
    beyond.open("/desk/import", params={"kind": "volunteers"})
    with caplog.at_level(logging.INFO, "goldenbean"):
        seen = sends(beyond, "look", "\n".join(told)).text
    assert "已登记或无法在此使用" in seen
    (line,) = (each.getMessage() for each in caplog.records if "bringing in" in each.msg)
    assert line.endswith("as staff, look of volunteers, 41 rows, 1 registered elsewhere")
    assert "13800000001" not in caplog.text and "冒名" not in caplog.text


def test_a_plan_that_the_street_sent_to_all_is_brought_in_by_each(lane: Doorstep) -> None:
    """The same rows, word for word: neither office learns that the other had them before."""
    plan = (
        "活动名称,类别,队伍,地点,开始时间,结束时间\n"
        "重阳慰问,清洁家园,助老队,活动室,2026-12-01 09:00,2026-12-01 11:00\n"
    )
    for number, unit in enumerate((SUNNY_LANE, BEYOND, BEYOND)):
        desk = office(lane, unit)
        desk.open("/desk/import", params={"kind": "activities"})
        seen = sends(desk, "look", plan, kind="activities").text
        sends(desk, "carry_out", plan, kind="activities")
        assert ("无变化" in seen) is (number == 2), "only one's own second time changes nothing"
    published = [fact.fact for fact in lane.ledger.book.facts()
                 if getattr(fact.fact, "title", "") == "重阳慰问"]  # fmt: skip
    assert [fact.community for fact in published] == [SUNNY_LANE, BEYOND]
