"""The offer: what a merchant gives for beans, whether it holds today, and how many are left."""

from __future__ import annotations

from datetime import date

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    Fact,
    HoldReleased,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
    OfferWithdrawn,
)
from ledger.policy import Policy
from ledger.refusals import LimitExceeded, TermBackwards
from ledger.refusals.offers import (
    BillNeeded,
    FundCoverLow,
    GoodsForbidden,
    GoodsUnknown,
    OfferClosed,
    OfferPriceDiffers,
    OfferPriceUnfit,
    OfferSettled,
    OfferUnknown,
    StockNotCounted,
    StockShort,
)
from ledger.states import State

NO_OFFER = "offer-none"
"""Where beans are taken for no offer at all; nobody ever makes one of this name."""
GOODS = (
    "food", "daily_goods", "books", "haircut", "laundry", "repair", "health_check", "care",
    "course", "tickets", "transport", "property_fee", "other",
)  # fmt: skip
"""The categories of what may be offered; a policy may forbid some of these too."""


class Offer(State):
    """What is offered, does it hold, and how many pieces are left (None: nobody counts them)?

    Only counted pieces are found here, so the fold is no longer than the shelf was ever full.
    """

    __slots__ = ("left", "proposed", "published", "withdrawn")
    listens = (
        OfferProposed, OfferPublished, OfferWithdrawn, OfferRestocked, BeansHeld, BeansRedeemed,
        HoldReleased, BeansReturned,
    )  # fmt: skip

    def __init__(self, offer: str) -> None:
        super().__init__(offer)
        self.proposed: OfferProposed | None = None
        self.published = self.withdrawn = False
        self.left: int | None = None

    def evolve(self, fact: Fact) -> None:
        """The offer changed, or pieces left the shelf and came back to it."""
        match fact:
            case OfferProposed():
                self.proposed, self.left = fact, fact.stock
            case OfferPublished():
                self.published = True
            case OfferWithdrawn():
                self.withdrawn = True
            case OfferRestocked() | HoldReleased() | BeansReturned():
                self._count(fact.pieces)
            case BeansHeld():
                self._count(-fact.pieces)
            case BeansRedeemed() if fact.new_at_the_till:
                self._count(-fact.pieces)

    def _count(self, pieces: int) -> None:
        if self.left is not None:
            self.left += pieces

    def must_exist(self) -> OfferProposed:
        """How it was proposed, or `OfferUnknown`."""
        if self.proposed is None:
            raise OfferUnknown(offer=self.tags[0])
        return self.proposed

    def must_wait(self) -> OfferProposed:
        """How it was proposed; `OfferSettled` when it was agreed to or withdrawn since."""
        found = self.must_exist()
        if self.published or self.withdrawn:
            raise OfferSettled(offer=self.tags[0])
        return found

    def must_have(self, pieces: int) -> None:
        """Raise `StockShort` unless so many pieces are left, or nobody counts them."""
        if self.left is not None and pieces > self.left:
            raise StockShort(left=self.left, asked=pieces)

    def must_be_counted(self) -> int:
        """How many are left; `StockNotCounted` when nobody knows."""
        if self.left is None:
            raise StockNotCounted(offer=self.tags[0])
        return self.left

    def must_hold(self, merchant: str, today: date) -> OfferProposed:
        """How it was proposed; raises unless this merchant gives it on that local day."""
        found = self.must_exist()
        if found.merchant != merchant:
            raise OfferUnknown(offer=self.tags[0])
        begun = self.published and found.valid_from <= today
        over = found.valid_until is not None and today > found.valid_until
        if self.withdrawn or over or not begun:
            raise OfferClosed(offer=self.tags[0])
        return found


def must_be_fit(policy: Policy, today: date, offer: OfferProposed) -> None:
    """Raise what stands in the way of offering this: its goods, its price, its days."""
    if offer.goods in policy.redemption.forbidden_goods:
        raise GoodsForbidden(goods=offer.goods)
    if offer.goods not in GOODS:
        raise GoodsUnknown(goods=offer.goods)
    if (offer.kind == "exchange") != (offer.beans is not None):
        raise OfferPriceUnfit(kind=offer.kind)
    first = max(offer.valid_from, today)
    if offer.valid_until is not None and offer.valid_until < first:
        raise TermBackwards(since=first.isoformat(), until=offer.valid_until.isoformat())


def must_be_covered(policy: Policy, cover_permille: int | None) -> None:
    """Raise `FundCoverLow` where the fund's free money is too small a part, in thousandths, of
    what all beans that are out are worth; None when nobody knows how large a part it is."""
    least = policy.fund.freeze_new_offers_permille
    if cover_permille is not None and cover_permille < least:
        raise FundCoverLow(cover_permille=cover_permille, least_permille=least)


def must_fit_offer(
    offer: OfferProposed, beans: int, pieces: int, bill_fen: int | None, had: int
) -> None:
    """Raise unless these beans are for so many pieces of the offer; `had` is how many of them
    the same volunteer had this month."""
    if offer.beans is not None and beans != offer.beans * pieces:
        raise OfferPriceDiffers(price=offer.beans * pieces, asked=beans)
    if offer.kind == "offset" and bill_fen is None:
        raise BillNeeded(offer=offer.offer)
    most = offer.per_volunteer_month
    if most is not None and had + pieces > most:
        raise LimitExceeded(limit="offer_per_month", most=most, asked=had + pieces)
