"""Redemptions: a code is shown, beans are taken at once or held first, and may be given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ledger.command import Command
from ledger.counting.lots import dead, spend
from ledger.facts import (
    EXPIRED,
    BeansExpired,
    BeansHeld,
    BeansRedeemed,
    Fact,
    RedemptionCodeIssued,
)
from ledger.policy import Policy
from ledger.refusals import CodeTaken, CodeUnknown
from ledger.states import Rulebook, State
from ledger.subjects.allowance import must_be_allowed, must_work
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till, till_of


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
            expires_at=now + timedelta(seconds=valid_seconds),
        )  # fmt: skip


class RedeemBeans(Command, frozen=True, kw_only=True):
    """This code, so many beans, please. (`capture` false: hold them until I confirm.)

    `bill_fen` is the whole bill when beans pay a part of it.
    """

    redemption: str
    merchant: str
    beans: int
    bill_fen: int | None = None
    capture: bool = True

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the code stands for, and who takes it."""
        return Rulebook(), Redemption(self.redemption), Merchant(self.merchant)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant
    ) -> tuple[State, ...]:
        """The purse behind the code, and the merchant's month."""
        if redemption.issued is None:
            return ()
        till = till_of(self.merchant, rules.at(now).local_date(now))
        return Purse(redemption.issued.volunteer), Till(till)

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        purse: Purse | None = None,
        till: Till | None = None,
    ) -> Iterator[Fact]:
        """The beans go to the merchant, or wait; lots whose day has come are gone before."""
        shop = merchant.must_exist()
        policy = rules.at(now)
        today = policy.local_date(now)
        if redemption.issued is None or purse is None or till is None:
            raise CodeUnknown()
        must_work(policy, now, redemption)
        must_be_allowed(policy, today, self.beans, shop, purse, till, self.bill_fen)
        living = sum(purse.living(today).values())
        gone = dead(purse.lots, today)
        if gone:
            yield BeansExpired(
                at=now, beans=sum(gone.values()), source=purse.tags[0], target=EXPIRED,
                volunteer=purse.tags[0], lots=gone, balance_after=living,
            )  # fmt: skip
        yield self._taken(policy, now, today, purse, living - self.beans, till.tags[0])

    def _taken(
        self, policy: Policy, now: datetime, today: date, purse: Purse, left: int, till: str
    ) -> Fact:
        volunteer = purse.tags[0]
        lots = spend(purse.lots, self.beans, today)
        if self.capture:
            return BeansRedeemed(
                at=now, beans=self.beans, source=volunteer, target=self.merchant,
                volunteer=volunteer, lots=lots, balance_after=left, redemption=self.redemption,
                till=till, spent_on=today, fen=self.beans * policy.settlement.fen_per_bean,
                bill_fen=self.bill_fen, policy=policy.name,
            )  # fmt: skip
        lapses_at = now + timedelta(seconds=policy.redemption.merchant_confirm_seconds)
        return BeansHeld(
            at=now, beans=self.beans, source=volunteer, target=self.redemption,
            volunteer=volunteer, lots=lots, balance_after=left, redemption=self.redemption,
            till=till, held_for=self.merchant, spent_on=today, lapses_at=lapses_at,
            bill_fen=self.bill_fen, policy=policy.name,
        )  # fmt: skip
