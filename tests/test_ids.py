"""Ids that sort by time, and volunteer numbers that survive a hasty pen."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from api.ids import (
    ALPHABET,
    crockford,
    is_volunteer_number,
    new_id,
    straightened,
    volunteer_number,
)

MORNING = datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_ids_sort_as_their_people_came() -> None:
    arrivals = [new_id("volunteer", MORNING + timedelta(milliseconds=ms)) for ms in range(200)]

    assert arrivals == sorted(arrivals)
    assert all(re.fullmatch(rf"volunteer-[{ALPHABET.lower()}]{{18}}", each) for each in arrivals)


def test_a_thousand_ids_of_one_moment_differ() -> None:
    assert len({new_id("activity", MORNING) for _ in range(1000)}) == 1000


def test_an_id_holds_the_moment_and_the_chance_that_its_text_states() -> None:
    assert f"{2**42:,}" in (new_id.__doc__ or "")
    milliseconds = int(MORNING.timestamp()) * 1000
    first_ten = new_id("grant", MORNING).removeprefix("grant-")[:9].upper()
    assert crockford(milliseconds >> 3, 9) == first_ten


@pytest.mark.parametrize("prefix", ["", "Volunteer", "volunteer-", "志愿者"])
def test_a_prefix_is_a_plain_word(prefix: str) -> None:
    with pytest.raises(ValueError):
        new_id(prefix, MORNING)


def test_the_age_before_1970_has_no_ids() -> None:
    with pytest.raises(ValueError):
        new_id("volunteer", datetime(1949, 10, 1, tzinfo=UTC))


def test_what_people_type_is_straightened() -> None:
    assert straightened(" o1-iL ａ０\t") == "0111A0"


def test_volunteer_numbers_are_ten_digits_that_check() -> None:
    numbers = [volunteer_number() for _ in range(200)]

    assert all(is_volunteer_number(number) for number in numbers)
    assert all(re.fullmatch(r"[1-9][0-9]{9}", number) for number in numbers)
    assert len(set(numbers)) > 190


def test_every_wrong_digit_and_every_swap_of_neighbours_is_found() -> None:
    """The law that Damm's table is chosen for, tried on each position of many numbers."""
    for number in (volunteer_number() for _ in range(100)):
        for place in range(10):
            for digit in set("0123456789") - {number[place]}:
                assert not is_volunteer_number(number[:place] + digit + number[place + 1 :])
        for place in range(9):
            left, right = number[place], number[place + 1]
            if left != right:
                swapped = number[:place] + right + left + number[place + 2 :]
                assert not is_volunteer_number(swapped)


@pytest.mark.parametrize("text", ["", "0000000000", "12345", "１２３４５６７８９０", "12345678901"])
def test_other_texts_are_no_volunteer_numbers(text: str) -> None:
    assert not is_volunteer_number(text)
