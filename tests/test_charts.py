"""Charts: bars as long as their numbers, with words for whoever cannot see them."""

from __future__ import annotations

import re

from api.pages.charts import MOST_BARS, bars
from tests.report_samples import REPORT_PAGES
from tests.test_templates import shown


def test_bars_stand_in_proportion_and_the_smallest_can_still_be_seen() -> None:
    told = [("巡逻", 900, "15"), ("关爱", 300, "5"), ("其他", 1, "0"), ("无", 0, "0")]
    chart = bars("x", "小时", told)
    assert chart is not None
    assert [bar.label for bar in chart.bars] == ["巡逻", "关爱", "其他"]
    longest, third, smallest = (bar.permille for bar in chart.bars)
    assert longest == third * 3 and smallest > 0
    assert chart.description == "巡逻: 15; 关爱: 5; 其他: 0"


def test_one_bar_says_nothing_and_many_are_no_picture() -> None:
    assert bars("x", "小时", [("巡逻", 900, "15"), ("无", 0, "0")]) is None
    many = bars("x", "小时", [(str(number), number, "") for number in range(1, 99)])
    assert many is not None and len(many.bars) == MOST_BARS
    long = bars("x", "小时", [("金沙社区第三居民小组", 2, "2"), ("Care", 1, "1")])
    assert long is not None and long.bars[0].label == "金沙社区第三居民小…"


def test_every_number_of_a_picture_stands_in_the_table_beside_it() -> None:
    drawn = [name for name in REPORT_PAGES if "<svg" in shown(name)]
    assert drawn == ["monthly report of a community", "public notice"]
    for name in drawn:
        for section in re.findall(r"<section.*?</section>", shown(name), re.DOTALL):
            picture, _, table = section.partition("<table")
            if "<svg" not in picture:
                continue
            assert re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', picture)
            assert "<title" in picture and "<desc" in picture and "style=" not in picture
            for value in re.findall(r'<text class="value"[^>]*>([^<]*)<', picture):
                assert f">{value}<" in table, (name, value)
