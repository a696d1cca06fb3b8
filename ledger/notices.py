"""Notices: whoever had signed up comes to know that an activity was moved or called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, NoticeGiven
from ledger.refusals import ChangedAgain, NotConcerned
from ledger.states import State
from ledger.subjects.activity import Activity
from ledger.subjects.notices import Notices


class GiveNotice(Command, frozen=True, kw_only=True):
    """This person knows of the change: they have read it, or somebody has told them.

    `change` is the number of the change they know of; None means the latest.
    """

    activity: str
    volunteer: str
    means: Literal["own_page", "in_person"]
    change: int | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether there is such an activity, and who is to be told."""
        return Activity(self.activity), Notices(self.activity)

    def decide(self, now: datetime, activity: Activity, notices: Notices) -> Iterator[Fact]:
        """They know, once; who was told of an older plan is still to be told of this one."""
        activity.must_exist()
        if self.volunteer not in notices.concerns:
            raise NotConcerned()
        if self.change not in (None, notices.change):
            raise ChangedAgain()
        if notices.is_open(self.volunteer):
            yield NoticeGiven(
                at=now, activity=self.activity, volunteer=self.volunteer,
                change=notices.change, means=self.means,
            )  # fmt: skip
