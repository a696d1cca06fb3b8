"""The office of Jinsha community brings the files it has, and they get in as they are."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from api.importing import activities, merchants, volunteers
from api.importing.fingerprints import fingerprint
from api.importing.moments import SHANGHAI
from api.importing.refused import FileRefused
from api.importing.report import RowResult, plain_lines, show
from api.importing.tables import read_table

DEMO = Path(__file__).parents[1] / "demo"
TODAY = date(2026, 11, 23)
JINSHA = {"金沙社区"}
SECRET = b"the clerk keeps this in a drawer"
HEADER = "姓名,手机号码,所属社区\n"
ZHOU_HUAN = "周　欢,138 6509 0595,金沙社区\n"
NIGHT_WATCH = "活动名称,类别,队伍,地点,开始时间,结束时间\n夜巡,夜间巡逻,一队,桥头,"


def taken(rows):
    return [row.outcome for row in rows if not isinstance(row.outcome, tuple)]


def problems(rows):
    return [problem for row in rows if isinstance(row.outcome, tuple) for problem in row.outcome]


def roster(path):
    return volunteers.rows(read_table(path), today=TODAY, communities=JINSHA)


@pytest.fixture
def bring(tmp_path):
    """Puts something on the clerk's desk as a file and answers where it lies."""

    def as_file(content, name="roster.csv"):
        if isinstance(content, openpyxl.Workbook):
            content.save(tmp_path / name)
        else:
            content = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return as_file


def workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    return book


def test_the_roster_of_jinsha_gets_in_but_for_seven_rows():
    rows = list(roster(DEMO / "volunteers.csv"))

    assert len(taken(rows)) == 812
    assert [(p.row, p.column, p.code) for p in problems(rows)] == [
        (816, "姓名", "blank"),
        (817, "出生日期", "not_a_date"),
        (818, "手机号码", "not_a_mobile"),
        (819, "手机号码", "duplicate_phone"),
        (820, "出生日期", "in_the_future"),
        (821, "所属社区", "unknown_community"),
        (822, "姓名", "formula"),
    ]
    assert problems(rows)[3].chinese == "与第 8 行重复"
    assert problems(rows)[3].english == "is the same as in row 8"


def test_old_hua_is_read_as_she_was_written_down():
    hua = taken(roster(DEMO / "volunteers.csv"))[0]

    assert (hua.name, hua.phone, hua.birth_date) == ("华桂珍", "15887366946", date(1948, 5, 20))
    assert (hua.gender, hua.teams, hua.available) == ("male", ("环保志愿者队",), "周一上午")
    assert (hua.wishes, hua.skills) == (("消防宣传", "敬老助老"), ("法律咨询",))


def test_the_workbook_of_merchants_gets_in_whole():
    rows = list(merchants.rows(read_table(DEMO / "merchants.xlsx"), communities=JINSHA))

    assert (len(taken(rows)), problems(rows)) == (104, [])
    assert {m.monthly_cap for m in taken(rows)} == {None, 5_000, 8_000, 10_000, 20_000}
    assert {m.kind for m in taken(rows)} == {"commercial", "charity"}


def test_the_plan_of_activities_gets_in_whole_with_local_times():
    rows = list(activities.rows(read_table(DEMO / "activities.csv")))

    assert (len(taken(rows)), problems(rows)) == (560, [])
    assert taken(rows)[0].starts_at == datetime(2026, 8, 12, 9, 30, tzinfo=SHANGHAI)
    night = taken(rows)[1]
    assert (night.category, night.starts_at.hour, night.ends_at.hour) == ("patrol_night", 22, 1)
    assert {a.category for a in taken(rows)} == {
        "general", "patrol", "patrol_night", "care", "professional",
    }  # fmt: skip


def test_every_row_of_the_demo_has_a_fingerprint_of_its_own_and_keeps_it():
    def all_of():
        outlets = merchants.rows(read_table(DEMO / "merchants.xlsx"), communities=JINSHA)
        plan = activities.rows(read_table(DEMO / "activities.csv"))
        people = roster(DEMO / "volunteers.csv")
        every = {"volunteers": people, "merchants": outlets, "activities": plan}
        return [fingerprint(k, row, SECRET) for k, rows in every.items() for row in taken(rows)]

    first = all_of()
    assert len(set(first)) == 812 + 104 + 560
    assert first == all_of()


def test_a_fingerprint_cannot_be_found_by_trying_all_phone_numbers_without_the_secret():
    hua = taken(roster(DEMO / "volunteers.csv"))[0]

    other = fingerprint("volunteers", hua, b"another drawer, another key")
    assert fingerprint("volunteers", hua, SECRET) != other
    with pytest.raises(ValueError, match="16 bytes"):
        fingerprint("volunteers", hua, b"")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_same_roster_is_read_in_any_usual_writing(bring, encoding, mark):
    text = "登记表\n\n" + (HEADER + ZHOU_HUAN).replace(",", mark)

    (row,) = roster(bring(text.encode(encoding), "no-matter-what.txt"))

    assert (row.number, row.outcome.name, row.outcome.phone) == (4, "周欢", "13865090595")


def test_a_line_break_inside_quotes_does_not_shift_the_row_numbers(bring):
    above = HEADER.replace("\n", ",备注\n") + '王帆,19975893910,金沙社区,"两行\n备注"\n'

    first, second = roster(bring(above + ",,,\n张敏,1,金沙社区,\n"))

    assert (first.number, first.outcome.remark) == (2, "两行 备注")
    assert (second.number, second.outcome[0].code) == (4, "not_a_mobile")


def test_a_row_with_only_its_running_number_is_passed_over(bring):
    assert list(roster(bring("序号," + HEADER + "1,,,\n2,,,\n"))) == []


def test_a_stray_comma_that_shifts_a_row_is_noticed(bring):
    (row,) = roster(bring(HEADER + "王帆,19975893910,金沙社区,东里,3 号\n"))

    assert [p.code for p in row.outcome] == ["too_many_cells"]


def test_a_workbook_may_hold_real_dates_numbers_and_a_title(bring):
    book = workbook(
        ["金沙社区登记表"],
        [],
        ["姓名", "出生日期", "手机号码", "所属社区"],
        ["谢璐", datetime(1992, 12, 24), 15819361589.0, "金沙社区"],
    )

    (row,) = roster(bring(book, "roster.csv"))

    assert (row.number, row.outcome.birth_date) == (4, date(1992, 12, 24))
    assert row.outcome.phone == "15819361589"


def test_a_formula_that_was_never_computed_is_not_an_empty_cell(bring):
    shop = ["李记五金店", "商业", "金沙社区", "=5000*2"]
    book = workbook(["商户名称", "类别", "所属社区", "每月兑换上限(豆)"], shop)

    (row,) = merchants.rows(read_table(bring(book)), communities=JINSHA)

    assert [(p.column, p.code) for p in row.outcome] == [("每月兑换上限(豆)", "formula")]


def test_a_night_watch_that_ends_before_it_begins_is_refused(bring):
    (row,) = activities.rows(read_table(bring(NIGHT_WATCH + "2026-02-24 22:00,2026-02-24 01:00")))

    assert [p.code for p in row.outcome] == ["ends_before_start"]


def test_two_sheets_with_a_table_are_one_too_many(bring):
    book = workbook(["姓名", "手机号码", "所属社区"])
    book.create_sheet("去年").append(["姓名", "手机号码", "所属社区"])

    with pytest.raises(FileRefused) as why:
        read_table(bring(book))
    assert why.value.code == "several_tables"


def test_a_list_of_merchants_is_not_taken_for_a_roster():
    with pytest.raises(FileRefused, match="lacks: 姓名") as why:
        roster(DEMO / "merchants.xlsx")
    assert why.value.code == "missing_column"


def test_a_header_alone_is_an_empty_roster_and_no_mistake(bring):
    assert list(roster(bring(HEADER))) == []


def test_the_report_names_rows_columns_and_reasons_but_nobody():
    rows = list(roster(DEMO / "volunteers.csv"))
    results = [
        RowResult(row.number, "refused", row.outcome)
        if isinstance(row.outcome, tuple)
        else RowResult(row.number, "imported")
        for row in rows
    ]

    told = list(plain_lines(results))

    assert told[0] == "第 3 行 row 3: 已导入 imported"
    assert told[-1] == "合计 total 819 行 rows: 已导入 imported 812, 已拒绝 refused 7"
    assert told[-3].startswith("第 821 行 row 821: 已拒绝 refused — 所属社区: 没有登记过该社区 /")
    shown = "\n".join(told) + repr(rows)
    assert not [p.name for p in taken(rows) if p.name in shown or p.phone in shown]


def test_the_report_is_a_table_on_a_terminal_and_lines_elsewhere():
    for terminal, sign in ((True, "│"), (False, "第 9 行")):
        screen = io.StringIO()
        show([RowResult(9, "would import")], Console(file=screen, force_terminal=terminal))
        assert sign in screen.getvalue()
        assert "合计 total 1 行 rows: 将导入 would import 1, 已拒绝 refused 0" in screen.getvalue()
