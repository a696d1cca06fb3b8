"""Skills: somebody looked at a certificate, and vouches for it up to a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import Fact, SkillEnded, SkillVerified
from ledger.refusals import SkillNotVerified, TermBackwards
from ledger.states import Rulebook, State
from ledger.subjects.skills import Skills
from ledger.subjects.standing import Volunteer


class VerifySkill(Command, frozen=True, kw_only=True):
    """I have seen the certificate; it is good to the day `until`, included, or for good."""

    volunteer: str
    skill: str
    until: date | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether there is such a volunteer."""
        return Rulebook(), Volunteer(self.volunteer)

    def decide(self, now: datetime, rules: Rulebook, volunteer: Volunteer) -> Iterator[Fact]:
        """The skill counts from now on; verifying it anew sets another day."""
        volunteer.must_exist()
        if self.until is not None and self.until < rules.current.local_date(now):
            raise TermBackwards()
        yield SkillVerified(at=now, volunteer=self.volunteer, skill=self.skill, until=self.until)


class EndSkill(Command, frozen=True, kw_only=True):
    """This skill is not vouched for any more."""

    volunteer: str
    skill: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was verified."""
        return (Skills(self.volunteer),)

    def decide(self, now: datetime, skills: Skills) -> Iterator[Fact]:
        """It counts no more."""
        if self.skill not in skills.verified:
            raise SkillNotVerified()
        yield SkillEnded(at=now, volunteer=self.volunteer, skill=self.skill)
