"""Minors: which planned service those who are not grown up yet may come to."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from ledger.facts import ActivityPublished
from ledger.policy import Policy
from ledger.refusals import NotForMinors


def why_not(
    policy: Policy, category: str, starts_at: datetime, ends_at: datetime
) -> tuple[str, int] | None:
    """The rule for minors that a planned shift would break, and its limit; None when it fits.

    `category` (no limit: 0) when that kind of service is not theirs, `hours` when the shift is
    longer than so many minutes, `time` when it ends later than that hour of the local day it
    begins on; past midnight is later. Source: domain README 3.3, ages.
    """
    people = policy.people
    if category in people.minor_forbidden_categories:
        return "category", 0
    if ends_at - starts_at > timedelta(minutes=people.minor_max_minutes_per_day):
        return "hours", people.minor_max_minutes_per_day
    midnight = datetime.combine(policy.local_date(starts_at), time(), tzinfo=policy.zone)
    if ends_at > midnight + timedelta(hours=people.minor_latest_hour):
        return "time", people.minor_latest_hour
    return None


def must_be_for_minors(policy: Policy, plan: ActivityPublished) -> None:
    """Raise `NotForMinors` with the rule and its limit where minors may not come."""
    broken = why_not(policy, plan.category, plan.starts_at, plan.ends_at)
    if broken is not None:
        rule, most = broken
        raise NotForMinors(rule=rule, most=most)
