"""Offers: a merchant proposes what beans bring there, and the community agrees.

A volunteer sees an offer only after somebody of the community has looked at it: what category a
merchant calls their goods is a word, and tobacco can be called anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import (
    Fact,
    OfferKind,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
    OfferWithdrawn,
)
from ledger.refusals import OwnBenefit
from ledger.refusals.offers import OfferClosed, OfferSettled
from ledger.states import Rulebook, State
from ledger.subjects.appointment import Counters
from ledger.subjects.offer import Offer, must_be_covered, must_be_fit
from ledger.subjects.standing import Merchant


class ProposeOffer(Command, frozen=True, kw_only=True):
    """We would give this for beans; with `publish` the community says so itself, and agrees.

    `beans` is the price of one piece, None where beans are a part of a bill. `cover_permille` is
    how large a part of the beans that are out the fund covers, None when that is not known.
    `selves` are all ids that may be whoever asks: nobody agrees to an offer of their own shop.
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
    publish: bool = False
    cover_permille: int | None = None
    selves: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, the merchant, whether the offer is new, and where whoever asks works."""
        works = map(Counters, self.selves if self.publish else ())
        return Rulebook(), Merchant(self.merchant), Offer(self.offer), *works

    def decide(
        self, now: datetime, rules: Rulebook, merchant: Merchant, offer: Offer, *works: Counters
    ) -> Iterator[Fact]:
        """It waits for a yes, or is there at once."""
        merchant.must_take()
        if offer.proposed is not None:
            raise OfferSettled(offer=self.offer)
        proposed = OfferProposed(
            at=now, offer=self.offer, merchant=self.merchant, kind=self.kind, title=self.title,
            goods=self.goods, beans=self.beans, worth_fen=self.worth_fen, stock=self.stock,
            valid_from=self.valid_from, valid_until=self.valid_until,
            per_volunteer_month=self.per_volunteer_month,
        )  # fmt: skip
        policy = rules.at(now)
        must_be_fit(policy, policy.local_date(now), proposed)
        if self.publish:
            _must_be_another(works, self.merchant, policy.local_date(now))
            must_be_covered(policy, self.cover_permille)
        yield proposed
        if self.publish:
            yield OfferPublished(at=now, offer=self.offer)


class PublishOffer(Command, frozen=True, kw_only=True):
    """The community has looked at the offer and agrees; volunteers see it from now on."""

    offer: str
    cover_permille: int | None = None
    selves: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules of today, and what was proposed."""
        return Rulebook(), Offer(self.offer)

    def asks_further(self, now: datetime, rules: Rulebook, offer: Offer) -> tuple[State, ...]:
        """Whether the merchant may still take beans, and where whoever asks works."""
        if offer.proposed is None:
            return ()
        return Merchant(offer.proposed.merchant), *map(Counters, self.selves)

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        offer: Offer,
        merchant: Merchant | None = None,
        *works: Counters,
    ) -> Iterator[Fact]:
        """It is published, if it is still fit to be: the rules may have changed meanwhile."""
        proposed, policy = offer.must_wait(), rules.at(now)
        assert merchant is not None
        merchant.must_take()
        must_be_fit(policy, policy.local_date(now), proposed)
        _must_be_another(works, proposed.merchant, policy.local_date(now))
        must_be_covered(policy, self.cover_permille)
        yield OfferPublished(at=now, offer=self.offer)


def _must_be_another(works: Sequence[Counters], merchant: str, today: date) -> None:
    if any(each.at(merchant, today) for each in works):
        raise OwnBenefit()


class WithdrawOffer(Command, frozen=True, kw_only=True):
    """No more of this; beans that are held for it keep what they were promised."""

    offer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether it is there."""
        return (Offer(self.offer),)

    def decide(self, now: datetime, offer: Offer) -> Iterator[Fact]:
        """It is over, whether it was published or only proposed."""
        offer.must_exist()
        if offer.withdrawn:
            raise OfferSettled(offer=self.offer)
        yield OfferWithdrawn(at=now, offer=self.offer)


class RestockOffer(Command, frozen=True, kw_only=True):
    """So many more pieces lie on the shelf, or fewer: some were broken, or sold for money."""

    offer: str
    pieces: int

    def asks(self, now: datetime) -> tuple[State, ...]:
        """How many are left."""
        return (Offer(self.offer),)

    def decide(self, now: datetime, offer: Offer) -> Iterator[Fact]:
        """The shelf is never less than empty: what is promised to somebody stays promised."""
        offer.must_exist()
        if offer.withdrawn:
            raise OfferClosed(offer=self.offer)
        offer.must_be_counted()
        offer.must_have(-self.pieces)
        yield OfferRestocked(at=now, offer=self.offer, pieces=self.pieces)
