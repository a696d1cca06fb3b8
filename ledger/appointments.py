"""Appointments: a person takes on a role for a term, and lays it down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.bounds import BOUND_TO
from ledger.command import Command
from ledger.facts import AppointmentEnded, Fact, PersonAppointed
from ledger.refusals import (
    AlreadyAppointed,
    AppointmentOver,
    AppointmentUnknown,
    RoleMisplaced,
    RoleUnbound,
    TermBackwards,
)
from ledger.states import Rulebook, State
from ledger.subjects.appointment import Appointment
from ledger.subjects.standing import Merchant, Team, Unit, Volunteer

OFFICER_AT = {
    "staff": ("community", "grid", "group", "building"),
    "street_staff": ("street",),
    "district_staff": ("district",),
}
"""At which level of the tree an officer serves (domain README 1.3, L01)."""


class Appoint(Command, frozen=True, kw_only=True):
    """Let this person act in this role, from `since` to `until` (both days included).

    A term that begins in the past is written as of its first day but opens no door backwards.
    """

    appointment: str
    person: str
    role: str
    unit: str | None = None
    team: str | None = None
    merchant: str | None = None
    volunteer: str | None = None
    line: str | None = None
    since: date
    until: date | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, whether this is new, and what the role is bound to."""
        bound_to = (
            (self.unit, Unit), (self.team, Team), (self.merchant, Merchant),
            (self.volunteer, Volunteer),
        )  # fmt: skip
        there = (state(name) for name, state in bound_to if name)
        return Rulebook(), Appointment(self.appointment), *there

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        appointment: Appointment,
        *bound_to: Unit | Team | Merchant | Volunteer,
    ) -> Iterator[Fact]:
        """The person is appointed to what the role is bound to; a place stands that day."""
        if appointment.made is not None:
            raise AlreadyAppointed(appointment=self.appointment)
        today = rules.current.local_date(now)
        if self.role in OFFICER_AT and self.unit is None:
            raise RoleMisplaced(role=self.role, kind="none")
        for subject in bound_to:
            found = subject.must_exist()
            if isinstance(subject, Unit):
                if found.kind not in OFFICER_AT.get(self.role, (found.kind,)):
                    raise RoleMisplaced(role=self.role, kind=found.kind)
                subject.must_stand(max(self.since, today))
        self._check_bounds()
        if self.until is not None and self.until < max(self.since, today):
            raise TermBackwards(since=self.since.isoformat(), until=self.until.isoformat())
        yield PersonAppointed(
            at=now, appointment=self.appointment, person=self.person, role=self.role,
            unit=self.unit, team=self.team, merchant=self.merchant, volunteer=self.volunteer,
            line=self.line, since=self.since, until=self.until,
        )  # fmt: skip

    def _check_bounds(self) -> None:
        """Bound to nothing, a role would reach everywhere, or nowhere."""
        named = ("unit", "team", "merchant", "volunteer", "line")
        given = [name for name in named if getattr(self, name) is not None]
        bounds = BOUND_TO.get(self.role)
        if bounds is None or bounds.lacking(given) or bounds.foreign(given):
            raise RoleUnbound(role=self.role, given=" ".join(given) or "none")


class EndAppointment(Command, frozen=True, kw_only=True):
    """Let this role end now."""

    appointment: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """How it stands."""
        return (Appointment(self.appointment),)

    def decide(self, now: datetime, appointment: Appointment) -> Iterator[Fact]:
        """It ends."""
        if appointment.made is None:
            raise AppointmentUnknown(appointment=self.appointment)
        if appointment.ended:
            raise AppointmentOver(appointment=self.appointment)
        yield AppointmentEnded(
            at=now, appointment=self.appointment, person=appointment.made.person
        )
