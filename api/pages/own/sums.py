"""Sums: how many hours at which rate made the beans of a record, so that anybody can add it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ledger.policy import Policy

_MINUTES_PER_TENTH = 6


class Sum(NamedTuple):
    """`minutes`, in whole units, times `beans_per_hour` make `earned` beans; `capped` of them
    were above a limit, and `beans` were given."""

    minutes: int
    beans_per_hour: int
    earned: int
    capped: int
    beans: int


def sum_of(policy: Policy | None, told: Mapping[str, Any], beans: int) -> Sum | None:
    """The sum behind the `beans` of a record that is `told` as a line of a statement tells it.

    None where no plain sum leads there: nothing was earned, the policy is not known, or its unit
    makes no tenths of an hour. The rate is worked out from what was earned, so a night that was
    counted as day says so by its rate.
    """
    capped = told.get("capped_beans") or 0
    earned, minutes = beans + capped, told.get("minutes") or 0
    if policy is None or beans < 0 or earned <= 0:
        return None
    unit = policy.beans.unit_minutes
    units = (minutes + policy.beans.unit_grace_minutes) // unit
    if units == 0 or earned % units or (earned // units * 60) % unit:
        return None
    if (units * unit) % _MINUTES_PER_TENTH:
        return None
    return Sum(units * unit, earned // units * 60 // unit, earned, capped, beans)
