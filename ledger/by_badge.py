"""By badge: beans are taken from somebody who has no telephone, and shows what was printed.

Whose badge it is, whether the PIN was right and who the helper is, the door has found out; no
badge, no PIN and no name comes as far as this.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.facts import Fact, Shown
from ledger.policy import Policy
from ledger.refusals import CodeTaken, HelperOfTheShop
from ledger.states import Rulebook, State
from ledger.subjects.allowance import must_work
from ledger.subjects.appointment import Counters, counters_of
from ledger.subjects.entrusted import Entrusted
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import Offer
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till
from ledger.wishing import Counter, Wish


class RedeemByBadge(Wish, frozen=True, kw_only=True):
    """So many beans of the one whose badge this is, please.

    `shown` says how sure it is that they want it; `helper` is who came in their place, with
    another badge or with a code of their own: it opens `redemption`, and is used up then.
    None of `shop_people` redeems or helps anybody there.
    """

    volunteer: str
    shown: Shown = "badge"
    helper: str | None = None

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
        """What is looked at at the counter, the funds of where the volunteer is at home, and
        where whoever comes works."""
        if volunteer.registered is None:
            return ()
        helps = counters_of(self.helper or self.volunteer)
        counter = self.counter(now, rules, self.volunteer)
        return *counter, Funds(volunteer.community), helps

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
        offer: Offer | None = None,
        funds: Funds | None = None,
        helps: Counters | None = None,
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
        counter, by = Counter(purse, till, works, offer), self.helper
        yield from self.taken(now, policy, shop, counter, pages, shown=self.shown, helper=by)

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
