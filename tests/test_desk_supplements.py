"""Zhou remembers who swept although nobody recorded it, and Wu looks at the proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import BeansAwarded, ServiceConfirmed, SupplementProposed
from tests.doorstep import LI, NAMES, SWEEPING, WANG, Browser
from tests.office_day import found_in, path_of
from tests.second_desk import LIS_NUMBER, WANGS_NUMBER, SecondDesk

AT = f"/desk/activities/{SWEEPING}/supplements/new"
PROOF = "楼长的照片和签到表"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday, two hours after the sweeping ended."""
    day = SecondDesk(tmp_path)
    day.later(hours=4)
    yield day
    day.close()


def six(*first: str) -> list[str]:
    """A column of the form with these typed first."""
    return [*first, *[""] * (6 - len(first))]


def remembers(desk: Browser, *who: str, proof: str = PROOF, **more: list[str]) -> str:
    """Look at the form and send it for a first look."""
    desk.open(AT)
    filled = {
        "who": six(*who), "came": six(*["9:00"] * len(who)), "left": six(*["11.00"] * len(who)),
        "rating": ["5"] * 6, "rest": six(),
    }  # fmt: skip
    return desk.press(AT, **(filled | more), proof=proof)


def sends(desk: Browser, *who: str) -> str:
    """The second press, with what stands on the page; a browser sends every row."""
    columns = {
        "who": six(*who), "came": six(*["9:00"] * len(who)), "left": six(*["11.00"] * len(who)),
        "rating": ["5"] * 6, "rest": six(),
    }  # fmt: skip
    return desk.press(AT, **columns)


def test_the_form_says_what_a_late_record_needs(office: SecondDesk) -> None:
    page = office.zhou().open(AT)
    assert "须由第二人同意" in page and "不超过 30 天" in page and "2400 分钟" in page


def test_two_people_are_remembered_shown_once_more_and_recorded_by_two(
    office: SecondDesk,
) -> None:
    zhou, head = office.zhou(), office.facts()
    page = remembers(zhou, WANGS_NUMBER, NAMES[LI][1])
    assert "王**" in page and "李**" in page and PROOF in page
    assert page.count("120 分钟") == 2 and page.count("今年还可补录：2280 分钟") == 2
    assert "无金豆" in page, "grade C earns none under this policy"
    assert office.facts() == head, "nothing is written before the second press"
    page = sends(zhou, WANGS_NUMBER, NAMES[LI][1])
    assert path_of(zhou).startswith("/desk/proposals/proposal-")
    assert "您不能批准这一项" in page and "同意</button>" not in page
    wu = office.wu()
    page = wu.open(path_of(zhou))
    assert PROOF in page and "您同意后，就会这样记录" in page
    page = wu.press(f"{path_of(zhou)}/approval")
    assert "已这样记录" in page and "凭据补录（C 级）" in page
    records = office.told(ServiceConfirmed)
    assert {(each.volunteer, each.minutes, each.grade) for each in records} == {
        (WANG, 120, "C"), (LI, 120, "C")
    }  # fmt: skip
    assert office.told(BeansAwarded) == []


def test_one_form_is_one_proposal_however_often_it_is_sent(office: SecondDesk) -> None:
    zhou = office.zhou()
    remembers(zhou, WANGS_NUMBER)
    form = zhou.form(AT)
    rows = {"who": six(WANGS_NUMBER), "came": six("9:00"), "left": six("11.00"), "rest": six()}
    for _ in range(3):
        zhou.submit(form, **rows, rating=["5"] * 6)
    assert len(office.told(SupplementProposed)) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"who": six()}, "请至少填写一人"),
        ({"who": six("2000000003")}, "第 1 人：管辖范围内没有这个号码的人"),
        ({"came": six("nine")}, "第 1 人：请填写来和走的时间"),
        ({"left": six("25:00")}, "第 1 人：请填写来和走的时间"),
        ({"rest": six("-5")}, "第 1 人：休息请填分钟数"),
        ({"rating": ["6"] * 6}, "第 1 人：休息请填分钟数"),
        ({"proof": ""}, "补录须说明凭据"),
        ({"proof": "   "}, "补录须说明凭据"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(
    office: SecondDesk, typed: dict[str, list[str]], sentence: str
) -> None:
    head = office.facts()
    if typed == {"who": six()}:
        typed |= {"came": six(), "left": six()}
    zhou = office.zhou()
    zhou.open(AT)
    filled = {"who": six(WANGS_NUMBER), "came": six("9:00"), "left": six("11:00"),
              "rating": ["5"] * 6, "rest": six(), "proof": PROOF}  # fmt: skip
    page = zhou.press(AT, **(filled | typed))
    assert zhou.page.status_code == 422 and sentence in page
    assert office.facts() == head


def test_what_the_first_look_skips_the_second_press_still_asks_for(office: SecondDesk) -> None:
    zhou = office.zhou()
    remembers(zhou, WANGS_NUMBER)
    rows = {"who": six(WANGS_NUMBER), "came": six("9:00"), "left": six("11:00"), "rest": six()}
    page = zhou.press(AT, **rows, rating=["5"] * 6, proof="")
    assert zhou.page.status_code == 422 and "补录须说明凭据" in page
    assert office.told(SupplementProposed) == []


def test_more_than_a_year_allows_is_refused_and_never_cut(office: SecondDesk) -> None:
    zhou = office.zhou()
    page = remembers(zhou, WANGS_NUMBER)
    assert found_in(page, r"今年还可补录：(\d+) 分钟") == "2280"


def test_qian_from_across_the_river_enters_nothing_here(office: SecondDesk) -> None:
    qian, zhou = office.across_the_river(), office.zhou()
    assert qian.open(AT) and qian.page.status_code == 404
    zhou.open(AT)
    form = zhou.form(AT)
    qian.open("/desk/people")
    form["_csrf_token"] = qian.form("/desk/people/find")["_csrf_token"]
    qian.submit(form, who=six(WANGS_NUMBER))
    assert qian.page.status_code == 404


def test_an_organizer_proposes_and_does_not_approve(office: SecondDesk) -> None:
    desk = office.desk()
    remembers(desk, WANGS_NUMBER)
    page = sends(desk, WANGS_NUMBER)
    assert path_of(desk).startswith("/desk/proposals/") and LIS_NUMBER not in page
    assert "/approval" not in page and "/rejection" in page
