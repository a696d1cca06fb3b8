"""Addresses: what may stand in a path, and behind its question mark.

The patterns are said in the web framework's own words: what is annotated otherwise would be
documented nowhere and checked by nobody.
"""

from __future__ import annotations

from typing import Annotated, Literal

from litestar.params import PathParameter, QueryParameter

from api.v1.words import (
    ACTIVITY,
    ATTENDANCE,
    CERTIFICATE,
    DONATION,
    FUND,
    HOUSEHOLD,
    IMPORTED,
    MERCHANT,
    OFFER,
    PROPOSAL,
    REDEMPTION,
    SAMPLE,
    SETTLEMENT,
    TEAM,
    UNIT,
    VIOLATION,
    VOLUNTEER,
)
from ledger.facts import FACTS

TheUnit = Annotated[str, PathParameter(pattern=UNIT)]
TheTeam = Annotated[str, PathParameter(pattern=TEAM)]
TheVolunteer = Annotated[str, PathParameter(pattern=VOLUNTEER)]
TheMerchant = Annotated[str, PathParameter(pattern=MERCHANT)]
TheActivity = Annotated[str, PathParameter(pattern=ACTIVITY)]
TheAttendance = Annotated[str, PathParameter(pattern=ATTENDANCE)]
TheImported = Annotated[str, PathParameter(pattern=IMPORTED)]
TheCertificate = Annotated[str, PathParameter(pattern=CERTIFICATE)]
TheRedemption = Annotated[str, PathParameter(pattern=REDEMPTION)]
TheProposal = Annotated[str, PathParameter(pattern=PROPOSAL)]
TheFund = Annotated[str, PathParameter(pattern=FUND)]
TheDonation = Annotated[str, PathParameter(pattern=DONATION)]
TheSample = Annotated[str, PathParameter(pattern=SAMPLE)]
TheSettlement = Annotated[str, PathParameter(pattern=SETTLEMENT)]
TheOffer = Annotated[str, PathParameter(pattern=OFFER)]
TheViolation = Annotated[str, PathParameter(pattern=VIOLATION)]
TheHousehold = Annotated[str, PathParameter(pattern=HOUSEHOLD)]

Limit = Annotated[int, QueryParameter(ge=1, le=100, description="How many items on a page.")]
Cursor = Annotated[
    str,
    QueryParameter(
        max_length=64, description="`next_cursor` of the page before; empty for the first page."
    ),
]
After = Annotated[
    int, QueryParameter(ge=0, le=2**53, description="The position in the book to begin behind.")
]
AnyFact = Annotated[
    Literal["", *FACTS],
    QueryParameter(name="type", description="A type of fact; empty for all."),
]
AnyTag = Annotated[
    str,
    QueryParameter(
        pattern="^$|^[a-z]+(-[0-9a-z]+)+$",
        max_length=100,
        description="One of the `tags` of a fact, such as a volunteer's id; empty for all.",
    ),
]
Month = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$",
        description="A local month such as 2026-11; the present one when it is not told.",
    ),
]
AnyMonth = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$",
        description="A local month such as 2026-11; all of them when it is not told.",
    ),
]
AnyMerchant = Annotated[
    str, QueryParameter(pattern=f"^$|{MERCHANT}", description="A merchant; empty for all.")
]
AnyUnit = Annotated[
    str, QueryParameter(pattern=f"^$|{UNIT}", description="A unit; empty for those at the top.")
]
AnyMerchant = Annotated[
    str, QueryParameter(pattern=f"^$|{MERCHANT}", description="A merchant; empty for all.")
]
BoardPeriodName = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]|W(0[1-9]|[1-4][0-9]|5[0-3])))?|all)?$",
        description="`2026-W48`, `2026-11`, `2026-Q4`, `2026` or `all`; the present month when"
        " it is not told.",
    ),
]
AsOf = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$",
        description="A local day such as 2025-12-31; today when it is not told.",
    ),
]
DryRun = Annotated[
    bool, QueryParameter(description="Only tell what would happen; nothing is written.")
]
USUAL = 50
"""Items on a page when nobody says how many."""
