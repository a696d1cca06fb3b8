"""kill -9 in the middle of an errand: whoever leads next finishes it, and nothing is done twice."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from api.errands.running import Errands
from api.ledgers import FIRST
from ledger.facts import BeansExpired, Fact
from tests.neighbourhood import LANE_OPEN, earned, registered
from tests.places import Place
from tests.served_by_several import Shared, shared_by
from tests.story import Happened
from tests.vaults import BOTH_KINDS

EARLIER, NEW_YEAR = "2026-12-31T23:59:00+08:00", "2027-01-01T00:01:00+08:00"
PEOPLE = 800


@pytest.fixture(params=BOTH_KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Shared:
    """Eight hundred neighbours with beans that die when the year ends."""
    shared = shared_by(request, tmp_path)
    everybody = [f"volunteer-{number:04d}" for number in range(PEOPLE)]
    with shared.house(EARLIER) as house:
        facts: list[Fact] = [LANE_OPEN]
        for number, one in enumerate(everybody):
            facts.append(registered(one, f"1{number:09d}"))
            facts.append(earned(5, dies="2027-01-01", volunteer=one))
        shared.asks(house, Happened(facts=tuple(facts)))
    return shared


def test_the_year_ends_for_everybody_once_though_the_leader_is_killed(lane: Shared) -> None:
    with Place(str(lane.data), FIRST, lane.url).book() as book:
        begun = book.head()
        with lane.timekeeper(NEW_YEAR) as first:
            while book.head() < begun + 100:
                time.sleep(0.001)
            first.kill()
        left_at = book.head()
        assert begun < left_at < begun + PEOPLE, "it was killed in the middle"
    with lane.house(NEW_YEAR) as house:
        errands = Errands(house)
        assert errands.expire_beans() == begun + PEOPLE - left_at
        assert errands.expire_beans() == 0
    expired = lane.facts(NEW_YEAR, BeansExpired)
    assert Counter(fact.beans for fact in expired) == {5: PEOPLE}
    assert len({fact.volunteer for fact in expired}) == PEOPLE
