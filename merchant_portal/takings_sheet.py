"""The takings as a sheet: every redemption of a month, for the merchant's own bookkeeping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from litestar import Response, get

from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.counter import MOST_A_DAY, receipt
from merchant_portal.takings import Month
from projections.till import Redemption


@get("/takings.csv", opt={"deed": "read_takings"}, sync_to_thread=True)
def takings_sheet(clerk: ClerkHere, month: Month = "") -> Response[bytes]:
    """The month's redemptions, a line for each; this month's when none is named."""
    clerk.catch_up()
    today = clerk.policy.local_date(clerk.now())
    first = date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    lines = [_titles(clerk)]
    for day in _days(first, today):
        lines.extend(_lines(clerk, day))
    return clerk.sheet(f"takings-{first:%Y-%m}", lines)


def _titles(clerk: Clerk) -> tuple[Any, ...]:
    return (
        clerk.translate("Time"), clerk.translate("Receipt"), clerk.translate("Volunteer"),
        clerk.translate("Beans taken"), clerk.translate("Beans given back"),
        clerk.translate("To be paid (yuan)"),
    )  # fmt: skip


def _days(first: date, today: date) -> Iterator[date]:
    """The days of the month that have come."""
    day = first
    while day.month == first.month and day <= today:
        yield day
        day += timedelta(days=1)


def _lines(clerk: Clerk, day: date) -> Iterator[tuple[Any, ...]]:
    """The redemptions of a day, the earliest first; what was only held is none."""
    rows = clerk.till.redemptions_of(clerk.merchant, day, limit=MOST_A_DAY)
    taken = [row for row in reversed(rows) if row.captured]
    names = clerk.masked_names(row.volunteer for row in taken)
    return (_line(clerk, row, names[row.volunteer]) for row in taken)


def _line(clerk: Clerk, row: Redemption, volunteer_masked: str) -> tuple[Any, ...]:
    at = row.at.astimezone(clerk.policy.zone)
    yuan = f"{row.fen // 100}.{row.fen % 100:02}"
    number = receipt(row.redemption)
    return (f"{at:%Y-%m-%d %H:%M}", number, volunteer_masked, row.captured, row.returned, yuan)


ROUTES: list[Any] = [takings_sheet]
