"""Consents: what a volunteer, or the guardian, has agreed to, and taken back again.

Every purpose is agreed to by itself (PIPL art. 14, 25): serving, showing a name on boards and
notices. A withdrawal counts from its moment on and changes nothing that was lawful before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import ConsentGiven, ConsentWithdrawn, Fact
from ledger.refusals import NoSuchConsent
from ledger.states import State
from ledger.subjects.agreement import Agreement
from ledger.subjects.standing import Volunteer


class GiveConsent(Command, frozen=True, kw_only=True):
    """I agree to this purpose, or my guardian does for me, as this edition explains it."""

    volunteer: str
    purpose: str
    text_version: str
    given_by: Literal["self", "guardian"]
    means: Literal["screen", "paper"]

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the volunteer is there."""
        return (Volunteer(self.volunteer),)

    def decide(self, now: datetime, volunteer: Volunteer) -> Iterator[Fact]:
        """It is agreed; agreeing again, perhaps to a later edition, is on record too."""
        volunteer.must_exist()
        yield ConsentGiven(
            at=now, volunteer=self.volunteer, purpose=self.purpose,
            text_version=self.text_version, given_by=self.given_by, means=self.means,
        )  # fmt: skip


class WithdrawConsent(Command, frozen=True, kw_only=True):
    """I no longer agree to this purpose."""

    volunteer: str
    purpose: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What stands."""
        return (Agreement(self.volunteer),)

    def decide(self, now: datetime, agreement: Agreement) -> Iterator[Fact]:
        """It stands no more."""
        if self.purpose not in agreement.standing:
            raise NoSuchConsent(purpose=self.purpose)
        yield ConsentWithdrawn(at=now, volunteer=self.volunteer, purpose=self.purpose)
