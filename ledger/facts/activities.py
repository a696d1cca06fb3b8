"""Activities: what was planned, moved, cancelled."""

from datetime import date, datetime
from typing import Literal

from ledger.facts.fact import Fact

Origin = Literal["resident_need", "community", "team", "department"]
"""Who wanted it: residents, the community, a team, or a department that was admitted (C01, C09)."""


class ActivityPublished(Fact, frozen=True, kw_only=True):
    """An activity was announced: what, where, when, for how many; one shift of it is one activity.

    Shifts announced together share a `series`. `admission` is the reference under which a
    department's task was admitted, `insurance` the number of the policy where the service is
    `hazardous`. `skills` must be verified, `trainings` completed before somebody comes; whoever
    is confirmed at a training has learnt what it `teaches`. `confirm_by` is the last working day
    to confirm it in time as it was promised; it may only move later (domain README 3.5).
    """

    activity: str
    title: str
    category: str
    community: str
    organising_team: str | None = None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None
    series: str | None = None
    domains: tuple[str, ...] = ()
    origin: Origin = "community"
    admission: str | None = None
    hazardous: bool = False
    insurance: str | None = None
    skills: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    teaches: str | None = None
    serves_minors: bool = False
    confirm_by: date | None = None


class ActivityMoved(Fact, frozen=True, kw_only=True):
    """An activity will be at another time or place; whoever has signed up is told."""

    activity: str
    place: str
    starts_at: datetime
    ends_at: datetime
    confirm_by: date | None = None


class ActivityCancelled(Fact, frozen=True, kw_only=True):
    """An activity will not take place; `note` points at the reason, kept where it can be
    forgotten."""

    activity: str
    note: str | None = None


class NoticeGiven(Fact, frozen=True, kw_only=True):
    """Somebody who had signed up knows of a change: they said so on their own page, or somebody
    told them in person or by telephone.

    `change` is its number at this activity: 1 for the first time it was moved or called off.
    """

    activity: str
    volunteer: str
    change: int
    means: Literal["own_page", "in_person"]
