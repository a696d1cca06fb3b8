"""Entrusting: somebody who cannot come says who may redeem in their place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, HelperAuthorised, HelperEnded
from ledger.refusals import HelperAlready, HelperIsOneself, OwnBenefit
from ledger.states import State
from ledger.subjects.entrusted import Entrusted
from ledger.subjects.standing import Volunteer


class AuthoriseHelper(Command, frozen=True, kw_only=True):
    """This person may redeem for that volunteer; both are known here.

    `own_volunteers` are those who the clerk of an office is or stands up for: nobody names
    themselves from behind a desk.
    """

    volunteer: str
    helper: str
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether both are there, and who is authorised already."""
        return Volunteer(self.volunteer), Volunteer(self.helper), Entrusted(self.volunteer)

    def decide(
        self, now: datetime, volunteer: Volunteer, helper: Volunteer, entrusted: Entrusted
    ) -> Iterator[Fact]:
        """From now on the helper may come instead."""
        if self.helper == self.volunteer:
            raise HelperIsOneself()
        volunteer.must_exist()
        helper.must_exist()
        if self.helper in self.own_volunteers:
            raise OwnBenefit()
        if self.helper in entrusted.since:
            raise HelperAlready()
        yield HelperAuthorised(at=now, volunteer=self.volunteer, helper=self.helper)


class EndHelper(Command, frozen=True, kw_only=True):
    """This person may redeem for that volunteer no more."""

    volunteer: str
    helper: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Who is authorised."""
        return (Entrusted(self.volunteer),)

    def decide(self, now: datetime, entrusted: Entrusted) -> Iterator[Fact]:
        """The next counter refuses the helper."""
        entrusted.must_name(self.helper)
        yield HelperEnded(at=now, volunteer=self.volunteer, helper=self.helper)
