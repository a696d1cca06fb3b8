"""Ages: who is too young, who comes with a guardian, and which words they are given to read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.guarding.once import Once
from api.importing.tables import read_table
from api.importing.volunteers import rows
from api.intake.bringing_in import desk_of
from api.intake.places import AnyCommunity, Places
from api.intake.volunteers import take_in
from api.people.ages import Care, TooYoung, care_at_the_start, care_for, of_age_on
from api.people.editions import TEXTS, edition_for, read_edition
from ledger.policy import read_policy
from ledger.subjects.agreement import PUBLISHING, SERVING
from ledger.subjects.standing import Volunteer
from tests.house_open import OpenHouse, problem
from tests.neighbourhood import POLICY_TEXT

POLICY = read_policy(POLICY_TEXT)
TODAY = date(2026, 11, 22)
BAO = {"display_name": "包小宝", "phone": "13800000031"}


@pytest.mark.parametrize(
    ("born", "care"),
    [
        (None, Care.ADULT),
        ("2008-11-22", Care.ADULT),
        ("2008-11-23", Care.MINOR),
        ("2012-11-22", Care.MINOR),
        ("2012-11-23", Care.CHILD),
        ("2020-11-22", Care.CHILD),
    ],
)
def test_a_birthday_says_how_somebody_is_looked_after(born: str | None, care: Care) -> None:
    birthday = date.fromisoformat(born) if born else None
    assert care_for(POLICY, birthday, TODAY) is care
    assert care_at_the_start(POLICY, birthday, TODAY) is care


def test_nobody_below_six_begins_and_a_leap_day_comes_of_age_in_march() -> None:
    with pytest.raises(TooYoung):
        care_at_the_start(POLICY, date(2020, 11, 23), TODAY)
    assert of_age_on(POLICY, date(2008, 2, 29)) == date(2026, 3, 1)
    assert of_age_on(POLICY, date(2011, 5, 6)) == date(2029, 5, 6)


# Texts --------------------------------------------------------------------------------------


def test_a_child_has_a_text_of_its_own_and_each_purpose_its_own() -> None:
    assert edition_for(SERVING, Care.CHILD) == "children.2026-11"
    assert edition_for(SERVING, Care.MINOR) == edition_for(SERVING, Care.ADULT)
    assert edition_for(PUBLISHING, Care.ADULT) == "publishing.2026-11"
    assert read_edition("serving.1999-01", "zh") is None
    assert read_edition("../../register", "zh") is None


def test_every_text_is_there_in_both_languages_with_as_much_to_say() -> None:
    names = {file.name.rsplit(".", 2)[0] for file in TEXTS.glob("*.md")}
    for name in names:
        shapes = []
        for language in ("zh", "en"):
            text = read_edition(name, language)
            assert text, name
            shapes.append([(block.kind, len(block.lines)) for block in text.blocks])
        assert shapes[0] == shapes[1], name


def test_the_numbers_in_the_texts_are_those_of_the_policy() -> None:
    years = POLICY.privacy.service_record_retention_years
    days = POLICY.privacy.rights_request_answer_working_days
    for name in ("serving.2026-11", "children.2026-11"):
        text = (TEXTS / f"{name}.zh.md").read_text(encoding="utf-8")
        assert f"保存 {years} 年" in text and f"{days} 个工作日" in text
    child = (TEXTS / "children.2026-11.zh.md").read_text(encoding="utf-8")
    assert f"{POLICY.people.minor_max_minutes_per_day // 60} 小时" in child
    assert f"{POLICY.people.minor_latest_hour} 点" in child
    shown = (TEXTS / "publishing.2026-11.zh.md").read_text(encoding="utf-8")
    assert f"{POLICY.award_flow.notice_removed_days_after_close} 天撤下" in shown


# Doors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("born", "minor"), [("2011-05-06", True), ("1990-05-06", False)])
def test_the_book_learns_that_somebody_is_a_minor_and_never_the_birthday(
    home: OpenHouse, born: str, minor: bool
) -> None:
    made = home.organizer.gets("/volunteers", BAO | {"community": home.lane, "birth_date": born})
    assert home.ledger.book.look(Volunteer(made["id"])).must_exist().minor is minor
    assert born not in str(home.auditor.sees("/ledger/facts")["items"])


def test_a_small_child_is_refused_and_not_kept(home: OpenHouse) -> None:
    told = BAO | {"community": home.lane, "birth_date": "2021-05-06"}
    assert problem(home.organizer.asks("/volunteers", told)) == (422, "too_young")
    assert home.house.people.by_phone(home.ledger.name, BAO["phone"]) is None


def test_a_roster_brings_minors_as_minors_and_leaves_small_children_out(
    home: OpenHouse, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "姓名,手机号码,出生日期,所属社区\n"
        "包小宝,13800000031,2011-05-06,阳光里\n包小弟,13800000032,2022-05-06,阳光里\n",
        encoding="utf-8",
    )
    desk = desk_of(home.ledger, home.house.people, home.house.settings)
    places = Places(desk)
    places.open_first(["阳光里"])
    places.communities.setdefault("阳光里", home.lane)
    found = rows(read_table(roster), today=TODAY, communities=AnyCommunity())
    results = take_in(desk, places, found)
    assert [result.state for result in results] == ["imported", "refused"]
    assert results[1].problems[0].code == "too_young"
    bao = home.house.people.by_phone(home.ledger.name, "13800000031")
    assert bao and home.ledger.book.look(Volunteer(bao)).must_exist().minor


def test_a_form_is_new_once_until_everybody_has_forgotten_it(home: OpenHouse) -> None:
    once = Once(home.house.vault, home.house.clock)
    assert [once.first("form"), once.first("form"), once.first("another")] == [True, False, True]
    assert once.forget_old() == 0
    home.later(days=3)
    assert once.forget_old() == 2 and once.first("form")
