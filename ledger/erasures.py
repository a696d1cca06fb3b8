"""Erasures: a volunteer is forgotten, and the book keeps the pseudonym and the numbers.

The name was never in the book. What identified the person is destroyed elsewhere, after this
fact stands, so that no restored copy of it outlives the promise (PIPL art. 47, domain 2.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, IdentityErased
from ledger.refusals import AlreadyErased
from ledger.states import State
from ledger.subjects.standing import Volunteer


class EraseIdentity(Command, frozen=True, kw_only=True):
    """Forget who I am."""

    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether there is such a volunteer, still to be named."""
        return (Volunteer(self.volunteer),)

    def decide(self, now: datetime, volunteer: Volunteer) -> Iterator[Fact]:
        """Nobody can name them from now on; beans, debts and hours stay as they are."""
        if volunteer.erased:
            raise AlreadyErased(volunteer=self.volunteer)
        volunteer.must_exist()
        yield IdentityErased(at=now, volunteer=self.volunteer)
