"""Every call of the API, asked by every role from everywhere, answers as the matrix says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.app import v1
from tests.access.requests import CALLS, Asked
from tests.access.town import Town
from tests.house_open import Neighbour, OpenHouse

MATRIX = Path(__file__).with_name("matrix.txt")
_TOLD = {401: "401", 403: "403", 404: "404"}


def read_matrix(path: Path) -> dict[str, dict[str, str]]:
    """A matrix as it is written down: by call and asker, `yes` or `404`; the rest is 403."""
    found: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            call = line
            found[call] = {}
        elif line.startswith(" "):
            told, _, askers = line.strip().partition(": ")
            found[call] |= dict.fromkeys(askers.split(", "), told)
    return found


def routes() -> Iterator[str]:
    """Every call there is, by its method and address."""
    for story in v1().routes:
        for handler in story.route_handlers:
            for method in handler.http_methods - {"OPTIONS", "HEAD"}:
                path = re.sub(r"\{(\w+):\w+\}", r"{\1}", story.path).removeprefix("/v1")
                yield f"{method} {path}"


def test_the_matrix_has_every_call_and_a_request_for_it() -> None:
    assert sorted(routes()) == sorted(read_matrix(MATRIX)) == sorted(CALLS)


def test_everybody_gets_what_the_matrix_says(any_home: OpenHouse) -> None:
    town, matrix = Town(any_home), read_matrix(MATRIX)
    wrong = []
    for call, asked_of in CALLS.items():
        assert matrix[call].keys() <= town.actors.keys(), call
        for name, asker in town.actors.items():
            found = answer(asker, asked_of(town))
            if found != (told := matrix[call].get(name, "403")):
                wrong.append(f"{call}, {name}: {found}, not {told}")
    assert not wrong, "\n".join(wrong)


def test_nobody_gets_anything_without_a_key(home: OpenHouse) -> None:
    town = Town(home)
    stranger = Neighbour(home.client, [], "gb_nobody", town.wang.who)
    for asked_of in CALLS.values():
        assert answer(stranger, asked_of(town)) == "401"


@pytest.mark.parametrize("role_narrowed", ["staff@lane", "organizer@red", "self"])
def test_a_key_narrowed_to_one_verb_does_that_and_nothing_else(
    home: OpenHouse, role_narrowed: str
) -> None:
    town = Town(home)
    who = town.actors[role_narrowed].who
    text, narrowed = home.house.keys.create(
        who.role, who.ledger, unit=who.unit, team=who.team, volunteer=who.volunteer,
        verbs=["read_account"],
    )  # fmt: skip
    asker = Neighbour(home.client, [], text, narrowed)
    let_in = {call for call, asked_of in CALLS.items() if answer(asker, asked_of(town)) != "403"}
    assert let_in == {
        "GET /volunteers/{volunteer}/account", "GET /volunteers/{volunteer}/vouchers",
    }  # fmt: skip


def answer(asker: Neighbour, asked: Asked) -> str:
    """What came back: `yes` for whatever got past the door."""
    if asked.body is None:
        came = asker.looks(asked.path, **asked.query)
    else:
        came = asker.asks(asked.path, asked.body, **asked.query)
    assert came.status_code < 500 and came.status_code != 429, (asked, came.text)
    return _TOLD.get(came.status_code, "yes")
