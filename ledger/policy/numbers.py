"""The kinds of whole number a policy may hold, each with the range that makes sense anywhere."""

from typing import Annotated

from msgspec import Meta, Struct

# A thousand million is above any true figure of a district and below any arithmetic limit.
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
AtLeastOne = Annotated[int, Meta(ge=1, le=1_000_000_000)]
# Ten years of days and fifty of months: longer terms would run off the end of the calendar.
Days = Annotated[int, Meta(ge=0, le=3660)]
Months = Annotated[int, Meta(ge=0, le=600)]
LifeMonths = Annotated[int, Meta(ge=1, le=600)]
Years = Annotated[int, Meta(ge=0, le=100)]
Hour = Annotated[int, Meta(ge=0, le=24)]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Permille = Annotated[int, Meta(ge=0, le=1000)]


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the policy file: every field is needed, and no other is allowed."""
