"""The vocabulary: everything that can have happened, in the past tense.

A fact is written once and never changed. It says when it happened (`at`, as told), whom it
concerns (its subjects, from which the tags are derived) and what the rule of the day made of it.
When it was written, who acted and under which key stands beside it in `Recorded`.

New fields need defaults, and the type of a field never changes: `tests/golden_facts.jsonl` holds
every fact as first released and must decode for ever.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

ISSUANCE = "issuance"
"""The account every bean comes from: its balance is minus what was ever issued and kept."""
EXPIRED = "expired"
"""The account beans go to when their lot dies."""

SUBJECTS = (
    "unit", "team", "volunteer", "number", "activity", "attendance", "merchant", "till",
    "redemption", "rulebook", "appointment", "person",
)  # fmt: skip
"""Fields that become tags. What follows from a tag already given is left out (a volunteer's
community, the merchant of a till): every tag costs a row of the index for ever."""

Lots = dict[str, int]
"""Beans by the local date (`YYYY-MM-DD`) on which they die: gone from 00:00 of that day."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that happened at a time, as told by the person who was there.

    Facts point at nothing that points back, so the garbage collector need not walk them.
    """

    at: datetime

    def tags(self) -> list[str]:
        """The ids this fact is found under: its subjects, in the order of `SUBJECTS`."""
        return [tag for name in _subjects_of(type(self)) if (tag := getattr(self, name))]


class Movement(Fact, frozen=True, kw_only=True):
    """Beans went from one account to another; so all accounts together always hold zero."""

    beans: int
    source: str
    target: str

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if self.beans <= 0 or self.source == self.target:
            raise ValueError("beans move as a positive number between two accounts")


class PurseMovement(Movement, frozen=True, kw_only=True):
    """A movement into or out of a volunteer's purse: which lots it touched, and any debt.

    `lots` counts the beans put into or taken out of each lot; `debt` the part that repaid (on
    the way in) or made (on the way out) a debt left by a claw-back. `balance_after` is what the
    volunteer could spend afterwards, negative while a debt stands.
    """

    volunteer: str
    lots: Lots
    debt: int = 0
    balance_after: int

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        super().__post_init__()
        whole = self.debt >= 0 and all(beans > 0 for beans in self.lots.values())
        if not whole or sum(self.lots.values()) + self.debt != self.beans:
            raise ValueError("the lots and the debt of a movement add up to its beans")


# The rules in force -----------------------------------------------------------------------------


class PolicyAdopted(Fact, frozen=True, kw_only=True):
    """A policy was adopted; it stands here word for word, so the book explains itself."""

    rulebook: str
    policy: str
    digest: str
    text: str


# Units, teams, volunteers, merchants -----------------------------------------------------------


class UnitOpened(Fact, frozen=True, kw_only=True):
    """A district, street, community or grid began to exist in the tree."""

    unit: str
    kind: Literal["district", "street", "community", "grid"]
    name: str
    parent: str | None = None


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


class VolunteerRegistered(Fact, frozen=True, kw_only=True):
    """A person became a volunteer; the name and the phone are kept elsewhere.

    A `minor` serves once a guardian has agreed; the book knows no birth date.
    """

    volunteer: str
    number: str
    community: str
    minor: bool = False


class MerchantWelcomed(Fact, frozen=True, kw_only=True):
    """A shop joined and accepts beans; `monthly_cap` is in beans, None for no cap of its own."""

    merchant: str
    name: str
    community: str
    kind: Literal["commercial", "charity"]
    monthly_cap: int | None = None


# Who may act, and what was agreed to ------------------------------------------------------------


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


# Activities and attendance ---------------------------------------------------------------------


class ActivityPublished(Fact, frozen=True, kw_only=True):
    """An activity was announced: what, where, when, for how many."""

    activity: str
    title: str
    category: str
    community: str
    organising_team: str | None = None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None


class CheckedIn(Fact, frozen=True, kw_only=True):
    """A volunteer arrived; `means` says whether the volunteer scanned or the organizer entered."""

    attendance: str
    activity: str
    volunteer: str
    means: Literal["scan", "organizer"]


class CheckedOut(Fact, frozen=True, kw_only=True):
    """A volunteer left after `minutes_present` whole minutes."""

    attendance: str
    activity: str
    volunteer: str
    means: Literal["scan", "organizer"]
    minutes_present: int


class ServiceConfirmed(Fact, frozen=True, kw_only=True):
    """An organizer confirmed and rated presence, and it became minutes of service.

    `minutes` are the permanent record; `pending_minutes` wait for a second pair of eyes.
    `grade` is the evidence: A both scans, B less. `service_day` is the local date of the start.
    `capped_beans` is what a cap cut off where it left nothing to award.
    """

    attendance: str
    activity: str
    volunteer: str
    category: str
    rating: int
    break_minutes: int
    minutes: int
    pending_minutes: int
    training_minutes: int
    grade: Literal["A", "B", "C", "D"]
    service_day: date
    started_at: datetime
    ended_at: datetime
    policy: str
    capped_beans: int = 0


class AttendanceRevoked(Fact, frozen=True, kw_only=True):
    """A confirmed attendance was taken back; the minutes named are no longer counted."""

    attendance: str
    activity: str
    volunteer: str
    minutes: int
    training_minutes: int
    service_day: date
    note: str | None = None


# Beans ------------------------------------------------------------------------------------------


class BeansAwarded(PurseMovement, frozen=True, kw_only=True):
    """Beans were given for a confirmed attendance; `capped_beans` is what a cap cut off.

    `lots` is what came into the purse, under the day it dies; the rest repaid a `debt`.
    """

    attendance: str
    activity: str
    earned_on: date
    capped_beans: int
    policy: str


class BeansClawedBack(PurseMovement, frozen=True, kw_only=True):
    """Beans of a revoked attendance were taken back, leaving a debt where they were spent."""

    attendance: str
    activity: str
    earned_on: date
    policy: str


class BeansExpired(PurseMovement, frozen=True, kw_only=True):
    """Lots reached their date and their beans were gone."""


class RedemptionCodeIssued(Fact, frozen=True, kw_only=True):
    """A volunteer asked for a redemption code; the book knows it by the redemption's id alone."""

    redemption: str
    volunteer: str
    expires_at: datetime


class BeansHeld(PurseMovement, frozen=True, kw_only=True):
    """A merchant authorised a redemption: the beans wait in the redemption's own account."""

    redemption: str
    till: str
    held_for: str
    spent_on: date
    lapses_at: datetime
    bill_fen: int | None = None
    policy: str


class BeansRedeemed(PurseMovement, frozen=True, kw_only=True):
    """Beans came to a merchant, from the purse at once or from the hold; `fen` is owed for them.

    From a hold, `lots` names the lots the hold had taken, and the purse does not change again.
    """

    redemption: str
    till: str
    spent_on: date
    fen: int
    bill_fen: int | None = None
    policy: str


class HoldReleased(PurseMovement, frozen=True, kw_only=True):
    """Held beans went back to the purse: voided by the merchant, lapsed, or not captured."""

    redemption: str
    till: str
    spent_on: date
    reason: Literal["voided", "lapsed", "not_captured"]


class BeansReturned(PurseMovement, frozen=True, kw_only=True):
    """A merchant gave redeemed beans back; `fen` are no longer owed for them."""

    redemption: str
    till: str
    spent_on: date
    fen: int
    reason: Literal["voided", "refunded"]


# What was not done ------------------------------------------------------------------------------


class CommandRefused(Fact, frozen=True, kw_only=True):
    """A command was refused; its key stays refused, and the attempt is on record."""

    command: str
    refusal: str
    details: dict[str, int | str]


def _leaves(kind: type[Fact]) -> list[type[Fact]]:
    below = [leaf for child in kind.__subclasses__() for leaf in _leaves(child)]
    return below or [kind]


FACTS: dict[str, type[Fact]] = {kind.__name__: kind for kind in _leaves(Fact)}
"""Every fact by the bare name it is stored under, so that files may move."""

_SUBJECTS = {
    kind: tuple(name for name in SUBJECTS if name in kind.__struct_fields__)
    for kind in FACTS.values()
}
_subjects_of = _SUBJECTS.__getitem__
