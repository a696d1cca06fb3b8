"""The allowance: how many beans may be redeemed here and now, and what it is that ends them.

The rule refuses by these limits, and the counter shows them before anybody asks: one arithmetic,
so that a clerk never promises what the book will not give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ledger.facts import MerchantWelcomed, Shown, VoucherPrinted
from ledger.policy import Policy
from ledger.refusals import (
    AccountBlocked,
    CodeExpired,
    CodeUnknown,
    CodeUsed,
    LimitExceeded,
    NotEnoughBeans,
    VoucherCancelled,
    VoucherForCharity,
    VoucherLapsed,
)
from ledger.subjects.purse import Purse, month_of
from ledger.subjects.till import Redemption, Till

BALANCE, BLOCKED, FUND = "balance", "account_blocked", "fund"
"""What may end an allowance beside the limits: the purse holds no more, a debt stands, or no fund
has more money free."""


class Limit(NamedTuple):
    """A limit by its name: `most` of something, of which `already` is gone.

    It counts beans, or redemptions where `times` is true.
    """

    name: str
    most: int
    already: int = 0
    times: bool = False

    @property
    def left(self) -> int:
        """What is not gone yet; never below zero."""
        return max(self.most - self.already, 0)

    def bear(self, beans: int) -> None:
        """Raise `LimitExceeded` when one redemption of so many beans would pass the limit."""
        asked = self.already + (1 if self.times else beans)
        if asked > self.most:
            raise LimitExceeded(limit=self.name, most=self.most, asked=asked)


class Allowance(NamedTuple):
    """So many beans may be redeemed; `ends_with` names the limit that allows no more of them.

    Zero when what is left is below the least that may be redeemed.
    """

    beans: int
    ends_with: str


def limits_of_shop(policy: Policy, shop: MerchantWelcomed, taken: int) -> Iterator[Limit]:
    """What holds at this counter whoever comes, in the order in which it is told; `taken` is how
    many beans the shop took this month, held ones included."""
    yield Limit("max_per_transaction", policy.redemption.max_per_transaction)
    if shop.monthly_cap is not None:
        yield Limit("merchant_monthly_cap", shop.monthly_cap, taken)


def limits_agreed(shop: MerchantWelcomed, today: date, till: Till) -> Iterator[Limit]:
    """What was agreed with this shop beside its month, in the order in which it is told."""
    if shop.cap_per_transaction is not None:
        yield Limit("merchant_cap_per_transaction", shop.cap_per_transaction)
    if shop.cap_per_day is not None:
        yield Limit("merchant_cap_per_day", shop.cap_per_day, till.on(today))


def limits(
    policy: Policy, today: date, shop: MerchantWelcomed, purse: Purse, till: Till,
    bill_fen: int | None = None, shown: Shown = "code",
) -> Iterator[Limit]:  # fmt: skip
    """Every limit upwards for this person at this counter, in the order in which it is told.

    Whoever finds a badge may show it: what it gives without a PIN has a limit of its own.
    """
    rule, day = policy.redemption, today.isoformat()
    at_once, *cap = limits_of_shop(policy, shop, till.beans)
    yield at_once
    yield Limit(
        "max_transactions_per_day", rule.max_transactions_per_day, purse.uses.of(day), times=True
    )
    yield Limit("max_per_day", rule.max_per_day, purse.redeemed.of(day))
    if shown == "badge":
        alone = purse.by_badge_alone.of(day)
        yield Limit("static_code_max_per_day", rule.static_code_max_per_day, alone)
    yield Limit("max_per_month", rule.max_per_month, purse.redeemed_long.of(month_of(today)))
    yield from cap
    yield from limits_agreed(shop, today, till)
    if bill_fen is not None and policy.settlement.fen_per_bean:  # Else they take nothing off.
        yield Limit("max_offset", offset_beans(policy, shop, bill_fen))


def offset_permille(policy: Policy, shop: MerchantWelcomed) -> int:
    """The share of a bill, in thousandths, that beans may take off in this shop."""
    rule = policy.redemption
    if shop.kind == "charity":
        return rule.max_offset_permille_charity
    return rule.max_offset_permille_commercial


def offset_beans(policy: Policy, shop: MerchantWelcomed, bill_fen: int) -> int:
    """The most beans that a bill of so many fen takes."""
    return bill_fen * offset_permille(policy, shop) // 1000 // policy.settlement.fen_per_bean


def must_be_allowed(
    policy: Policy, today: date, beans: int, shop: MerchantWelcomed, purse: Purse, till: Till,
    bill_fen: int | None = None, shown: Shown = "code",
) -> None:  # fmt: skip
    """Raise `LimitExceeded`, `AccountBlocked` or `NotEnoughBeans` unless so many may be taken."""
    least = policy.redemption.min_beans
    if beans < least:
        raise LimitExceeded(limit="min_beans", most=least, asked=beans)
    for limit in limits(policy, today, shop, purse, till, bill_fen, shown):
        limit.bear(beans)
    if blocked(policy, purse):
        raise AccountBlocked(debt=purse.debt)
    living = sum(purse.living(today).values())
    if living < beans:
        raise NotEnoughBeans(need=beans, have=living)


def allowance(
    policy: Policy, today: date, shop: MerchantWelcomed, purse: Purse, till: Till,
    bill_fen: int | None = None, shown: Shown = "code",
) -> Allowance:  # fmt: skip
    """The most beans for which `must_be_allowed` stays silent, and what ends them."""
    if blocked(policy, purse):
        return Allowance(0, BLOCKED)
    ends: list[Allowance] = []
    for limit in limits(policy, today, shop, purse, till, bill_fen, shown):
        if not limit.times:
            ends.append(Allowance(limit.left, limit.name))
        elif not limit.left:
            ends.append(Allowance(0, limit.name))
    ends.append(Allowance(sum(purse.living(today).values()), BALANCE))
    beans, ends_with = min(ends, key=lambda end: end.beans)
    return Allowance(beans if beans >= policy.redemption.min_beans else 0, ends_with)


def as_far_as_covered(policy: Policy, most: Allowance, free_fen: Iterable[int]) -> Allowance:
    """So many of these beans as one of the funds has free money for: a redemption has one payer."""
    fen_a_bean = policy.settlement.owed_fen_per_bean
    if not policy.fund.reserve_at_authorisation or not fen_a_bean:
        return most
    beans = max(free_fen, default=0) // fen_a_bean
    if beans >= most.beans:
        return most
    return Allowance(beans if beans >= policy.redemption.min_beans else 0, FUND)


def blocked(policy: Policy, purse: Purse) -> bool:
    """Whether a debt keeps the purse shut."""
    return policy.reversal.negative_blocks_redemption and purse.debt > 0


def must_be_good(now: datetime, redemption: Redemption, merchant_kind: str) -> VoucherPrinted:
    """How the voucher was printed; raises what keeps it from being taken in such a shop: its end,
    or that the money behind it is bound."""
    printed, released = redemption.printed, redemption.released
    if printed is None:
        raise CodeUnknown()
    if redemption.redeemed is not None:
        raise CodeUsed()
    if released is not None and released.reason == "cancelled":
        raise VoucherCancelled()
    if released is not None or now >= printed.lapses_at:
        raise VoucherLapsed()
    if printed.purpose == "charity" and merchant_kind != "charity":
        raise VoucherForCharity()
    return printed


def must_work(policy: Policy, now: datetime, redemption: Redemption) -> None:
    """Raise `CodeUsed` or `CodeExpired` unless the code of this redemption still works."""
    if redemption.used:
        raise CodeUsed()
    skew = timedelta(seconds=policy.redemption.code_clock_skew_seconds)
    if redemption.issued is not None and now > redemption.issued.expires_at + skew:
        raise CodeExpired()
