"""Skills: what somebody may be asked to do, by a verified skill or a completed training."""

from __future__ import annotations

from datetime import date

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    Fact,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
    SkillEnded,
    SkillVerified,
)
from ledger.refusals import SkillMissing, TrainingMissing
from ledger.states import State


class Skills(State):
    """Which skills of this volunteer are verified, and which trainings are completed?

    `verified` holds the last day of each skill, None where it has none. A training is completed
    as long as a confirmed attendance of it stands.
    """

    __slots__ = ("_taught", "verified")
    listens = (SkillVerified, SkillEnded, ServiceConfirmed, ServiceCorrected, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.verified: dict[str, date | None] = {}
        self._taught: dict[str, str] = {}

    def evolve(self, fact: Fact) -> None:
        """Something was verified or learnt, or stands no longer."""
        match fact:
            case SkillVerified():
                self.verified[fact.skill] = fact.until
            case SkillEnded():
                self.verified.pop(fact.skill, None)
            case ServiceRecord(taught=str(taught)) if fact.training_minutes > 0:
                self._taught[fact.attendance] = taught
            case ServiceRecord() | AttendanceRevoked():
                self._taught.pop(fact.attendance, None)

    def has(self, skill: str, day: date) -> bool:
        """Whether the skill is verified on that local day; its last day is included."""
        if skill not in self.verified:
            return False
        until = self.verified[skill]
        return until is None or day <= until

    @property
    def trainings(self) -> set[str]:
        """The trainings that were completed."""
        return set(self._taught.values())

    def must_cover(self, plan: ActivityPublished, day: date) -> None:
        """Raise `SkillMissing` or `TrainingMissing` with the first thing the activity wants that
        the volunteer does not have on that local day (Regulations art. 16)."""
        for skill in plan.skills:
            if not self.has(skill, day):
                raise SkillMissing(skill=skill)
        done = self.trainings
        for training in plan.trainings:
            if training not in done:
                raise TrainingMissing(training=training)
