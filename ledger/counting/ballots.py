"""Ballots: whether a vote of a verified electorate stands, and what it decided."""

from __future__ import annotations

from typing import Literal

from ledger.policy import Policy

Outcome = Literal["no_quorum", "passed", "not_passed"]


def outcome(policy: Policy, electorate: int, ballots: int, in_favour: int) -> Outcome:
    """Return how a vote ended.

    MORE than the policy's share of the electorate must take part, and MORE than its share of the
    ballots cast must be in favour; exactly half is not more than half (Residents' Committee law
    on meetings, domain README 2.11 and 3.3). Raises ValueError for counts that cannot be.
    """
    if not 0 <= in_favour <= ballots <= electorate:
        raise ValueError("ballots in favour, ballots cast and the electorate do not fit together")
    if ballots * 1000 <= electorate * policy.award_flow.vote_quorum_permille:
        return "no_quorum"
    passes = in_favour * 1000 > ballots * policy.award_flow.vote_pass_permille
    return "passed" if passes else "not_passed"
