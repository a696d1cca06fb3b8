"""By voucher: beans that wait on paper reach the shop it was brought to, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import BeansRedeemed, Fact
from ledger.refusals import VoucherAtOnce, VoucherIsWhole
from ledger.states import Rulebook, State
from ledger.subjects.allowance import limits, must_be_good
from ledger.subjects.appointment import Counters, counters_of
from ledger.subjects.offer import NO_OFFER, Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant
from ledger.subjects.till import Redemption, Till, till_of
from ledger.taking import Taking


class TakeVoucher(Command, frozen=True, kw_only=True):
    """This voucher, please, as it is; `beans`, where they are said, are those printed on it.

    `bill_fen`, `offer`, `quantity` and `shop_people` are as for a code.
    """

    redemption: str
    merchant: str
    beans: int | None = None
    bill_fen: int | None = None
    capture: bool = True
    offer: str = NO_OFFER
    quantity: int = 1
    shop_people: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the voucher stands for, and who takes it."""
        return Rulebook(), Redemption(self.redemption), Merchant(self.merchant)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption, merchant: Merchant
    ) -> tuple[State, ...]:
        """The purse behind it, the merchant's month, where the volunteer works, what is offered."""
        if redemption.printed is None:
            return ()
        till = till_of(self.merchant, rules.at(now).local_date(now))
        volunteer = redemption.printed.volunteer
        return Purse(volunteer), Till(till), counters_of(volunteer), Offer(self.offer)

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
    ) -> Iterator[Fact]:
        """The beans that waited reach the merchant, all of them; their money is reserved."""
        shop = merchant.must_take()
        printed = must_be_good(now, redemption, shop.kind)
        assert purse is not None and till is not None
        assert counters is not None and offer is not None
        if not self.capture:
            raise VoucherAtOnce()
        if self.beans not in (None, printed.beans):
            raise VoucherIsWhole(whole=printed.beans)
        policy = rules.at(now)
        today = policy.local_date(now)
        taking = Taking(
            now=now, policy=policy, shop=shop, redemption=self.redemption, beans=printed.beans,
            bill_fen=self.bill_fen, capture=True, purse=purse, till=till, pages=None,
            counters=counters, shop_people=self.shop_people, offer=offer, pieces=self.quantity,
            shown="voucher",
        )  # fmt: skip
        taking.must_be_for_them(today)
        for limit in limits(policy, today, shop, purse, till, self.bill_fen, "voucher"):
            limit.bear(printed.beans)
        as_printed = rules.named(printed.policy) or rules.current
        yield BeansRedeemed(
            at=now, beans=printed.beans, source=self.redemption, target=self.merchant,
            volunteer=printed.volunteer, lots=printed.lots, balance_after=purse.balance,
            redemption=self.redemption, till=till.tags[0], spent_on=today,
            fen=printed.beans * as_printed.settlement.owed_fen_per_bean, bill_fen=self.bill_fen,
            policy=printed.policy, paid_by=printed.paid_by, **taking.of_offer(), shown="voucher",
        )  # fmt: skip
