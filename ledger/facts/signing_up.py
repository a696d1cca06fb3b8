"""Signing up: who wants to come, who waits for a place, and who did not come."""

from datetime import date
from typing import Literal

from ledger.facts.affiliations import AffiliationKind
from ledger.facts.fact import Fact


class SignedUp(Fact, frozen=True, kw_only=True):
    """A volunteer will come, or waits in line where all places are taken; perhaps as one of the
    kinds of bodies they belong to."""

    activity: str
    volunteer: str
    standing: Literal["place", "waiting"]
    affiliation: AffiliationKind | None = None


class SignUpWithdrawn(Fact, frozen=True, kw_only=True):
    """A volunteer will not come after all, said before the start (Regulations art. 22)."""

    activity: str
    volunteer: str


class PlaceGiven(Fact, frozen=True, kw_only=True):
    """A place came free, and the first in line has it."""

    activity: str
    volunteer: str


class NoShowMarked(Fact, frozen=True, kw_only=True):
    """A person saw that somebody with a place did not come; `on` is the local day."""

    activity: str
    volunteer: str
    on: date


class NoShowExcused(Fact, frozen=True, kw_only=True):
    """There was a good reason; the absence counts no more. `note` points at the reason."""

    activity: str
    volunteer: str
    on: date
    note: str | None = None


class SkillVerified(Fact, frozen=True, kw_only=True):
    """Somebody looked at the certificate of a skill, valid to the day `until`, included."""

    volunteer: str
    skill: str
    until: date | None = None


class SkillEnded(Fact, frozen=True, kw_only=True):
    """A skill is not vouched for any more."""

    volunteer: str
    skill: str
