"""Wishing: what a shop asks for at its counter, the same whatever the volunteer shows there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from ledger.command import Command
from ledger.facts import Fact, MerchantWelcomed, Shown
from ledger.policy import Policy
from ledger.states import Rulebook, State
from ledger.subjects.appointment import Counters, counters_of
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import NO_OFFER, Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant
from ledger.subjects.till import Redemption, Till, till_of
from ledger.taking import Taking


class Counter(NamedTuple):
    """What is looked at for every wish: the purse, the merchant's month, where the volunteer
    works, and what is offered."""

    purse: Purse
    till: Till
    works: Counters
    offer: Offer


class Wish(Command, frozen=True, kw_only=True):
    """So many beans, please. (`capture` false: hold them until I confirm.)

    `bill_fen` is the whole bill when beans pay a part of it; `quantity` counts pieces of `offer`.
    `shop_people` are volunteers whom the door knows, by their telephone, to work in the shop.
    """

    redemption: str
    merchant: str
    beans: int
    bill_fen: int | None = None
    capture: bool = True
    offer: str = NO_OFFER
    quantity: int = 1
    shop_people: tuple[str, ...] = ()

    def counter(self, now: datetime, rules: Rulebook, volunteer: str) -> Counter:
        """What to look at, once it is known whose beans they are."""
        till = till_of(self.merchant, rules.at(now).local_date(now))
        return Counter(Purse(volunteer), Till(till), counters_of(volunteer), Offer(self.offer))

    def asks_last(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant,
        *further: State,
    ) -> tuple[State, ...]:  # fmt: skip
        """The open pages of those funds that may pay this merchant; none where no fund was asked
        after."""
        if merchant.welcomed is None:
            return ()
        funds = (each for each in further if isinstance(each, Funds))
        kind = merchant.welcomed.kind
        return tuple(FundPage(page) for each in funds for page in each.open_to(kind))

    def taken(
        self, now: datetime, policy: Policy, shop: MerchantWelcomed, counter: Counter,
        pages: Sequence[FundPage] | None, *, shown: Shown = "code", helper: str | None = None,
    ) -> Iterator[Fact]:  # fmt: skip
        """The beans go to the merchant, or wait, and the money behind them is reserved."""
        taking = self.judged(now, policy, shop, counter, self.beans, shown)
        yield from replace(taking, pages=pages, helper=helper).facts()

    def judged(
        self, now: datetime, policy: Policy, shop: MerchantWelcomed, counter: Counter,
        beans: int, shown: Shown,
    ) -> Taking:  # fmt: skip
        """The wish and all that is known when it is judged, without any money behind it."""
        return Taking(
            now=now, policy=policy, shop=shop, redemption=self.redemption, beans=beans,
            bill_fen=self.bill_fen, capture=self.capture, purse=counter.purse, till=counter.till,
            pages=None, counters=counter.works, shop_people=self.shop_people,
            offer=counter.offer, pieces=self.quantity, shown=shown,
        )  # fmt: skip
