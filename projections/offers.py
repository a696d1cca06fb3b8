"""Offers: what merchants give for beans, what waits for a yes, and how many pieces are left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, or_

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    CounterMovement,
    HoldReleased,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
    OfferWithdrawn,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View

PROPOSED, PUBLISHED, WITHDRAWN = "proposed", "published", "withdrawn"


class Offer(Row):
    """An offer: `beans` is the price of one piece, None for a part of a bill; `stock` how many
    pieces there were first, None when nobody counts them, and `restocked` how many came on top of
    that; `taken` how many were given or are held."""

    offer: str
    merchant: str = UNTOLD
    state: str = UNTOLD
    kind: str = UNTOLD
    title: str = UNTOLD
    goods: str = UNTOLD
    beans: int | None = UNTOLD
    worth_fen: int | None = UNTOLD
    stock: int | None = UNTOLD
    restocked: int = 0
    taken: int = 0
    valid_from: date = UNTOLD
    valid_until: date | None = UNTOLD
    per_volunteer_month: int | None = UNTOLD
    position: int = UNTOLD

    @property
    def left(self) -> int | None:
        """How many pieces can still be had; None when nobody counts them."""
        return None if self.stock is None else self.stock + self.restocked - self.taken

    def holds_on(self, day: date) -> bool:
        """Whether it can be had on that local day, if any pieces are left."""
        in_time = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return self.state == PUBLISHED and in_time


OFFERS = Sheet(
    "offer", Offer, By(("merchant", "position")), By(("state", "position")),
)  # fmt: skip


class _Folding:
    def __init__(self, offers: Changes[Offer]) -> None:
        self._offers = offers

    def propose(self, recorded: Recorded[OfferProposed]) -> None:
        fact, row = recorded.fact, self._offers[recorded.fact.offer]
        row.merchant, row.state, row.kind = fact.merchant, PROPOSED, fact.kind
        row.title, row.goods, row.beans = fact.title, fact.goods, fact.beans
        row.worth_fen, row.stock = fact.worth_fen, fact.stock
        row.valid_from, row.valid_until = fact.valid_from, fact.valid_until
        row.per_volunteer_month, row.position = fact.per_volunteer_month, recorded.position

    def publish(self, recorded: Recorded[OfferPublished]) -> None:
        self._offers[recorded.fact.offer].state = PUBLISHED

    def withdraw(self, recorded: Recorded[OfferWithdrawn]) -> None:
        self._offers[recorded.fact.offer].state = WITHDRAWN

    def restock(self, recorded: Recorded[OfferRestocked]) -> None:
        self._offers[recorded.fact.offer].restocked += recorded.fact.pieces

    def take(self, recorded: Recorded[BeansHeld] | Recorded[BeansRedeemed]) -> None:
        # What a hold had taken already is not taken once more when it is captured.
        fact = recorded.fact
        if not isinstance(fact, BeansRedeemed) or fact.new_at_the_till:
            self._move(fact, fact.pieces)

    def give_back(self, recorded: Recorded[HoldReleased] | Recorded[BeansReturned]) -> None:
        self._move(recorded.fact, -recorded.fact.pieces)

    def _move(self, fact: CounterMovement, pieces: int) -> None:
        if fact.offer:
            self._offers[fact.offer].taken += pieces


class Offers(View):
    """Every offer there ever was."""

    name = "offers"
    version = 1
    sheets = (OFFERS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Proposed, agreed to, taken piece by piece, withdrawn."""
        folding = _Folding(*changes)
        return {
            OfferProposed: folding.propose,
            OfferPublished: folding.publish,
            OfferWithdrawn: folding.withdraw,
            OfferRestocked: folding.restock,
            BeansHeld: folding.take,
            BeansRedeemed: folding.take,
            HoldReleased: folding.give_back,
            BeansReturned: folding.give_back,
        }

    def offer(self, offer: str) -> Offer | None:
        """One offer by its id."""
        return self.shelf.row(OFFERS.select().filter_by(offer=offer), Offer)

    def present(
        self,
        merchants: Collection[str] | None,
        today: date,
        limit: int = 100,
        before_position: int | None = None,
    ) -> list[Offer]:
        """What these merchants (all, when None) give on that local day and have left, the newest
        first, older than `before_position`."""
        c = OFFERS.c
        question = _older(merchants, before_position).where(
            c.state == PUBLISHED, c.valid_from <= today,
            or_(c.valid_until.is_(None), c.valid_until >= today),
            or_(c.stock.is_(None), c.stock + c.restocked > c.taken),
        )  # fmt: skip
        return self.shelf.rows(question.limit(limit), Offer)

    def of(
        self,
        merchants: Collection[str] | None,
        limit: int = 100,
        before_position: int | None = None,
    ) -> list[Offer]:
        """All that these merchants (all, when None) offer, offered, or wait with, the newest
        first, older than `before_position`."""
        return self.shelf.rows(_older(merchants, before_position).limit(limit), Offer)

    def waiting(self) -> list[Offer]:
        """What waits for somebody's yes, the longest first."""
        question = OFFERS.select().where(OFFERS.c.state == PROPOSED)
        return self.shelf.rows(question.order_by(OFFERS.c.position), Offer)


def _older(merchants: Collection[str] | None, before_position: int | None) -> Select[Any]:
    question = OFFERS.select().order_by(OFFERS.c.position.desc())
    if merchants is not None:
        question = question.where(OFFERS.c.merchant.in_(merchants))
    if before_position is not None:
        question = question.where(OFFERS.c.position < before_position)
    return question
