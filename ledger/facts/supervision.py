"""Supervision: the figures of a unit and a period were written down as they stood, for ever."""

from typing import Literal

import msgspec

from ledger.facts.fact import Fact

DocumentKind = Literal["day", "week", "month", "quarter", "half", "year"]
"""Day check, week summary, month assessment, quarter review, half-year report, year (L39, L34)."""


class Figures(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened in a unit and a period, in whole numbers; what is not named is 0.

    All of them can be added: those of a unit are those of its children and of what is directly
    attached to it. Activities, arrivals and beans given count where the activity was; sessions
    and minutes where the volunteer was at home that evening, as in the hours; redemptions where
    the shop is. Corrections, revocations and claw-backs count on the day of service that they
    touch, objections on the day on which they were raised.
    """

    activities_held: int = 0
    activities_cancelled: int = 0
    arrivals: int = 0
    people_not_confirmed: int = 0
    activities_overdue: int = 0
    no_shows: int = 0
    sessions: int = 0
    service_minutes: int = 0
    training_minutes: int = 0
    sessions_of_grade_a: int = 0
    sessions_of_grade_b: int = 0
    sessions_of_grade_c: int = 0
    sessions_of_grade_d: int = 0
    awarded_beans: int = 0
    granted_beans: int = 0
    clawed_back_beans: int = 0
    redemptions: int = 0
    redeemed_beans: int = 0
    returned_beans: int = 0
    corrections: int = 0
    revocations: int = 0
    objections_raised: int = 0
    objections_open: int = 0


class DocumentFrozen(Fact, frozen=True, kw_only=True):
    """The document of a unit and a period was frozen as the book stood at `book_position`.

    All documents of one period stand under one `listing`. The figures come out the same from the
    facts up to that position under the `policy` named; `digest` is the SHA-256 of their canonical
    bytes, in hexadecimal. `frozen_by` answers for it, or it was the clock.
    """

    listing: str
    kind: DocumentKind
    unit: str
    period: str
    book_position: int
    policy: str
    figures: Figures
    digest: str
    frozen_by: str
