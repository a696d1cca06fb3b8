"""Words: what the strings, numbers and moments of a request may look like.

What is merely possible (a count beyond any community, a year nobody lives in) is refused here,
so that no rule, no database and no page ever meets it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import msgspec

Beans = Annotated[int, msgspec.Meta(ge=1, le=1_000_000, description="whole beans")]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10_000_000_000, description="1/100 yuan")]
People = Annotated[int, msgspec.Meta(ge=1, le=100_000, description="a number of people")]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=1_440, description="whole minutes")]
Rating = Annotated[int, msgspec.Meta(ge=1, le=5, description="from 1 to 5")]

# Control characters, line separators and marks that turn the direction of writing have no place
# in a name; a blank text is none. Each character decides alone, so no text is slow to check.
_UNFIT = r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"
_TEXT = rf"^\s*[^\s{_UNFIT}][^{_UNFIT}]*$"

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=_TEXT)]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=_TEXT)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=_TEXT)]
Word = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,39}$")]
Phone = Annotated[str, msgspec.Meta(min_length=1, max_length=64, description="a mainland number")]
Moment = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339 with offset")]

_ID = "[0-9a-z]{1,32}"
VIOLATION = f"^violation-{_ID}$"
UNIT, TEAM, VOLUNTEER, MERCHANT, ACTIVITY, REDEMPTION = (
    f"^{kind}-{_ID}$"
    for kind in ("unit", "team", "volunteer", "merchant", "activity", "redemption")
)
PROPOSAL, HOUSEHOLD, FUND, DONATION, OFFER = (
    f"^{kind}-{_ID}$" for kind in ("proposal", "household", "fund", "donation", "offer")
)
SETTLEMENT = f"^settlement-{_ID}-20[0-9]{{2}}(0[1-9]|1[0-2])$"
SAMPLE = f"^sample-{_ID}-20[0-9]{{2}}(0[1-9]|1[0-2])$"
CERTIFICATE = f"^certificate-{_ID}$"
ATTENDANCE = f"^attendance-{_ID}-{_ID}$"
IMPORTED = f"^imported-{_ID}$"
OBJECTABLE = f"{ATTENDANCE}|{REDEMPTION}|{IMPORTED}"
AFFILIATION = f"^affiliation-{_ID}$"
"""What ids look like."""
UnitId = Annotated[str, msgspec.Meta(pattern=UNIT)]
TeamId = Annotated[str, msgspec.Meta(pattern=TEAM)]
MerchantId = Annotated[str, msgspec.Meta(pattern=MERCHANT)]
OfferId = Annotated[str, msgspec.Meta(pattern=OFFER)]
Pieces = Annotated[int, msgspec.Meta(ge=1, le=20, description="pieces of an offer")]
VolunteerId = Annotated[str, msgspec.Meta(pattern=VOLUNTEER)]
VolunteerNumber = Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{9}$")]
AttendanceId = Annotated[str, msgspec.Meta(pattern=ATTENDANCE)]
ShownCode = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
ShownBadge = Annotated[
    str, msgspec.Meta(min_length=1, max_length=200, description="the code on it, or its address")
]
Pin = Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$", description="never kept")]

FIRST_YEAR, LAST_YEAR = 2000, 2100
OLDEST_BIRTH_YEAR = 1890
Time = TypeVar("Time", datetime, date)


class Body(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a request says; texts lose the blanks around them before anybody sees them."""

    def __post_init__(self) -> None:
        """Trim the texts."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, str):
                setattr(self, name, value.strip())


class EmptyRequest(msgspec.Struct, forbid_unknown_fields=True):
    """An empty object: the call needs no more than its address."""


class Made(msgspec.Struct):
    """The id under which what was asked for is known from now on."""

    id: str


def implausible(moment: datetime) -> bool:
    """Whether no activity of ours can have taken place then, or will."""
    return not FIRST_YEAR <= moment.year < LAST_YEAR


def day_implausible(day: date) -> bool:
    """Whether nothing of ours can have begun on that day, or will."""
    return not FIRST_YEAR <= day.year < LAST_YEAR


def born_implausibly(day: date, now: datetime) -> bool:
    """Whether nobody alive was born on that day."""
    return not OLDEST_BIRTH_YEAR <= day.year or day > now.astimezone(UTC).date()
