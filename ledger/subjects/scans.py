"""Scans: who came in by one telephone, and where one person was seen lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger.facts import AttendanceRevoked, CheckedIn, CheckedOut, Fact
from ledger.states import State

KEPT_PRESENCES = 64
"""How many presences of a person are looked at, the latest to be told: weeks of full days."""


class Device(State):
    """Who was checked in or out by this telephone at this activity, and with which codes?

    A device is told apart at one activity only, so this is as small as the activity.
    """

    __slots__ = ("_shown",)
    listens = (CheckedIn, CheckedOut)

    def __init__(self, device: str) -> None:
        super().__init__(device)
        self._shown: dict[str, set[datetime | None]] = {}

    def evolve(self, fact: Fact) -> None:
        """The telephone read a code for somebody."""
        if isinstance(fact, CheckedIn | CheckedOut):
            self._shown.setdefault(fact.attendance, set()).add(fact.shown_at)

    def others(self, attendance: str) -> int:
        """For how many attendances beside this one it was used."""
        return len(self._shown) - (attendance in self._shown)

    def beside(self, attendance: str, shown_at: datetime | None) -> str | None:
        """The first other attendance for which it read the very same code; a printed code, which
        has no time, is one code for everybody."""
        return next(
            (other for other, codes in self._shown.items()
             if other != attendance and shown_at in codes), None
        )  # fmt: skip


class Whereabouts(State):
    """Where was this volunteer lately, and where are they still?"""

    __slots__ = ("_presences",)
    listens = (CheckedIn, CheckedOut, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._presences: dict[str, tuple[datetime, datetime | None]] = {}

    def evolve(self, fact: Fact) -> None:
        """The person came, left, or was found not to have been there."""
        match fact:
            case CheckedIn():
                self._presences[fact.attendance] = fact.at, None
                if len(self._presences) > KEPT_PRESENCES:
                    del self._presences[next(iter(self._presences))]
            case CheckedOut() if fact.attendance in self._presences:
                self._presences[fact.attendance] = self._presences[fact.attendance][0], fact.at
            case AttendanceRevoked():
                self._presences.pop(fact.attendance, None)

    def elsewhere(
        self, attendance: str, since: datetime, until: datetime, longest: timedelta
    ) -> str | None:
        """The first other attendance that shares time with this span, or with this moment.

        Whoever has not left is taken to be there still, for `longest` at most: a check-out that
        was forgotten long ago keeps nobody in two places.
        """
        for other, (came, left) in self._presences.items():
            gone = came + longest if left is None else left
            begun = came < until or came == since
            if other != attendance and begun and since < gone:
                return other
        return None
