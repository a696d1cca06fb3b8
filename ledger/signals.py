"""Signals: somebody looks at a pattern of redemptions, and says what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, SignalReviewed
from ledger.refusals import OwnSignal, SignalReviewedAlready
from ledger.states import State


class Signal(State):
    """How strong was this signal when somebody last looked at it?"""

    __slots__ = ("figure",)
    listens = (SignalReviewed,)

    def __init__(self, signal: str) -> None:
        super().__init__(signal)
        self.figure: int | None = None

    def evolve(self, fact: Fact) -> None:
        """Somebody looked."""
        assert isinstance(fact, SignalReviewed)
        self.figure = fact.figure


class ReviewSignal(Command, frozen=True, kw_only=True):
    """I have looked into this: it was nothing, or the suspicion is upheld.

    `figure` is how strong the signal is now; `reviewer` answers for the look, and `own_parties`
    are the volunteers and merchants that they are, or stand up for. Nothing follows by itself:
    whoever upholds a signal goes on by a refund, a correction or a talk.
    """

    signal: str
    merchant: str
    volunteer: str | None = None
    outcome: Literal["dismissed", "upheld"]
    figure: int
    reviewer: str
    own_parties: tuple[str, ...] = ()
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether somebody has looked before."""
        return (Signal(self.signal),)

    def decide(self, now: datetime, signal: Signal) -> Iterator[Fact]:
        """What was found; again only when the signal has grown, and never by a party to it."""
        if self.merchant in self.own_parties or self.volunteer in self.own_parties:
            raise OwnSignal()
        if signal.figure is not None and self.figure <= signal.figure:
            raise SignalReviewedAlready()
        yield SignalReviewed(
            at=now, signal=self.signal, merchant=self.merchant, volunteer=self.volunteer,
            outcome=self.outcome, figure=self.figure, reviewer=self.reviewer, note=self.note,
        )  # fmt: skip
