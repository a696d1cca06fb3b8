"""Appointments: who holds which role, where, and for how long."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ledger.facts import AppointmentEnded, PersonAppointed
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Appointment(Row):
    """A role a person holds from `since` to `until` (local days, both included) or its end."""

    appointment: str
    person: str = UNTOLD
    role: str = UNTOLD
    unit: str | None = UNTOLD
    team: str | None = UNTOLD
    merchant: str | None = UNTOLD
    volunteer: str | None = UNTOLD
    line: str | None = UNTOLD
    since: date = UNTOLD
    until: date | None = UNTOLD
    ended_at: datetime | None = None
    position: int = UNTOLD

    def stands_on(self, day: date) -> bool:
        """Whether the role gives anything on that local day."""
        in_term = self.since <= day and (self.until is None or day <= self.until)
        return in_term and self.ended_at is None


APPOINTMENTS = Sheet(
    "appointment", Appointment, By(("person", "position")), By(("unit", "position")),
    By(("merchant", "position")), By(("volunteer", "position")), By(("team", "position")),
)  # fmt: skip


class _Folding:
    def __init__(self, appointments: Changes[Appointment]) -> None:
        self._appointments = appointments

    def appoint(self, recorded: Recorded[PersonAppointed]) -> None:
        fact = recorded.fact
        row = self._appointments[fact.appointment]
        row.person, row.role, row.line = fact.person, fact.role, fact.line
        row.unit, row.team, row.merchant = fact.unit, fact.team, fact.merchant
        row.volunteer, row.position = fact.volunteer, recorded.position
        row.since, row.until = fact.since, fact.until

    def end(self, recorded: Recorded[AppointmentEnded]) -> None:
        self._appointments[recorded.fact.appointment].ended_at = recorded.fact.at


class Appointments(View):
    """Roles and their terms; those that are over stay, for whoever asks later who was it."""

    name = "appointments"
    version = 1
    sheets = (APPOINTMENTS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Each beginning, and the end."""
        folding = _Folding(*changes)
        return {PersonAppointed: folding.appoint, AppointmentEnded: folding.end}

    def appointment(self, appointment: str) -> Appointment | None:
        """An appointment by its id."""
        question = APPOINTMENTS.select().filter_by(appointment=appointment)
        return self.shelf.row(question, Appointment)

    def of(self, person: str) -> list[Appointment]:
        """Every role a person holds or held, the first one first."""
        return self._all(person=person)

    def bound_to(self, kind: str, subject: str) -> list[Appointment]:
        """Who holds or held a role bound to this `unit`, `team`, `merchant` or `volunteer`."""
        return self._all(**{kind: subject})

    def _all(self, **where: str) -> list[Appointment]:
        question = APPOINTMENTS.select().filter_by(**where).order_by(APPOINTMENTS.c.position)
        return self.shelf.rows(question, Appointment)
