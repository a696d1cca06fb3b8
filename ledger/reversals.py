"""Reversals: a held redemption is captured or let go, a finished one given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.command import Command
from ledger.facts import BeansHeld, BeansRedeemed, Fact
from ledger.giving_back import earliest, give_beans_back, pieces_for, release
from ledger.policy import Policy
from ledger.refusals import (
    HoldLapsed,
    MoreThanHeld,
    MoreThanTaken,
    NotAuthorised,
    NotTheWhole,
    OwnRedemption,
    RedemptionEnded,
    RedemptionUnknown,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.purse import Purse
from ledger.subjects.till import Redemption, lapsed


class _Step(Command, frozen=True, kw_only=True):
    """A further step of a redemption; `merchant` None when the community or the clock asks.

    `own_volunteers` are those who the one asking is, may be or stands up for: nobody takes a step
    for the own purse.
    """

    redemption: str
    merchant: str | None = None
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """How far the redemption has come."""
        return Rulebook(), Redemption(self.redemption)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption
    ) -> tuple[State, ...]:
        """The purse it came from, and the fund that pays for it."""
        if redemption.volunteer is None or redemption.merchant is None:
            return ()
        purse, fund = Purse(redemption.volunteer), redemption.paid_by
        return (purse, Funds(fund)) if fund else (purse,)

    def asks_last(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
    ) -> tuple[State, ...]:
        """The page of that fund that lies open."""
        return (FundPage(funds.pages[redemption.paid_by]),) if funds is not None else ()

    def check_party(self, redemption: Redemption) -> None:
        """Nobody learns of a redemption at another shop, or takes a step with their own."""
        wrong_shop = self.merchant is not None and redemption.merchant != self.merchant
        if redemption.merchant is None or wrong_shop:
            raise RedemptionUnknown(redemption=self.redemption)
        if redemption.volunteer in self.own_volunteers:
            raise OwnRedemption(redemption=self.redemption)


class CaptureRedemption(_Step, frozen=True, kw_only=True):
    """The customer has the goods: take the held beans, or `beans` of them."""

    beans: int | None = None

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """The beans reach the merchant; what was not taken goes back."""
        self.check_party(redemption)
        held = redemption.held
        if held is None:
            raise NotAuthorised()
        if not redemption.waiting:
            raise RedemptionEnded()
        if lapsed(held, now):
            raise HoldLapsed()
        beans = held.beans if self.beans is None else self.beans
        if beans > held.beans:
            raise MoreThanHeld(held=held.beans, asked=beans)
        policy = rules.named(held.policy) or rules.current
        lots = earliest(held.lots, beans)
        yield BeansRedeemed(
            at=now, beans=beans, source=self.redemption, target=held.held_for,
            volunteer=held.volunteer, lots=lots, balance_after=purse.balance,
            redemption=self.redemption, till=held.till, spent_on=held.spent_on,
            fen=beans * _owed_for_one(held, policy),
            gift_fen=beans * (policy.settlement.fen_per_bean - _owed_for_one(held, policy)),
            bill_fen=held.bill_fen, policy=held.policy,
            paid_by=held.paid_by, offer=held.offer, pieces=pieces_for(held, beans),
            counted=held.counted,
            shown=held.shown, helper=held.helper,
        )  # fmt: skip
        if beans < held.beans:
            yield from release(now, policy, redemption, purse, page, beans, "not_captured")


class VoidRedemption(_Step, frozen=True, kw_only=True):
    """That was a mistake: let the held beans go, or give the taken ones back at once.

    A void is whole: `beans`, where it is said, is the number that will go back.
    """

    beans: int | None = None

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """Everything goes back to its lots; a merchant may do this for a short while only."""
        self.check_party(redemption)
        policy = rules.at(now)
        if redemption.waiting:
            self._check_whole(redemption.held.beans)
            yield from release(now, policy, redemption, purse, page, 0, "voided")
            return
        redeemed = redemption.redeemed
        if redeemed is None or redemption.returned:
            raise RedemptionEnded()
        self._check_whole(redeemed.beans)
        minutes = policy.reversal.merchant_void_minutes
        if self.merchant is not None and now > redeemed.at + timedelta(minutes=minutes):
            raise TooLate(minutes=minutes)
        yield from give_beans_back(now, policy, redemption, purse, page, redeemed.beans, "voided")

    def _check_whole(self, whole: int) -> None:
        if self.beans not in (None, whole):
            raise NotTheWhole(whole=whole)


class RefundRedemption(_Step, frozen=True, kw_only=True):
    """The goods came back: give back so many beans, or all that are left."""

    beans: int | None = None

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """Each bean returns to the lot it came from, never more than were taken."""
        self.check_party(redemption)
        redeemed = redemption.redeemed
        if redeemed is None:
            raise NotAuthorised()
        left = redeemed.beans - redemption.returned
        beans = left if self.beans is None else self.beans
        if not left:
            raise RedemptionEnded()
        if beans > left:
            raise MoreThanTaken(taken=left, asked=beans)
        policy = rules.at(now)
        days = policy.reversal.merchant_refund_days
        if self.merchant is not None and now > redeemed.at + timedelta(days=days):
            raise TooLate(days=days)
        yield from give_beans_back(now, policy, redemption, purse, page, beans, "refunded")


class LapseHold(_Step, frozen=True, kw_only=True):
    """The merchant's time is over; asked by the clock, harmless when asked again."""

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """Held beans go back once their time is over."""
        if redemption.waiting and lapsed(redemption.held, now):
            yield from release(now, rules.at(now), redemption, purse, page, 0, "lapsed")


def _owed_for_one(held: BeansHeld, policy: Policy) -> int:
    # Beans that stand on money are owed for as much as was reserved, whatever a policy says now.
    return held.fen // held.beans if held.page else policy.settlement.owed_fen_per_bean
