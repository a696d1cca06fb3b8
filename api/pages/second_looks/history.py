"""History: everything that was ever recorded about one attendance, and who did each of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from api.pages.second_looks.kept_words import text_of
from api.pages.second_looks.outcomes import name_of
from api.v1.asking import Caller
from ledger.facts import (
    AttendanceFlagged,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    CheckedIn,
    CheckedOut,
    CheckOutReminded,
    Fact,
    FlagReviewed,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
)
from ledger.states import State


class Line(NamedTuple):
    """One fact: its `kind`, when it happened and was written, by whom, and the words beside it."""

    kind: str
    at: datetime
    recorded_at: datetime
    who: str
    fact: Fact
    words: str


class Steps(State):
    """What there is to tell of this attendance; it keeps nothing, it only says what it hears."""

    __slots__ = ()
    listens = (
        CheckedIn, CheckedOut, CheckOutReminded, AttendanceFlagged, FlagReviewed, ServiceConfirmed,
        ServiceCorrected, PendingReviewed, BeansAwarded, BeansClawedBack, AttendanceRevoked,
    )  # fmt: skip

    def evolve(self, fact: Fact) -> None:
        """Heard."""


def history_of(caller: Caller, attendance: str) -> list[Line]:
    """Every step, the first one first; it reads the book."""
    return [
        Line(
            type(recorded.fact).__name__, recorded.fact.at, recorded.recorded_at,
            _who(caller, recorded.fact, recorded.actor), recorded.fact,
            text_of(caller, getattr(recorded.fact, "note", None)),
        )
        for recorded in caller.ledger.book.told_of(Steps(attendance))
    ]  # fmt: skip


def _who(caller: Caller, fact: Any, actor: str) -> str:
    answers = getattr(fact, "confirmed_by", None) or getattr(fact, "reviewed_by", None)
    return name_of(caller, answers or actor)
