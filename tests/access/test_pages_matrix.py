"""Every page, opened or pressed by every role from everywhere, answers as the matrix says."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.guarding.rates import Rate
from tests.access.pages import pages, person_behind, visit
from tests.access.test_matrix import read_matrix
from tests.access.town import Town
from tests.house_open import OpenHouse

MATRIX = Path(__file__).with_name("pages_matrix.txt")
PAGES = dict(pages())
CLOSED = {page: deed for page, deed in PAGES.items() if deed is not None}
"""The pages that are for somebody; all others open to strangers."""


def outcome(town: Town, name: str, page: str) -> str:
    """What came back: `yes` for whatever got past the door."""
    number = list(town.actors).index(name)
    answer = visit(town, person_behind(town.actors[name].who, number), page)
    assert answer.status_code < 500 and answer.status_code != 429, (page, name, answer.text)
    return {403: "403", 404: "404"}.get(answer.status_code, "yes")


def test_every_closed_page_is_in_the_matrix() -> None:
    assert set(read_matrix(MATRIX)) == set(CLOSED)


def test_everybody_gets_what_the_matrix_says(home: OpenHouse) -> None:
    _walk(home)


@pytest.mark.prove
def test_on_either_store_everybody_gets_what_the_matrix_says(any_home: OpenHouse) -> None:
    _walk(any_home)


def _walk(home: OpenHouse) -> None:
    home.house.people_rate = Rate.a_minute(10**7)  # The walk is quicker than any person.
    town, matrix = Town(home), read_matrix(MATRIX)
    wrong = []
    for page in CLOSED:
        for name in town.actors:
            found, told = outcome(town, name, page), _told(matrix[page], name)
            if found != told:
                wrong.append(f"{page}, {name}: {found}, not {told}")
    assert not wrong, "\n".join(wrong)


def _told(row: dict[str, str], name: str) -> str:
    return row.get(name) or row.get("everybody", "403")


def test_strangers_are_led_to_the_door(home: OpenHouse) -> None:
    town = Town(home)
    for page in CLOSED:
        answer = visit(town, None, page)
        assert answer.status_code == 303, page
        assert answer.headers["Location"].startswith("/sign-in?next="), page
