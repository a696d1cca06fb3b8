"""Takings: what one month brought a merchant, in beans and in yuan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from merchant_portal.clerk import ClerkHere

Month = Annotated[str, QueryParameter(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")]


@get("/takings", opt={"deed": "read_takings"}, sync_to_thread=True)
def takings(clerk: ClerkHere, month: Month = "") -> Template:
    """The month's figures; this month's when none is named."""
    clerk.catch_up()
    this_month = clerk.policy.local_date(clerk.now()).replace(day=1)
    shown = date.fromisoformat(f"{month}-01") if month else this_month
    later = (shown + timedelta(days=31)).replace(day=1)
    found = clerk.till.takings(clerk.merchant, f"{shown:%Y-%m}")
    return clerk.page(
        "takings.html", merchant_name=clerk.merchant_name, month=f"{shown:%Y-%m}",
        earlier_month=f"{shown - timedelta(days=1):%Y-%m}",
        later_month=f"{later:%Y-%m}" if later <= this_month else None,
        captured=found.captured, refunded=found.refunded, net_beans=found.net_beans,
        payable_fen=found.payable_fen, redemptions=found.redemptions,
    )  # fmt: skip


ROUTES: list[Any] = [takings]
