"""The appointment: does a role that somebody was given still stand?"""

from __future__ import annotations

from datetime import date

from ledger.facts import AppointmentEnded, Fact, PersonAppointed
from ledger.refusals import AppointmentOver
from ledger.states import State


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
