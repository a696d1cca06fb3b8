"""People: volunteers and their teams, what they agree to, and who may act for how long."""

from datetime import date
from typing import Literal

from ledger.facts.fact import Fact


class VolunteerRegistered(Fact, frozen=True, kw_only=True):
    """A person became a volunteer; the name and the phone are kept elsewhere.

    A `minor` serves once a guardian has agreed; the book knows no birth date.
    """

    volunteer: str
    number: str
    community: str
    minor: bool = False


class VolunteerMoved(Fact, frozen=True, kw_only=True):
    """A volunteer is at home in another community from now on."""

    volunteer: str
    community: str


class IdentityErased(Fact, frozen=True, kw_only=True):
    """A volunteer was forgotten: nobody can name them any more; pseudonym and numbers stay."""

    volunteer: str


class ConsentGiven(Fact, frozen=True, kw_only=True):
    """A volunteer, or the guardian, agreed to a purpose as one edition of a text explains it."""

    volunteer: str
    purpose: str
    text_version: str
    given_by: Literal["self", "guardian"]
    means: Literal["screen", "paper"]


class ConsentWithdrawn(Fact, frozen=True, kw_only=True):
    """An agreement to a purpose was taken back."""

    volunteer: str
    purpose: str


class TeamFormed(Fact, frozen=True, kw_only=True):
    """A team of volunteers was formed in a community."""

    team: str
    kind: str
    name: str
    community: str


class TeamJoined(Fact, frozen=True, kw_only=True):
    """A volunteer became a member of a team."""

    team: str
    volunteer: str


class PersonAppointed(Fact, frozen=True, kw_only=True):
    """A person took on a role from the day `since` to the day `until`, both included.

    What the role is bound to is named: a unit, a team, a merchant, a line (a kind of team), or
    a volunteer whose guardian the person is.
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


class AppointmentEnded(Fact, frozen=True, kw_only=True):
    """A person laid a role down, or lost it, at once."""

    appointment: str
    person: str


class HelperAuthorised(Fact, frozen=True, kw_only=True):
    """Another volunteer may redeem for this one, who need not come along."""

    volunteer: str
    helper: str


class HelperEnded(Fact, frozen=True, kw_only=True):
    """The helper may redeem for the volunteer no more."""

    volunteer: str
    helper: str


class HouseholdFormed(Fact, frozen=True, kw_only=True):
    """People who live together are one household of a community (一户一卡), in a `building` of it
    where that is known."""

    household: str
    community: str
    building: str | None = None


class HouseholdMoved(Fact, frozen=True, kw_only=True):
    """A household lives in this building of its community from now on.

    What its people did before the first building was told counts for that one.
    """

    household: str
    building: str


class HouseholdJoined(Fact, frozen=True, kw_only=True):
    """A volunteer belongs to a household from now on, and to no other."""

    household: str
    volunteer: str


class HouseholdLeft(Fact, frozen=True, kw_only=True):
    """A volunteer belongs to the household no more."""

    household: str
    volunteer: str
