"""Stars: what lifetime hours make a volunteer eligible for, untouched by any bean spent."""

from __future__ import annotations

from typing import NamedTuple

from ledger.policy import Policy


class StarStanding(NamedTuple):
    """The star the hours reach (0 for none), the next one (None at the top), and the way to it.

    Eligible is not granted: a body decides, and looks at ratings and violations too.
    """

    star: int
    next_star: int | None
    minutes_missing: int


def stars_for(policy: Policy, lifetime_minutes: int) -> StarStanding:
    """Return how far confirmed lifetime minutes reach; 99 h 59 min reach no star.

    Source: the national scale of 100, 300, 600, 1,000 and 1,500 hours, from the policy.
    """
    star = 0
    for tier in policy.stars.tier:
        minutes_missing = tier.hours * 60 - lifetime_minutes
        if minutes_missing > 0:
            return StarStanding(star, tier.star, minutes_missing)
        star = tier.star
    return StarStanding(star, None, 0)
