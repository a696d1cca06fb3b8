"""Tables for spreadsheets: whatever somebody is called, nothing in them ever runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.guarding.sheets import csv_of, plain_text, xlsx_of
from api.importing.cells import mobile_phone, note
from api.importing.refused import CellRefused
from tests.doorstep import NOODLES, TOFU, WANG, Doorstep
from tests.test_pages_counter import shown

HOSTILE = [
    "=1+1", '=HYPERLINK("http://evil.example","王秀英")', "@SUM(A1)", "+86 138", "-2+3",
    "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", " =1", "　=1", "\u200b=1", "\ufeff=1",
    "\x00=1", "\x1f=1", "|calc", "％x", "＝cmd|' /C calc'!A0", "\u2060\u00a0=1",
]  # fmt: skip
HARMLESS = ["王秀英", "a=1", "老陈 (面馆)", "1", "", "'quoted", "2026-11-22 09:00", "12.50"]
SIGNS = "=+-@＝＋－＠\t\r"


def read_csv(content: bytes) -> list[list[str]]:
    """What a spreadsheet reads."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_a_formula_is_only_a_name(name: str) -> None:
    assert plain_text(name).startswith("'")
    ((cell, number),) = read_csv(csv_of([[name, -5]]))
    assert cell.startswith("'") and number == "-5"

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([[name, -5]]))).active
    cell = sheet["A1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True) and cell.value.startswith("'")
    assert sheet["B1"].value == -5


@pytest.mark.parametrize("name", HARMLESS)
def test_a_name_stays_as_it_is(name: str) -> None:
    assert plain_text(name) == name
    assert read_csv(csv_of([[name, "x"]])) == [[name, "x"]]


@given(st.lists(st.text(alphabet=st.characters() | st.sampled_from(SIGNS)), min_size=1))
def test_no_text_at_all_begins_a_formula(row: list[str]) -> None:
    for cell in read_csv(csv_of([row]))[0]:
        assert not cell.startswith(tuple(SIGNS))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([row]))).active
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_what_we_marked_is_read_again_without_the_mark() -> None:
    assert mobile_phone(plain_text("+86 138 0000 0001")) == "13800000001"
    assert note(plain_text("-每周三")) == "-每周三"
    with pytest.raises(CellRefused, match="formula"):
        note(plain_text("=1+1"))


# The merchant's own -------------------------------------------------------------------------


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def test_a_merchant_takes_the_month_home(lane: Doorstep) -> None:
    lane.serves(WANG)
    phone, counter = lane.phone_of(WANG), lane.counter_of(NOODLES)
    phone.open("/me")
    counter.open("/merchant")
    counter.press("/merchant", code=shown(phone), beans="20")

    sheet = counter.get("/merchant/takings.csv")
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert sheet.headers["content-disposition"] == 'attachment; filename="takings-2026-11.csv"'
    assert sheet.headers["cache-control"] == "no-store"
    titles, line = read_csv(sheet.content)
    assert titles == ["时间", "凭证号", "志愿者", "收到金豆", "退回金豆", "应付（元）"]
    assert line[0].startswith("2026-11-22 ") and line[2:] == ["王**", "20", "0", "2.00"]

    assert len(read_csv(lane.counter_of(TOFU).get("/merchant/takings.csv").content)) == 1
    assert len(read_csv(counter.get("/merchant/takings.csv?month=2026-10").content)) == 1
    assert phone.get("/merchant/takings.csv").status_code == 403
