"""On offer: what this shop gives for beans, on its own list and for the counter to choose."""

from __future__ import annotations

from typing import NamedTuple

from ledger.subjects.offer import NO_OFFER, Offer
from merchant_portal import typed
from merchant_portal.clerk import Clerk
from projections import offers

MOST_PIECES = 20
"""More pieces than this are no purchase at a counter."""


class Choice(NamedTuple):
    """An offer as the counter lists it.

    `offer` is what the form sends back, `beans` the price of one piece (None: a part of the bill,
    for which the bill must be typed), `left` how many there are, None when nobody counts them.
    """

    offer: str
    title: str
    beans: int | None
    left: int | None


class Wanted(NamedTuple):
    """What was chosen at the counter: so many pieces of an offer, and what they cost in beans
    (None where that must be typed)."""

    offer: str = NO_OFFER
    quantity: int = 1
    beans: int | None = None


def choices(clerk: Clerk) -> list[Choice]:
    """What can be had at this counter now, the newest offer first."""
    today = clerk.policy.local_date(clerk.now())
    present = clerk.offers.present([clerk.merchant], today)
    return [Choice(one.offer, one.title, one.beans, one.left) for one in present]


def wanted(clerk: Clerk, offer: str, quantity: str) -> Wanted | None:
    """What these two fields of the counter's form mean; None for a number of pieces that is none.

    It looks into the book only where an offer was chosen.
    """
    if not offer:
        return Wanted()
    pieces = typed.beans(quantity) if quantity.strip() else 1
    if pieces is None or pieces > MOST_PIECES:
        return None
    chosen = clerk.book.look(Offer(offer)).proposed
    price = chosen.beans if chosen is not None else None
    return Wanted(offer, pieces, None if price is None else price * pieces)


def all_of(clerk: Clerk, most: int) -> list[offers.Offer]:
    """Everything this shop offers, offered, or waits with, the newest first."""
    return clerk.offers.of([clerk.merchant], most)
