"""On offer: what this shop gives for beans, on its own list and for the counter to choose."""

from __future__ import annotations

from typing import NamedTuple

from merchant_portal.clerk import Clerk
from projections.offers import Offer


class Choice(NamedTuple):
    """An offer as the counter lists it.

    `offer` is what the form sends back, `beans` the price of one piece that fills in the beans
    (None: a part of the bill, for which the bill must be typed), `left` how many pieces there
    are, None when nobody counts them.
    """

    offer: str
    title: str
    beans: int | None
    left: int | None


def choices(clerk: Clerk) -> list[Choice]:
    """What can be had at this counter now, the newest offer first."""
    today = clerk.policy.local_date(clerk.now())
    present = clerk.offers.present([clerk.merchant], today)
    return [Choice(one.offer, one.title, one.beans, one.left) for one in present]


def all_of(clerk: Clerk, most: int) -> list[Offer]:
    """Everything this shop offers, offered, or waits with, the newest first."""
    return clerk.offers.of([clerk.merchant], most)
