"""Board folding: how each fact becomes minutes on boards, and who may be shown there."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.counting.board_periods import parts_of
from ledger.facts import (
    AttendanceRevoked,
    ConsentGiven,
    ConsentWithdrawn,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    IdentityErased,
    ImportChange,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    TeamFormed,
    TeamJoined,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from projections.board_rows import (
    BoardHome,
    BoardHouse,
    BoardTeam,
    Member,
    Step,
    TeamMate,
    Total,
    Turn,
)
from projections.shelf.changes import Changes

PUBLISHING = "publishing"
"""The purpose somebody agrees to who wants to be shown."""


class BoardFolding:
    """Three totals and one step for each fact that counts."""

    def __init__(
        self,
        members: Changes[Member],
        totals: Changes[Total],
        steps: Changes[Step],
        turns: Changes[Turn],
        teams: Changes[BoardTeam],
        mates: Changes[TeamMate],
        homes: Changes[BoardHome],
        houses: Changes[BoardHouse],
    ) -> None:
        self._members, self._totals, self._steps = members, totals, steps
        self._turns, self._teams, self._mates = turns, teams, mates
        self._homes, self._houses = homes, houses

    # Minutes: a new kind of service needs a method here, and a line in the view. --------------

    def confirm(self, recorded: Recorded[ServiceConfirmed] | Recorded[ServiceImported]) -> None:
        """Service became a record, here or, brought in, elsewhere."""
        self.count(recorded, recorded.fact.service_day, recorded.fact.minutes)

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        """Minutes above the limit were accepted."""
        self.count(recorded, recorded.fact.service_day, recorded.fact.accepted_minutes)

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        """Service was taken back."""
        self.count(recorded, recorded.fact.service_day, -recorded.fact.minutes)

    def correct(self, recorded: Recorded[ServiceCorrected] | Recorded[ImportChange]) -> None:
        """A record stands differently, perhaps on another day, or not at all."""
        fact = recorded.fact
        if fact.service_day == fact.day_before:
            self.count(recorded, fact.service_day, fact.minutes - fact.minutes_before)
        else:
            self.count(recorded, fact.day_before, -fact.minutes_before)
            self.count(recorded, fact.service_day, fact.minutes)

    def count(self, recorded: Recorded[Any], day: date, minutes: int) -> None:
        """So many minutes more (or less) of service on a local day."""
        if not minutes:  # Who was first is not changed by what changes nothing.
            return
        volunteer, position = recorded.fact.volunteer, recorded.position
        for part in parts_of(day):
            total = self._totals[part, volunteer]
            total.minutes += minutes
            total.since = position
        self._steps[volunteer, position, day].minutes += minutes

    # People ---------------------------------------------------------------------------------

    def register(self, recorded: Recorded[VolunteerRegistered]) -> None:
        """Somebody is there, and shown to nobody."""
        self._members[recorded.fact.volunteer].position = recorded.position
        self.settle(recorded)

    def settle(self, recorded: Recorded[VolunteerRegistered] | Recorded[VolunteerMoved]) -> None:
        """All that somebody did goes with them to the new home."""
        self._change(recorded).community = recorded.fact.community
        self._turn(recorded).community = recorded.fact.community

    def agree(self, recorded: Recorded[ConsentGiven]) -> None:
        """Somebody wants to be shown."""
        # What a guardian agrees to puts no child on a board.
        self._word(recorded, int(recorded.fact.given_by == "self"))

    def disagree(self, recorded: Recorded[ConsentWithdrawn]) -> None:
        """Somebody wants it no more."""
        self._word(recorded, 0)

    def erase(self, recorded: Recorded[IdentityErased]) -> None:
        """Somebody is counted nowhere any more."""
        member = self._change(recorded)
        member.gone, member.shown = 1, 0

    def _word(self, recorded: Recorded[Any], shown: int) -> None:
        if recorded.fact.purpose == PUBLISHING:
            self._change(recorded).shown = self._turn(recorded).shown = shown

    def _change(self, recorded: Recorded[Any]) -> Member:
        member = self._members[recorded.fact.volunteer]
        member.changed = recorded.position
        return member

    def _turn(self, recorded: Recorded[Any]) -> Turn:
        return self._turns[recorded.fact.volunteer, recorded.position]

    # Teams ----------------------------------------------------------------------------------

    def form(self, recorded: Recorded[TeamFormed]) -> None:
        """A team is there."""
        team = self._teams[recorded.fact.team]
        team.name, team.community = recorded.fact.name, recorded.fact.community

    def join(self, recorded: Recorded[TeamJoined]) -> None:
        """Somebody is one of a team."""
        fact = recorded.fact
        self._mates[fact.team, fact.volunteer].position = recorded.position

    # Buildings ------------------------------------------------------------------------------

    def build(self, recorded: Recorded[HouseholdFormed] | Recorded[HouseholdMoved]) -> None:
        """A household lives in a building, if anybody said in which."""
        if recorded.fact.building is not None:
            self._houses[recorded.fact.household].building = recorded.fact.building

    def move_in(self, recorded: Recorded[HouseholdJoined]) -> None:
        """Somebody lives in a household."""
        self._homes[recorded.fact.volunteer].household = recorded.fact.household

    def move_out(self, recorded: Recorded[HouseholdLeft]) -> None:
        """Somebody lives in none."""
        self._homes[recorded.fact.volunteer].household = ""
