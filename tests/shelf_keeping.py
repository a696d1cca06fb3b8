"""Shelf keeping: the part of the reckoning about what shops offer, and how much of it is left."""

from __future__ import annotations

from typing import Any

from ledger.policy import Policy
from ledger.subjects.offer import NO_OFFER
from tests.abacus import Deal, Offered, Person, day_of, month_of
from tests.reckoning import Answer, Reasons, because
from tests.serving import Serving


class ShelfKeeping(Serving):
    """Service, and what shops offer for its beans."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._judges |= {
            "ProposeOffer": self._offer,
            "PublishOffer": self._agree,
            "WithdrawOffer": self._withdraw,
            "RestockOffer": self._restock,
        }

    def _offer(self, asked: Any, now: int) -> Answer:
        until = asked.valid_until.toordinal() if asked.valid_until else None
        reasons = because(
            merchant_unknown=asked.merchant not in self.shops,
            offer_settled=asked.offer in self.offers,
            offer_price_unfit=(asked.kind == "exchange") != (asked.beans is not None),
            term_backwards=until is not None and until < day_of(now),
        )
        if reasons:
            return reasons, []
        self.offers[asked.offer] = Offered(
            asked.merchant, asked.beans, asked.stock, until, asked.per_volunteer_month,
            agreed=asked.publish,
        )  # fmt: skip
        agreed = [("OfferPublished", 0)] if asked.publish else []
        return set(), [("OfferProposed", asked.beans), *agreed]

    def _agree(self, asked: Any, now: int) -> Answer:
        offer = self.offers.get(asked.offer)
        if offer is None or offer.agreed or offer.over:
            return because(offer_unknown=offer is None, offer_settled=offer is not None), []
        if offer.until is not None and offer.until < day_of(now):
            return {"term_backwards"}, []
        offer.agreed = True
        return set(), [("OfferPublished", 0)]

    def _withdraw(self, asked: Any, now: int) -> Answer:
        offer = self.offers.get(asked.offer)
        if offer is None or offer.over:
            return because(offer_unknown=offer is None, offer_settled=offer is not None), []
        offer.over = True
        return set(), [("OfferWithdrawn", 0)]

    def _restock(self, asked: Any, now: int) -> Answer:
        offer = self.offers.get(asked.offer)
        if offer is None:
            return {"offer_unknown"}, []
        reasons = because(
            offer_closed=offer.over,
            stock_not_counted=offer.left is None,
            stock_short=offer.left is not None and offer.left + asked.pieces < 0,
        )
        if not reasons:
            offer.move(-asked.pieces)
        return reasons, [("OfferRestocked", 0)]

    # At the counter -----------------------------------------------------------------------------

    def _no_such_bargain(self, asked: Any, beans: int, person: Person, today: int) -> Reasons:
        """What keeps so many beans from being given for the offer, where one was named."""
        if asked.offer == NO_OFFER:
            return set()
        offer = self.offers.get(asked.offer)
        if offer is None or offer.shop != asked.merchant:
            return {"offer_unknown"}
        late = offer.until is not None and today > offer.until
        had = person.had[asked.offer, month_of(today)]
        return because(
            offer_closed=offer.over or late or not offer.agreed,
            offer_price_differs=offer.beans is not None and beans != offer.beans * asked.quantity,
            bill_needed=offer.beans is None and asked.bill_fen is None,
            limit_exceeded=offer.most is not None and had + asked.quantity > offer.most,
            stock_short=offer.left is not None and offer.left < asked.quantity,
        )

    def _off_the_shelf(self, asked: Any, deal: Deal) -> None:
        if asked.offer == NO_OFFER:
            return
        deal.offer, deal.pieces = asked.offer, asked.quantity
        self._move(deal, deal.pieces)

    def _back_on_the_shelf(self, deal: Deal, pieces: int) -> None:
        if deal.offer:
            deal.pieces -= pieces
            self._move(deal, -pieces)

    def _move(self, deal: Deal, pieces: int) -> None:
        self.offers[deal.offer].move(pieces)
        self.people[deal.person].had[deal.offer, month_of(deal.day)] += pieces
