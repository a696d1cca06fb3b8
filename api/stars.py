"""Stars: what the book says of a volunteer's hours, conduct, stars and benefits, all at once.

The API, the desk and the volunteer's own page ask the same, and so does the rule that grants.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from api.ledgers import Ledger
from ledger.counting.stars import (
    BenefitStanding,
    Condition,
    benefits_for,
    conditions_of,
)
from ledger.facts import StarGranted
from ledger.subjects.stars import ServedForLife, StarsHeld, conduct_of
from ledger.subjects.violations import Violations


class StarsOf(msgspec.Struct, frozen=True, kw_only=True):
    """`eligible` is the highest star whose conditions are all met; `next_star` the one above what
    is held, with its `conditions` and the minutes that are missing to it."""

    minutes: int
    granted: StarGranted | None
    eligible: int
    next_star: int | None
    minutes_missing: int
    conditions: list[Condition]
    barred_until: date | None
    benefits: list[BenefitStanding]

    @property
    def next_benefit(self) -> BenefitStanding | None:
        """The first benefit that is not reached."""
        return next((each for each in self.benefits if each.minutes_missing), None)

    @property
    def reached(self) -> list[BenefitStanding]:
        """The benefits that are."""
        return [each for each in self.benefits if not each.minutes_missing]


def stars_of(ledger: Ledger, volunteer: str, now: datetime) -> StarsOf:
    """How it stands now, by the policy of the day."""
    served, held = ServedForLife(volunteer), StarsHeld(volunteer)
    violations = Violations(volunteer)
    ledger.book.look_all([served, held, violations])
    policy = ledger.rules.at(now)
    conduct = conduct_of(policy, served, violations, policy.local_date(now))
    asked = {
        tier.star: conditions_of(policy, tier.star, served.minutes, conduct)
        for tier in policy.stars.tier
    }
    following = next((star for star in sorted(asked) if star > held.star), None)
    conditions = asked[following] if following else []
    missing = conditions[0].need - conditions[0].have if conditions else 0
    return StarsOf(
        minutes=served.minutes, granted=held.granted,
        eligible=max((star for star, met in asked.items() if all(c.ok for c in met)), default=0),
        next_star=following, minutes_missing=max(0, missing), conditions=conditions,
        barred_until=conduct.barred_until, benefits=benefits_for(policy, served.minutes),
    )  # fmt: skip
