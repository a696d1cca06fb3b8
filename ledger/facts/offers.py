"""Offers: what beans bring at a merchant's, from the first proposal to the last piece."""

from datetime import date
from typing import Literal

from ledger.facts.fact import Fact

OfferKind = Literal["exchange", "offset"]
"""A thing for so many beans (exchange), or beans as a part of a bill (offset)."""


class OfferProposed(Fact, frozen=True, kw_only=True):
    """A merchant would give this for beans; nobody is shown it before the community agrees.

    `beans` is the price of one piece, None for a part of a bill. `goods` is the category of the
    thing, `worth_fen` what it costs in money, `stock` how many pieces there are, None when nobody
    counts them. It holds on local days, both included; `per_volunteer_month` is how many pieces
    one volunteer may have in a month.
    """

    offer: str
    merchant: str
    kind: OfferKind
    title: str
    goods: str
    beans: int | None = None
    worth_fen: int | None = None
    stock: int | None = None
    valid_from: date
    valid_until: date | None = None
    per_volunteer_month: int | None = None


class OfferPublished(Fact, frozen=True, kw_only=True):
    """The community agreed to an offer: from now on volunteers see it."""

    offer: str


class OfferWithdrawn(Fact, frozen=True, kw_only=True):
    """An offer ended, or was never agreed to; what is held for it may still be captured."""

    offer: str


class OfferRestocked(Fact, frozen=True, kw_only=True):
    """So many `pieces` more lie on the shelf, or fewer when the number is negative."""

    offer: str
    pieces: int
