"""Redemptions: a code is shown, and beans are taken for it at once, or held first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.command import Command
from ledger.facts import Fact, RedemptionCodeIssued
from ledger.refusals import CodeTaken, CodeUnknown
from ledger.states import Rulebook, State
from ledger.subjects.allowance import must_work
from ledger.subjects.appointment import Counters
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till
from ledger.wishing import Counter, Wish


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
        if redemption.volunteer is not None:
            raise CodeTaken()
        valid_seconds = rules.at(now).redemption.code_valid_seconds
        yield RedemptionCodeIssued(
            at=now, redemption=self.redemption, volunteer=self.volunteer,
            expires_at=now + timedelta(seconds=valid_seconds), issuer=volunteer.community,
        )  # fmt: skip


class RedeemBeans(Wish, frozen=True, kw_only=True):
    """This code, so many beans, please."""

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the code stands for, and who takes it."""
        return Rulebook(), Redemption(self.redemption), Merchant(self.merchant)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant
    ) -> tuple[State, ...]:
        """What is looked at at the counter, and the funds of who issued the beans: whose
        community it is pays, wherever they are spent."""
        issued = redemption.issued
        if issued is None:
            return ()
        counter = self.counter(now, rules, issued.volunteer)
        return (*counter, Funds(issued.issuer)) if issued.issuer else counter

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        purse: Purse | None = None,
        till: Till | None = None,
        works: Counters | None = None,
        offer: Offer | None = None,
        funds: Funds | None = None,
        *pages: FundPage,
    ) -> Iterator[Fact]:
        """The beans go to the merchant, or wait, and the money behind them is reserved."""
        shop = merchant.must_take()
        policy = rules.at(now)
        if redemption.issued is None or purse is None or till is None:
            raise CodeUnknown()
        assert works is not None and offer is not None
        must_work(policy, now, redemption)
        counter, money = Counter(purse, till, works, offer), None if funds is None else pages
        yield from self.taken(now, policy, shop, counter, money)
