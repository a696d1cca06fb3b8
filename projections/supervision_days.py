"""Supervision, day by day: what happened at each activity, each shop and to each volunteer.

Only what no other view knows by the day: beans, corrections, absences, redemptions. Each row is a
sum for one local day, as the facts name it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.facts import (
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansGranted,
    BeansRedeemed,
    BeansReturned,
    ImportCorrected,
    ImportRevoked,
    NoShowExcused,
    NoShowMarked,
    ServiceCorrected,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View
from projections.tills import whose_till


class AtActivity(Row):
    """What became of an activity's service of one day."""

    activity: str
    day: date
    awarded_beans: int = 0
    clawed_back_beans: int = 0
    corrections: int = 0
    revocations: int = 0
    no_shows: int = 0


class AtShop(Row):
    """What a shop took on one day, and what of it went back, on whatever day."""

    merchant: str
    day: date
    redemptions: int = 0
    redeemed_beans: int = 0
    returned_beans: int = 0


class OfVolunteer(Row):
    """What became of a volunteer's day outside of any activity here: beans granted for deeds that
    have no hours, and changes to records that were brought in from another book."""

    volunteer: str
    day: date
    granted_beans: int = 0
    corrections: int = 0
    revocations: int = 0


AT_ACTIVITIES = Sheet("supervision_activity", AtActivity, By(("day",)))
AT_SHOPS = Sheet("supervision_shop", AtShop, By(("day",)))
OF_VOLUNTEERS = Sheet("supervision_volunteer", OfVolunteer, By(("day",)))


class _Folding:
    def __init__(
        self,
        activities: Changes[AtActivity],
        shops: Changes[AtShop],
        volunteers: Changes[OfVolunteer],
    ) -> None:
        self._activities, self._shops, self._volunteers = activities, shops, volunteers

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        fact = recorded.fact
        self._activities[fact.activity, fact.earned_on].awarded_beans += fact.beans

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        fact = recorded.fact
        self._activities[fact.activity, fact.earned_on].clawed_back_beans += fact.beans

    def grant(self, recorded: Recorded[BeansGranted]) -> None:
        fact = recorded.fact
        self._volunteers[fact.volunteer, fact.earned_on].granted_beans += fact.beans

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        # It touches the day that was told before, on whichever it is now.
        self._activities[recorded.fact.activity, recorded.fact.day_before].corrections += 1

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        self._activities[recorded.fact.activity, recorded.fact.service_day].revocations += 1

    def correct_imported(self, recorded: Recorded[ImportCorrected]) -> None:
        self._volunteers[recorded.fact.volunteer, recorded.fact.day_before].corrections += 1

    def revoke_imported(self, recorded: Recorded[ImportRevoked]) -> None:
        self._volunteers[recorded.fact.volunteer, recorded.fact.day_before].revocations += 1

    def miss(self, recorded: Recorded[NoShowMarked]) -> None:
        self._activities[recorded.fact.activity, recorded.fact.on].no_shows += 1

    def excuse(self, recorded: Recorded[NoShowExcused]) -> None:
        self._activities[recorded.fact.activity, recorded.fact.on].no_shows -= 1

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        row = self._shop(recorded.fact)
        row.redemptions += 1
        row.redeemed_beans += recorded.fact.beans

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        self._shop(recorded.fact).returned_beans += recorded.fact.beans

    def _shop(self, fact: BeansRedeemed | BeansReturned) -> AtShop:
        merchant, _ = whose_till(fact.till)
        return self._shops[merchant, fact.spent_on]


class SupervisionDays(View):
    """What happened on each day, for the documents."""

    name = "supervision_days"
    version = 1
    sheets = (AT_ACTIVITIES, AT_SHOPS, OF_VOLUNTEERS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Whatever gives, takes back, corrects or is missed."""
        folding = _Folding(*changes)
        return {
            BeansAwarded: folding.award,
            BeansClawedBack: folding.claw_back,
            BeansGranted: folding.grant,
            ServiceCorrected: folding.correct,
            AttendanceRevoked: folding.revoke,
            ImportCorrected: folding.correct_imported,
            ImportRevoked: folding.revoke_imported,
            NoShowMarked: folding.miss,
            NoShowExcused: folding.excuse,
            BeansRedeemed: folding.redeem,
            BeansReturned: folding.give_back,
        }
