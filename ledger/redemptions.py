"""Redemptions: a code is shown, and beans are taken for it at once, or held first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.command import Command
from ledger.facts import Fact, RedemptionCodeIssued
from ledger.refusals import CodeTaken, CodeUnknown
from ledger.states import Rulebook, State
from ledger.subjects.allowance import must_work
from ledger.subjects.appointment import Counters, counters_of
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import NO_OFFER, Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till, till_of
from ledger.taking import Taking


class IssueCode(Command, frozen=True, kw_only=True):
    """Give me a code to redeem with."""

    redemption: str
    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, the person, and whether the code was drawn before."""
        return Rulebook(), Volunteer(self.volunteer), Redemption(self.redemption)

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, redemption: Redemption
    ) -> Iterator[Fact]:
        """A code that works once and for a short while."""
        volunteer.must_exist()
        if redemption.issued is not None:
            raise CodeTaken()
        valid_seconds = rules.at(now).redemption.code_valid_seconds
        yield RedemptionCodeIssued(
            at=now, redemption=self.redemption, volunteer=self.volunteer,
            expires_at=now + timedelta(seconds=valid_seconds), issuer=volunteer.community,
        )  # fmt: skip


class RedeemBeans(Command, frozen=True, kw_only=True):
    """This code, so many beans, please. (`capture` false: hold them until I confirm.)

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

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the code stands for, and who takes it."""
        return Rulebook(), Redemption(self.redemption), Merchant(self.merchant)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant
    ) -> tuple[State, ...]:
        """The purse behind the code, the merchant's month, where the volunteer works, what is
        offered, and the funds of who issued the beans: whose community it is pays, wherever they
        are spent."""
        if redemption.issued is None:
            return ()
        till = till_of(self.merchant, rules.at(now).local_date(now))
        volunteer = redemption.issued.volunteer
        asked = Purse(volunteer), Till(till), counters_of(volunteer), Offer(self.offer)
        return (*asked, Funds(redemption.issued.issuer)) if redemption.issued.issuer else asked

    def asks_last(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        purse: Purse | None = None,
        till: Till | None = None,
        counters: Counters | None = None,
        offer: Offer | None = None,
        funds: Funds | None = None,
    ) -> tuple[State, ...]:
        """The open pages of those funds that may pay this merchant."""
        if funds is None or merchant.welcomed is None:
            return ()
        return tuple(map(FundPage, funds.open_to(merchant.welcomed.kind)))

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        purse: Purse | None = None,
        till: Till | None = None,
        counters: Counters | None = None,
        offer: Offer | None = None,
        funds: Funds | None = None,
        *pages: FundPage,
    ) -> Iterator[Fact]:
        """The beans go to the merchant, or wait, and the money behind them is reserved."""
        shop = merchant.must_take()
        policy = rules.at(now)
        if redemption.issued is None or purse is None or till is None:
            raise CodeUnknown()
        assert counters is not None and offer is not None
        must_work(policy, now, redemption)
        taking = Taking(
            now=now, policy=policy, shop=shop, redemption=self.redemption, beans=self.beans,
            bill_fen=self.bill_fen, capture=self.capture, purse=purse, till=till,
            pages=None if funds is None else pages, counters=counters, offer=offer,
            pieces=self.quantity, shop_people=self.shop_people,
        )  # fmt: skip
        yield from taking.facts()
