"""The activity: what is planned now, who is there, who has signed up."""

from __future__ import annotations

import msgspec

from ledger.facts import (
    ActivityCancelled,
    ActivityMoved,
    ActivityPublished,
    ActivityRevoked,
    CheckedIn,
    Fact,
    PlaceGiven,
    SignedUp,
    SignUpWithdrawn,
)
from ledger.refusals import ActivityUnknown, CalledOff
from ledger.states import State


class Activity(State):
    """Is there such an activity, what is planned now, and will it take place?

    `published` is the announcement with every later move in it.
    """

    __slots__ = ("cancelled", "published", "revoked")
    listens = (ActivityPublished, ActivityMoved, ActivityCancelled, ActivityRevoked)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.published: ActivityPublished | None = None
        self.cancelled = self.revoked = False

    def evolve(self, fact: Fact) -> None:
        """The activity was announced, moved, called off, or found not to be what it was."""
        match fact:
            case ActivityPublished():
                self.published = fact
            case ActivityMoved() if self.published is not None:
                self.published = msgspec.structs.replace(
                    self.published, place=fact.place, starts_at=fact.starts_at,
                    ends_at=fact.ends_at, confirm_by=fact.confirm_by,
                )  # fmt: skip
            case ActivityCancelled():
                self.cancelled = True
            case ActivityRevoked():
                self.revoked = True

    def must_exist(self) -> ActivityPublished:
        """What is planned, or `ActivityUnknown`."""
        if self.published is None:
            raise ActivityUnknown(activity=self.tags[0])
        return self.published

    def must_take_place(self) -> ActivityPublished:
        """What is planned; raises `ActivityUnknown`, and `CalledOff` when it was cancelled or
        revoked."""
        plan = self.must_exist()
        if self.cancelled or self.revoked:
            raise CalledOff(activity=self.tags[0])
        return plan


class Crowd(State):
    """Who has arrived at this activity, and who of them as a minor?"""

    __slots__ = ("arrived",)
    listens = (CheckedIn,)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.arrived: dict[str, CheckedIn] = {}

    def evolve(self, fact: Fact) -> None:
        """One more is there."""
        if isinstance(fact, CheckedIn):
            self.arrived[fact.attendance] = fact

    @property
    def adults(self) -> int:
        """How many of them are grown up."""
        return sum(not each.as_minor for each in self.arrived.values())


class SignUps(State):
    """Who has a place at this activity, and who waits in line, the first first?"""

    __slots__ = ("places", "waiting")
    listens = (SignedUp, SignUpWithdrawn, PlaceGiven)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.places: dict[str, None] = {}
        self.waiting: dict[str, None] = {}

    def evolve(self, fact: Fact) -> None:
        """Somebody comes, waits, moves up, or stays away."""
        match fact:
            case SignedUp(standing="place"):
                self.places[fact.volunteer] = None
            case SignedUp():
                self.waiting[fact.volunteer] = None
            case PlaceGiven():
                self.waiting.pop(fact.volunteer, None)
                self.places[fact.volunteer] = None
            case SignUpWithdrawn():
                self.places.pop(fact.volunteer, None)
                self.waiting.pop(fact.volunteer, None)
