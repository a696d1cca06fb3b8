"""People in the vault: enrolled once, found by telephone, shown to others as 张**."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from api.people.register import Contact, People, PhoneKnown, PhoneUnreadable, masked, plain_phone
from tests.vaults import BOTH_KINDS, empty_vault

JINSHA, SHUANGLIN = "jinsha", "shuanglin"
GUIFANG, JIANGUO, JING = "volunteer-guifang", "volunteer-jianguo", "volunteer-jing"
PHONE = "138 0013 8000"


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def people(engine: Engine) -> People:
    """Nobody yet."""
    return People(engine, b"the secret of the people")


def test_zhang_guifang_is_found_by_her_telephone_however_it_is_written(people: People) -> None:
    extra = {"服务意向": "敬老助老"}
    assert people.enrol(GUIFANG, JINSHA, " 张桂芳 ", PHONE, date(1948, 5, 20), extra) == GUIFANG

    assert people.by_phone(JINSHA, "+86 138-0013-8000") == GUIFANG
    assert people.by_phone(JINSHA, "１３８００１３８０００") == GUIFANG
    assert people.display_name(GUIFANG) == "张桂芳"
    assert people.masked_name(GUIFANG) == "张**"


def test_one_telephone_is_one_person_within_a_ledger(people: People) -> None:
    people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE)

    with pytest.raises(PhoneKnown) as known:
        people.enrol(JIANGUO, JINSHA, "李建国", "13800138000")
    assert known.value.volunteer_id == GUIFANG
    assert "138" not in str(known.value)
    assert people.display_name(JIANGUO) is None

    people.enrol(JIANGUO, SHUANGLIN, "李建国", PHONE)
    assert people.by_phone(SHUANGLIN, PHONE) == JIANGUO


def test_the_same_person_a_second_time_changes_nothing(people: People) -> None:
    people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE)

    assert people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE) == GUIFANG
    assert people.display_name(GUIFANG) == "张桂芳"


def test_eight_doors_race_for_one_telephone_and_one_wins(people: People) -> None:
    def at_the_door(number: int) -> str:
        try:
            return people.enrol(f"volunteer-{number}", JINSHA, "张桂芳", PHONE)
        except PhoneKnown as known:
            return known.volunteer_id

    with ThreadPoolExecutor(8) as doors:
        assert set(doors.map(at_the_door, range(8))) == {people.by_phone(JINSHA, PHONE)}


def test_an_enrolment_that_the_book_refused_is_taken_back(people: People) -> None:
    people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE)
    assert people.masked_name(GUIFANG) == "张**"

    people.withdraw(GUIFANG)
    people.withdraw(GUIFANG)

    assert people.by_phone(JINSHA, PHONE) is None
    assert people.masked_name(GUIFANG) == "匿名"
    assert people.enrol(JIANGUO, JINSHA, "李建国", PHONE) == JIANGUO


def test_a_wall_of_names_is_masked_and_strangers_are_anonymous(people: People) -> None:
    people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE)
    people.enrol(JING, JINSHA, "欧阳静", "13900139000")
    strangers = [f"volunteer-{number}" for number in range(1200)]

    wall = people.masked_names([GUIFANG, *strangers, JING])

    assert list(wall)[:2] == [GUIFANG, "volunteer-0"]
    assert (wall[GUIFANG], wall[JING]) == ("张**", "欧阳**")
    assert {wall[stranger] for stranger in strangers} == {"匿名"}
    assert people.masked_names([]) == {}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张**"),
        ("张", "张**"),
        ("欧阳静", "欧阳**"),
        ("司马相如", "司马**"),
        ("欧阳", "欧**"),
        ("买买提·艾力", "买**"),
        ("Anna", "A**"),
        ("  ", "匿名"),
    ],
)
def test_a_masked_name_keeps_the_surname_and_hides_the_length(name: str, shown: str) -> None:
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("+86 158 8736 6946", "15887366946"),
        ("0086-158-8736-6946", "15887366946"),
        ("86 15887366946", "15887366946"),
        ("158-8736-6946", "15887366946"),
        ("(028) 8512-3456", "02885123456"),
        ("12345678901", None),
        ("1588736694", None),
        ("158873669467", None),
        ("手机", None),
        ("", None),
    ],
)
def test_telephone_numbers_as_people_write_them(typed: str, plain: str | None) -> None:
    assert plain_phone(typed) == plain


def test_what_is_no_telephone_number_enrols_nobody(people: People) -> None:
    with pytest.raises(PhoneUnreadable) as unreadable:
        people.enrol(GUIFANG, JINSHA, "张桂芳", "12345")

    assert "12345" not in str(unreadable.value)
    assert people.by_phone(JINSHA, "12345") is None
    assert people.display_name(GUIFANG) is None


def test_the_mark_for_finding_a_telephone_does_not_tell_it(people: People, engine: Engine) -> None:
    people.enrol(GUIFANG, JINSHA, "张桂芳", PHONE)
    people.enrol(JIANGUO, SHUANGLIN, "李建国", PHONE)
    place = "people.volunteers" if engine.dialect.name == "postgresql" else "volunteers"
    with engine.connect() as connection:
        marks = set(connection.scalars(text(f"SELECT phone_mark FROM {place}")))

    assert len(marks) == 2
    assert not any("13800138000" in mark for mark in marks)


def test_a_merchant_has_one_contact_the_latest(people: People) -> None:
    people.keep_contact("merchant-noodles", JINSHA, "陈师傅", "028-85123456")
    people.keep_contact("merchant-noodles", JINSHA, "陈小妹", PHONE)

    assert people.contact("merchant-noodles") == Contact("陈小妹", "13800138000")
    assert people.contact("merchant-tea") is None


def test_a_clerk_introduced_at_many_desks_at_once_is_readable_afterwards(people: People) -> None:
    """Every desk draws a key for her; only the one that was kept may seal anything."""

    def introduce(desk: int) -> None:
        people.introduce("person-fang", f"方店员{desk}", PHONE)

    for _ in range(5):
        with ThreadPoolExecutor(8) as desks:
            list(desks.map(introduce, range(8)))
        assert str(people.display_name("person-fang")).startswith("方店员")
        people.send_away("person-fang")
