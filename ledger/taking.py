"""Taking: beans leave a purse for a merchant, the same way whatever the volunteer showed.

Everything that may stand in the way is looked at here: the policy's limits, the merchant's cap,
the share of a bill, a debt, the balance, what an offer asks, whether the volunteer works in that
very shop, and whether there is money behind the beans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from ledger.counting.lots import dead, spend
from ledger.facts import (
    EXPIRED,
    BeansExpired,
    BeansHeld,
    BeansRedeemed,
    Fact,
    FundPageTurned,
    MerchantWelcomed,
    Shown,
)
from ledger.policy import Policy
from ledger.refusals import FundExhausted, SelfDealing
from ledger.subjects.allowance import must_be_allowed
from ledger.subjects.appointment import Counters
from ledger.subjects.fund import FundPage
from ledger.subjects.offer import NO_OFFER, Offer, must_fit_offer
from ledger.subjects.purse import Purse, offer_in
from ledger.subjects.till import Till


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """One wish at a counter, and all that is known when it is judged.

    `pages` are the open pages of the funds that may pay, the first to be asked first; None when
    no money is asked for, as with codes drawn before there were funds. `counters` are where the
    volunteer works, and `shop_people` all volunteers whom the door knows to work here. `pieces`
    are those of an `offer`, if it was proposed by anybody.
    """

    now: datetime
    policy: Policy
    shop: MerchantWelcomed
    redemption: str
    beans: int
    bill_fen: int | None
    capture: bool
    purse: Purse
    till: Till
    pages: Sequence[FundPage] | None
    counters: Counters
    shop_people: tuple[str, ...] = ()
    offer: Offer
    pieces: int = 1
    shown: Shown = "code"
    helper: str | None = None

    def facts(self) -> Iterator[Fact]:
        """The beans go to the merchant, or wait; lots whose day has come are gone before.

        Raises the refusal that stands in the way.
        """
        today, purse = self.policy.local_date(self.now), self.purse
        self.must_be_for_them(today)
        must_be_allowed(
            self.policy, today, self.beans, self.shop, purse, self.till, self.bill_fen,
            self.shown,
        )  # fmt: skip
        living = sum(purse.living(today).values())
        money = money_behind(self.now, self.policy, self.pages, self.fen)
        yield from expired(self.now, purse, today)
        if money.turned:
            yield money.turned
        yield self._taken(today, living - self.beans, money)

    def must_be_for_them(self, today: date) -> None:
        """Raise unless the volunteer is a customer here, and the offer fits what is asked for."""
        self._must_be_a_customer(today)
        self._must_fit_offer(today)

    def _must_be_a_customer(self, today: date) -> None:
        if not self.policy.redemption.self_dealing_blocked:
            return
        works_here = self.counters.at(self.shop.merchant, today)
        if works_here or self.purse.tags[0] in self.shop_people:
            raise SelfDealing()

    def _must_fit_offer(self, today: date) -> None:
        if self.offer.tags[0] == NO_OFFER:
            return
        offered = self.offer.must_hold(self.shop.merchant, today)
        had = self.purse.pieces.of(offer_in(offered.offer, today))
        must_fit_offer(offered, self.beans, self.pieces, self.bill_fen, had)
        self.offer.must_have(self.pieces)

    def of_offer(self) -> dict[str, Any]:
        """What the fact says of the offer; nothing when nobody proposed one."""
        offered = self.offer.proposed
        if offered is None:
            return {}
        counted = self.offer.left is not None
        return {"offer": offered.offer, "pieces": self.pieces, "counted": counted}

    @property
    def fen(self) -> int:
        """What the community owes the merchant for the beans."""
        return self.beans * self.policy.settlement.owed_fen_per_bean

    def _taken(self, today: date, left: int, money: Money) -> Fact:
        volunteer = self.purse.tags[0]
        lots = spend(self.purse.lots, self.beans, today)
        if self.capture:
            return BeansRedeemed(
                at=self.now, beans=self.beans, source=volunteer, target=self.shop.merchant,
                volunteer=volunteer, lots=lots, balance_after=left, redemption=self.redemption,
                till=self.till.tags[0], spent_on=today, fen=self.fen,
                gift_fen=self.beans * self.policy.settlement.gift_fen_per_bean,
                bill_fen=self.bill_fen, policy=self.policy.name, page=money.page,
                paid_by=money.fund, **self.of_offer(), shown=self.shown, helper=self.helper,
            )  # fmt: skip
        seconds = self.policy.redemption.merchant_confirm_seconds
        return BeansHeld(
            at=self.now, beans=self.beans, source=volunteer, target=self.redemption,
            volunteer=volunteer, lots=lots, balance_after=left, redemption=self.redemption,
            till=self.till.tags[0], held_for=self.shop.merchant, spent_on=today,
            lapses_at=self.now + timedelta(seconds=seconds), bill_fen=self.bill_fen,
            policy=self.policy.name, fen=self.fen if money.page else 0, page=money.page,
            paid_by=money.fund, **self.of_offer(), shown=self.shown, helper=self.helper,
        )  # fmt: skip


class Money(msgspec.Struct, frozen=True):
    """The fund that will pay, the page its promise is entered on, and whether that is a new one."""

    fund: str
    page: str
    turned: FundPageTurned | None


def money_behind(
    now: datetime, policy: Policy, pages: Sequence[FundPage] | None, fen: int
) -> Money:
    """Where so much money behind beans is entered, or `FundExhausted`."""
    if pages is None or not policy.fund.reserve_at_authorisation or not fen:
        return Money("", "", None)
    for page in pages:
        if page.free_fen >= fen:
            turned = page.turned(now)
            return Money(page.fund, turned.page if turned else page.page, turned)
    raise FundExhausted(need_fen=fen)


def expired(now: datetime, purse: Purse, today: date) -> Iterator[Fact]:
    """Lots whose day has come are gone before anything is taken."""
    gone = dead(purse.lots, today)
    if gone:
        yield BeansExpired(
            at=now, beans=sum(gone.values()), source=purse.tags[0], target=EXPIRED,
            volunteer=purse.tags[0], lots=gone,
            balance_after=purse.balance - sum(gone.values()),
        )  # fmt: skip
