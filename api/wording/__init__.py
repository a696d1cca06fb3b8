"""Wording: what each refusal is called for people, and which HTTP status it carries.

One file per subject, as the refusals of the ledger have; `doors` has what no rule is asked about.
"""

from __future__ import annotations

from api.wording import (
    activities,
    affiliations,
    asking,
    attendance,
    certificates,
    doors,
    excuses,
    freezing,
    honours,
    imports,
    looking,
    offers,
    people,
    places,
    records,
    redeeming,
    settling,
    signing_up,
    stars,
    two_people,
    violations,
    vouchers,
    webhooks,
)
from api.wording.wording import Wording

__all__ = ["WORDING", "Wording"]

WORDING: dict[str, Wording] = {
    **activities.WORDS,
    **affiliations.WORDS,
    **asking.WORDS,
    **attendance.WORDS,
    **freezing.WORDS,
    **certificates.WORDS,
    **honours.WORDS,
    **imports.WORDS,
    **excuses.WORDS,
    **offers.WORDS,
    **looking.WORDS,
    **people.WORDS,
    **places.WORDS,
    **redeeming.WORDS,
    **vouchers.WORDS,
    **records.WORDS,
    **settling.WORDS,
    **signing_up.WORDS,
    **stars.WORDS,
    **two_people.WORDS,
    **violations.WORDS,
    **webhooks.WORDS,
    **doors.WORDS,
}
"""Every problem by its stable code."""
