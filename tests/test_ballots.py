"""A hundred electors of the lane vote: half is not more than half."""

from __future__ import annotations

import pytest

from ledger.counting.ballots import outcome
from ledger.policy import read_policy
from tests.neighbourhood import POLICY_TEXT

POLICY = read_policy(POLICY_TEXT)


@pytest.mark.parametrize(
    ("ballots", "in_favour", "ended"),
    [
        (50, 50, "no_quorum"),  # Golden vector: half of the electorate is no quorum.
        (51, 26, "passed"),  # Golden vector: more than half of more than half.
        (52, 26, "not_passed"),
        (51, 25, "not_passed"),
        (0, 0, "no_quorum"),
    ],
)
def test_a_vote_of_a_hundred_electors(ballots: int, in_favour: int, ended: str) -> None:
    assert outcome(POLICY, 100, ballots, in_favour) == ended


def test_an_empty_electorate_decides_nothing() -> None:
    assert outcome(POLICY, 0, 0, 0) == "no_quorum"


@pytest.mark.parametrize(("ballots", "in_favour"), [(101, 60), (51, 52), (51, -1)])
def test_ballots_that_nobody_can_have_cast_are_refused(ballots: int, in_favour: int) -> None:
    with pytest.raises(ValueError):
        outcome(POLICY, 100, ballots, in_favour)
