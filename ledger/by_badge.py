"""By badge: beans are taken from somebody who has no telephone, and shows what was printed.

Whose badge it is, whether the PIN was right and who the helper is, the door has found out; no
badge, no PIN and no name comes as far as this.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, Shown
from ledger.refusals import CodeTaken, HelperOfTheShop, VolunteerUnknown
from ledger.states import Rulebook, State
from ledger.subjects.entrusted import Entrusted
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till, till_of
from ledger.taking import Taking


class RedeemByBadge(Command, frozen=True, kw_only=True):
    """So many beans of the one whose badge this is, please.

    `shown` says how sure it is that they want it; `helper` is who came in their place.
    `of_the_shop` are the volunteers who work in the shop: none of them is anybody's helper there.
    """

    redemption: str
    merchant: str
    volunteer: str
    beans: int
    bill_fen: int | None = None
    capture: bool = True
    shown: Shown = "badge"
    helper: str | None = None
    of_the_shop: tuple[str, ...] = ()

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
        """The purse, the merchant's month, and the funds of where the volunteer is at home."""
        if volunteer.registered is None:
            return ()
        till = till_of(self.merchant, rules.at(now).local_date(now))
        return Purse(self.volunteer), Till(till), Funds(volunteer.community)

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
        funds: Funds | None = None,
        *pages: FundPage,
    ) -> Iterator[Fact]:
        """The beans go to the merchant, or wait, as they do for a code."""
        shop = merchant.must_exist()
        volunteer.must_exist()
        if redemption.volunteer is not None:
            raise CodeTaken()
        if self.helper is not None:
            self._must_help(self.helper, comes, entrusted)
        if purse is None or till is None:
            raise VolunteerUnknown(volunteer=self.volunteer)
        taking = Taking(
            now=now, policy=rules.at(now), shop=shop, redemption=self.redemption,
            beans=self.beans, bill_fen=self.bill_fen, capture=self.capture, purse=purse,
            till=till, pages=pages, shown=self.shown, helper=self.helper,
        )  # fmt: skip
        yield from taking.facts()

    def _must_help(self, helper: str, comes: Volunteer, entrusted: Entrusted) -> None:
        """Raise a refusal unless whoever comes may, and may here."""
        entrusted.must_name(helper)
        comes.must_exist()
        if helper in self.of_the_shop:
            raise HelperOfTheShop()
