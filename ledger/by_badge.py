"""By badge: beans are taken from somebody who has no telephone, and shows what was printed.

Whose badge it is, whether the PIN was right and who the helper is, the door has found out; no
badge, no PIN and no name comes as far as this.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import Fact, Shown
from ledger.policy import Policy
from ledger.refusals import CodeTaken, HelperOfTheShop
from ledger.states import Rulebook, State
from ledger.subjects.allowance import must_work
from ledger.subjects.appointment import Counters, counters_of
from ledger.subjects.entrusted import Entrusted
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import NO_OFFER, Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till, till_of
from ledger.taking import Taking


class RedeemByBadge(Command, frozen=True, kw_only=True):
    """So many beans of the one whose badge this is, please.

    `shown` says how sure it is that they want it; `helper` is who came in their place, with
    another badge or with a code of their own: it opens `redemption`, and is used up then.
    `shop_people` are volunteers whom the door knows to work in the shop: none of them redeems or
    helps anybody there.
    """

    redemption: str
    merchant: str
    volunteer: str
    beans: int
    bill_fen: int | None = None
    capture: bool = True
    shown: Shown = "badge"
    helper: str | None = None
    offer: str = NO_OFFER
    quantity: int = 1
    shop_people: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Who comes, for whom, and who takes it."""
        return (
            Rulebook(), Redemption(self.redemption), Merchant(self.merchant),
            Volunteer(self.volunteer), Volunteer(self.helper or self.volunteer),
            Entrusted(self.volunteer),
        )  # fmt: skip

    def asks_further(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        volunteer: Volunteer,
        comes: Volunteer,
        entrusted: Entrusted,
    ) -> tuple[State, ...]:
        """The purse, the merchant's month, where both of them work, what is offered, and the
        funds of where the volunteer is at home."""
        if volunteer.registered is None:
            return ()
        till = till_of(self.merchant, rules.at(now).local_date(now))
        works, helps = counters_of(self.volunteer), counters_of(self.helper or self.volunteer)
        beans, money = Purse(self.volunteer), Funds(volunteer.community)
        return beans, Till(till), works, helps, Offer(self.offer), money

    def asks_last(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        merchant: Merchant,
        volunteer: Volunteer,
        comes: Volunteer,
        entrusted: Entrusted,
        purse: Purse | None = None,
        till: Till | None = None,
        works: Counters | None = None,
        helps: Counters | None = None,
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
        volunteer: Volunteer,
        comes: Volunteer,
        entrusted: Entrusted,
        purse: Purse | None = None,
        till: Till | None = None,
        works: Counters | None = None,
        helps: Counters | None = None,
        offer: Offer | None = None,
        funds: Funds | None = None,
        *pages: FundPage,
    ) -> Iterator[Fact]:
        """The beans go to the merchant, or wait, as they do for a code."""
        shop = merchant.must_take()
        volunteer.must_exist()
        policy = rules.at(now)
        self._must_be_free(policy, now, redemption)
        assert purse is not None and till is not None and works is not None and offer is not None
        if self.helper is not None:
            entrusted.must_name(self.helper)
            comes.must_exist()
            self._must_not_work_here(self.helper, helps, policy.local_date(now))
        taking = Taking(
            now=now, policy=policy, shop=shop, redemption=self.redemption, beans=self.beans,
            bill_fen=self.bill_fen, capture=self.capture, purse=purse, till=till, pages=pages,
            counters=works, shop_people=self.shop_people, offer=offer, pieces=self.quantity,
            shown=self.shown, helper=self.helper,
        )  # fmt: skip
        yield from taking.facts()

    def _must_be_free(self, policy: Policy, now: datetime, redemption: Redemption) -> None:
        """Raise a refusal unless this is a new redemption, or the helper's code opens it."""
        if redemption.issued is not None and redemption.issued.volunteer == self.helper:
            must_work(policy, now, redemption)
        elif redemption.volunteer is not None:
            raise CodeTaken()

    def _must_not_work_here(self, helper: str, helps: Counters | None, today: date) -> None:
        """Raise `HelperOfTheShop` for a helper who keeps this shop or serves in it."""
        works_here = helps is not None and helps.at(self.merchant, today)
        if works_here or helper in self.shop_people:
            raise HelperOfTheShop()
