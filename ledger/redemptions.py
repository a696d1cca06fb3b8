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
    MerchantWelcomed,
    RedemptionCodeIssued,
)
from ledger.policy import Policy
from ledger.refusals import (
    AccountBlocked,
    CodeExpired,
    CodeTaken,
    CodeUnknown,
    CodeUsed,
    LimitExceeded,
    NotEnoughBeans,
)
from ledger.states import Rulebook, State
from ledger.subjects.purse import Purse, month_of
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
        _check_code(policy, now, redemption)
        self._check_limits(policy, today, shop, purse, till)
        living = sum(purse.living(today).values())
        if policy.reversal.negative_blocks_redemption and purse.debt:
            raise AccountBlocked(debt=purse.debt)
        if living < self.beans:
            raise NotEnoughBeans(need=self.beans, have=living)
        gone = dead(purse.lots, today)
        if gone:
            yield BeansExpired(
                at=now, beans=sum(gone.values()), source=purse.tags[0], target=EXPIRED,
                volunteer=purse.tags[0], lots=gone, balance_after=living,
            )  # fmt: skip
        yield self._taken(policy, now, today, purse, living - self.beans, till.tags[0])

    def _check_limits(
        self, policy: Policy, today: date, shop: MerchantWelcomed, purse: Purse, till: Till
    ) -> None:
        rule, day = policy.redemption, today.isoformat()
        today_after = purse.redeemed.of(day) + self.beans
        month_after = purse.redeemed_long.of(month_of(today)) + self.beans
        if self.beans < rule.min_beans:
            raise LimitExceeded(limit="min_beans", most=rule.min_beans, asked=self.beans)
        _at_most("max_per_transaction", rule.max_per_transaction, self.beans)
        _at_most("max_transactions_per_day", rule.max_transactions_per_day, purse.uses.of(day) + 1)
        _at_most("max_per_day", rule.max_per_day, today_after)
        _at_most("max_per_month", rule.max_per_month, month_after)
        if shop.monthly_cap is not None:
            _at_most("merchant_monthly_cap", shop.monthly_cap, till.beans + self.beans)
        if self.bill_fen is not None:
            charity = shop.kind == "charity"
            share = (
                rule.max_offset_permille_charity if charity else rule.max_offset_permille_commercial
            )
            most = self.bill_fen * share // 1000 // policy.settlement.fen_per_bean
            _at_most("max_offset", most, self.beans)

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


def _check_code(policy: Policy, now: datetime, redemption: Redemption) -> None:
    if redemption.used:
        raise CodeUsed()
    skew = timedelta(seconds=policy.redemption.code_clock_skew_seconds)
    if redemption.issued is not None and now > redemption.issued.expires_at + skew:
        raise CodeExpired()


def _at_most(limit: str, most: int, asked: int) -> None:
    if asked > most:
        raise LimitExceeded(limit=limit, most=most, asked=asked)
