"""Affiliations: on whose side somebody serves, for a time; a person may have several."""

from datetime import date
from typing import Literal

from ledger.facts.fact import Fact

AffiliationKind = Literal[
    "community", "charity", "company", "student", "agency", "institution", "social_organisation"
]
"""The four sources of volunteers (C11) and the four kinds of bodies that are mobilised (L59). The
name of an employer is nobody's business here."""


class AffiliationRecorded(Fact, frozen=True, kw_only=True):
    """A volunteer belongs to such a body from the local day `since` to `until`, both included."""

    volunteer: str
    affiliation: str
    kind: AffiliationKind
    since: date
    until: date | None = None


class AffiliationEnded(Fact, frozen=True, kw_only=True):
    """`last` is the last local day on which it was so."""

    volunteer: str
    affiliation: str
    last: date
