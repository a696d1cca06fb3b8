"""Why not: volunteers, teams, roles and what was agreed to."""

from ledger.refusals.refusal import Refusal


class TeamUnknown(Refusal):
    """There is no such team."""


class AlreadyMember(Refusal):
    """The volunteer is in the team already."""


class VolunteerUnknown(Refusal):
    """There is no such volunteer."""


class AlreadyRegistered(Refusal):
    """The volunteer is registered already."""


class AlreadyErased(Refusal):
    """The volunteer was forgotten before."""


class NumberTaken(Refusal):
    """Somebody has this volunteer number already."""


class AlreadyAppointed(Refusal):
    """This appointment was made before."""


class AppointmentUnknown(Refusal):
    """There is no such appointment."""


class AppointmentOver(Refusal):
    """The appointment has ended already."""


class TermBackwards(Refusal):
    """The last day of a term lies before its first, or before today."""


class RoleMisplaced(Refusal):
    """A role of this kind is not held at a unit of that kind."""


class RoleUnbound(Refusal):
    """The role lacks what it must be bound to, or is given what it cannot be bound to."""


class ConsentMissing(Refusal):
    """A minor serves only after the guardian has agreed."""


class NoSuchConsent(Refusal):
    """There is no agreement that could be taken back."""


class HouseholdUnknown(Refusal):
    """There is no such household."""


class AlreadyInHousehold(Refusal):
    """The volunteer belongs to a household already."""


class AlreadyInBuilding(Refusal):
    """The household lives in this building already."""


class NotInHousehold(Refusal):
    """The volunteer does not belong to this household."""
