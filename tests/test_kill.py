"""kill -9: whatever was answered stands, and nothing is half there."""

from __future__ import annotations

from random import Random

import pytest

from tests.afterlife import Afterlife, crasher, die
from tests.places import Place

DEATHS = {"sqlite": 30, "postgresql": 5}
PEOPLE = 4
LONGEST_LIFE_LINES = 400


def test_a_ledger_is_killed_again_and_again_and_keeps_its_word(
    place: Place, request: pytest.FixtureRequest
) -> None:
    chance, afterlife = Random(20261122), Afterlife(place)
    for life in range(DEATHS[request.node.callspec.params["place"]]):
        after = chance.randint(1, LONGEST_LIFE_LINES)
        afterlife.judge(die(crasher(place, f"l{life}", PEOPLE), after))
    assert afterlife.acknowledged > 1_000
