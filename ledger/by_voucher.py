"""By voucher: beans that wait on paper reach the shop it was brought to, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.facts import BeansRedeemed, Fact
from ledger.refusals import VoucherAtOnce, VoucherIsWhole
from ledger.states import Rulebook, State
from ledger.subjects.allowance import limits, must_be_good
from ledger.subjects.appointment import Counters
from ledger.subjects.offer import Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant
from ledger.subjects.till import Redemption, Till
from ledger.wishing import Counter, Wish


class TakeVoucher(Wish, frozen=True, kw_only=True):
    """This voucher, please, as it is; `beans`, where they are said, are those printed on it."""

    beans: int | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the voucher stands for, and who takes it."""
        return Rulebook(), Redemption(self.redemption), Merchant(self.merchant)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant
    ) -> tuple[State, ...]:
        """What is looked at at the counter; the money behind the beans was reserved before."""
        printed = redemption.printed
        return self.counter(now, rules, printed.volunteer) if printed is not None else ()

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
    ) -> Iterator[Fact]:
        """The beans that waited reach the merchant, all of them; their money is reserved."""
        shop = merchant.must_take()
        printed = must_be_good(now, redemption, shop.kind)
        assert purse is not None and till is not None
        assert works is not None and offer is not None
        if not self.capture:
            raise VoucherAtOnce()
        if self.beans not in (None, printed.beans):
            raise VoucherIsWhole(whole=printed.beans)
        policy = rules.at(now)
        today = policy.local_date(now)
        counter = Counter(purse, till, works, offer)
        taking = self.judged(now, policy, shop, counter, printed.beans, "voucher")
        taking.must_be_for_them(today)
        for limit in limits(policy, today, shop, purse, till, self.bill_fen, "voucher"):
            limit.bear(printed.beans)
        settled = (rules.named(printed.policy) or rules.current).settlement
        yield BeansRedeemed(
            at=now, beans=printed.beans, source=self.redemption, target=self.merchant,
            volunteer=printed.volunteer, lots=printed.lots, balance_after=purse.balance,
            redemption=self.redemption, till=till.tags[0], spent_on=today,
            fen=printed.beans * settled.owed_fen_per_bean,
            gift_fen=printed.beans * settled.gift_fen_per_bean, bill_fen=self.bill_fen,
            policy=printed.policy, paid_by=printed.paid_by, **taking.of_offer(), shown="voucher",
        )  # fmt: skip
