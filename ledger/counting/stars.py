"""Stars: what lifetime hours make a volunteer eligible for, untouched by any bean spent."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

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


RATINGS_WITHIN_MONTHS = 24
RATINGS_AT_LEAST = 5
"""So many ratings make an average that says something; with fewer the hours are enough. The
months are those of domain README 3.3, the least number is our own."""


class Conduct(NamedTuple):
    """The ratings of the last months, and until when an upheld violation stands in the way."""

    ratings: list[int]
    barred_until: date | None = None


class Condition(NamedTuple):
    """What a star asks for: `need` and `have` are minutes, the average rating in tenths (rounded
    down), or the number of things that stand in the way."""

    condition: Literal["minutes", "average_rating_x10", "no_violation"]
    need: int
    have: int
    ok: bool


def conditions_of(
    policy: Policy, star: int, lifetime_minutes: int, conduct: Conduct
) -> list[Condition]:
    """What this star asks for, and what is there; raises KeyError for a star there is not."""
    tiers = {tier.star: tier for tier in policy.stars.tier}
    minutes, least = tiers[star].hours * 60, policy.stars.conditions.min_average_rating_x10
    ratings, barred = conduct.ratings, conduct.barred_until is not None
    average = sum(ratings) * 10 // len(ratings) if ratings else 0
    rated_well = len(ratings) < RATINGS_AT_LEAST or average >= least
    return [
        Condition("minutes", minutes, lifetime_minutes, lifetime_minutes >= minutes),
        Condition("average_rating_x10", least, average, rated_well),
        Condition("no_violation", 0, int(barred), not barred),
    ]


class BenefitStanding(NamedTuple):
    """A benefit of the policy, the minutes it opens at, and how many are missing (0: reached)."""

    code: str
    minutes_needed: int
    minutes_missing: int


def benefits_for(policy: Policy, lifetime_minutes: int) -> list[BenefitStanding]:
    """Every benefit, the first to be reached first; reaching one costs nothing."""
    found = [(each.hours * 60, each.code) for each in policy.benefit]
    return [
        BenefitStanding(code, minutes, max(0, minutes - lifetime_minutes))
        for minutes, code in sorted(found)
    ]
