"""Ages: what the policy asks of us for those who are not grown up yet."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledger.policy import Policy


class Care(StrEnum):
    """How somebody is to be looked after (policy, [people]); PIPL art. 31 for a child."""

    ADULT = "adult"
    MINOR = "minor"
    CHILD = "child"


class TooYoung(ValueError):
    """Nobody below `min_age` years can be a volunteer."""

    def __init__(self, min_age: int) -> None:
        super().__init__(f"below {min_age}")
        self.min_age = min_age


def age_on(birth_date: date, day: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def care_for(policy: Policy, birth_date: date | None, day: date) -> Care:
    """What somebody of that birthday needs on that local day; who tells none is taken for grown
    up."""
    if birth_date is None:
        return Care.ADULT
    age, people = age_on(birth_date, day), policy.people
    if age < people.special_rules_below_age:
        return Care.CHILD
    return Care.MINOR if age < people.guardian_consent_below_age else Care.ADULT


def care_at_the_start(policy: Policy, birth_date: date | None, day: date) -> Care:
    """The same for somebody who wants to become a volunteer; raises `TooYoung`."""
    least = policy.people.min_age
    if birth_date is not None and age_on(birth_date, day) < least:
        raise TooYoung(least)
    return care_for(policy, birth_date, day)


def of_age_on(policy: Policy, birth_date: date) -> date:
    """The day from which on nobody needs to agree in somebody's place."""
    year = birth_date.year + policy.people.guardian_consent_below_age
    try:
        return birth_date.replace(year=year)
    except ValueError:  # 29 February of a year that has none.
        return date(year, 3, 1)
