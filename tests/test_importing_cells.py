"""One thing can be written in many ways, and some ways cannot be taken."""

from datetime import date, datetime
from functools import partial

import pytest

from api.importing.amounts import whole_number
from api.importing.cells import items, mobile_phone, note, one_of, person_name
from api.importing.moments import SHANGHAI, birth_date, local_time
from api.importing.refused import CellRefused
from api.importing.volunteers import GENDERS

TODAY = date(2026, 11, 23)

beans = partial(whole_number, least=1, most=1_000_000)
born = partial(birth_date, today=TODAY)
gender = partial(one_of, choices=GENDERS)


@pytest.mark.parametrize(
    ("rule", "cell", "value"),
    [
        (person_name, " 樊　婷　婷 ", "樊婷婷"),
        (person_name, "Anna  Smith", "Anna Smith"),
        (mobile_phone, "１８７４９１１７３１５", "18749117315"),
        (mobile_phone, "+86 158 8736 6946", "15887366946"),
        (mobile_phone, "\u202d150-3828-8961\u202c", "15038288961"),
        (mobile_phone, 15828580884, "15828580884"),
        (born, "1946/4/30", date(1946, 4, 30)),
        (born, "19470818", date(1947, 8, 18)),
        (born, 19470818.0, date(1947, 8, 18)),
        (born, "1958年6月13日", date(1958, 6, 13)),
        (born, "1958/6/13 0:00", date(1958, 6, 13)),
        (beans, "10,000", 10_000),
        (beans, "１０，０００", 10_000),
        (beans, "2万", 20_000),
        (beans, "1.5万", 15_000),
        (beans, 5000.0, 5_000),
        (local_time, "2026/8/12 9:30", datetime(2026, 8, 12, 9, 30, tzinfo=SHANGHAI)),
        (
            local_time,
            datetime(2026, 8, 12, 9, 29, 59, 999_998),
            datetime(2026, 8, 12, 9, 30, tzinfo=SHANGHAI),
        ),
        (gender, "女", "female"),
        (items, "党员队、 消防队，党员队", ("党员队", "消防队")),
        (note, "—", ""),
    ],
)
def test_a_cell_says_the_same_in_many_ways(rule, cell, value):
    assert rule(cell) == value


@pytest.mark.parametrize(
    ("rule", "cell", "code"),
    [
        (person_name, '=HYPERLINK("x")', "formula"),
        (person_name, "　＝1+1", "formula"),
        (person_name, "@SUM(A1)", "formula"),
        (person_name, "王\x07帆", "control_character"),
        (person_name, "王\u202e帆", "control_character"),
        (person_name, "王" * 41, "too_long"),
        (person_name, "12345", "not_a_name"),
        (person_name, "#REF!", "spreadsheet_error"),
        (person_name, True, "not_text"),
        (person_name, "　", "blank"),
        (mobile_phone, "1385550", "not_a_mobile"),
        (mobile_phone, "12865090595", "not_a_mobile"),
        (mobile_phone, "13865090595/13865090596", "not_a_mobile"),
        (born, "1962-02-30", "not_a_date"),
        (born, "48-05-20", "not_a_date"),
        (born, 20000, "not_a_date"),
        (born, "1899-12-31", "before_1900"),
        (born, "2026-11-24", "in_the_future"),
        (beans, "1.55", "not_a_whole_number"),
        (beans, "1,0000", "not_a_whole_number"),
        (beans, "1e4", "not_a_whole_number"),
        (beans, float("inf"), "not_a_whole_number"),
        (beans, "-5", "not_a_whole_number"),
        (beans, "9" * 60, "not_a_whole_number"),
        (beans, "0", "out_of_range"),
        (local_time, "2026-08-13", "not_a_time"),
        (local_time, "2026-08-12 25:00", "not_a_time"),
        (local_time, date(2026, 8, 12), "not_a_time"),
        (local_time, "2206-08-12 09:30", "year_out_of_range"),
        (mobile_phone, "=A1", "formula"),
        (note, "@SUM(A1)", "formula"),
        (note, "花\x07园", "control_character"),
        (items, "、".join("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子"), "too_many_items"),
        (gender, "保密", "not_a_choice"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_without_being_repeated(rule, cell, code):
    with pytest.raises(CellRefused) as why:
        rule(cell)
    assert why.value.code == code
    if isinstance(cell, str) and len(cell.strip()) > 3:
        assert cell not in why.value.english + why.value.chinese
