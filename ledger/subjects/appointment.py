"""The appointment: does a role that somebody was given still stand?"""

from __future__ import annotations

from datetime import date

from ledger.bounds import BOUND_TO
from ledger.facts import AppointmentEnded, Fact, PersonAppointed
from ledger.refusals import AppointmentOver
from ledger.states import State

AT_A_COUNTER = frozenset(role for role, to in BOUND_TO.items() if ("merchant",) in to.needed)
"""Whoever keeps a shop, or stands at its counter."""


class Appointment(State):
    """Does this appointment stand?"""

    __slots__ = ("ended", "made")
    listens = (PersonAppointed, AppointmentEnded)

    def __init__(self, appointment: str) -> None:
        super().__init__(appointment)
        self.made: PersonAppointed | None = None
        self.ended = False

    def evolve(self, fact: Fact) -> None:
        """It was made, or it ended."""
        if isinstance(fact, PersonAppointed):
            self.made = fact
        else:
            self.ended = True

    def stands_on(self, day: date) -> bool:
        """Whether it was made, was not ended, and that local day lies in its term."""
        if self.made is None or self.ended:
            return False
        return self.made.since <= day and (self.made.until is None or day <= self.made.until)

    def must_stand(self, day: date) -> None:
        """Raise `AppointmentOver` unless it stands on that local day."""
        if not self.stands_on(day):
            raise AppointmentOver(appointment=self.tags[0])


class Counters(State):
    """At which merchants' counters does this person stand, and for which terms?"""

    __slots__ = ("standing",)
    listens = (PersonAppointed, AppointmentEnded)

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.standing: dict[str, PersonAppointed] = {}

    def evolve(self, fact: Fact) -> None:
        """A role began, or ended."""
        if isinstance(fact, AppointmentEnded):
            self.standing.pop(fact.appointment, None)
        elif isinstance(fact, PersonAppointed) and fact.role in AT_A_COUNTER:
            self.standing[fact.appointment] = fact

    def at(self, merchant: str, day: date) -> bool:
        """Whether the person keeps that shop or serves in it on that local day."""
        return any(
            role.merchant == merchant
            and role.since <= day
            and (role.until is None or day <= role.until)
            for role in self.standing.values()
        )


def counters_of(volunteer: str) -> Counters:
    """The counters at which this volunteer stands: both ids of a person differ in their first
    word alone."""
    return Counters(f"person-{volunteer.partition('-')[2]}")
