"""Clerks: what the merchant's portal borrows from this house for one request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from litestar import Response
from litestar.response import Template

from api.access.reach import sure
from api.access.table import Deed, may
from api.guarding.sheets import CSV_TYPE, attachment, csv_of
from api.pages.language import LANGUAGE, translate
from api.pages.office.callers import id_from
from api.pages.visits import Visit, house_of, known_visitor, ledger_of, page, sender, told
from api.presenting import Presented, found_by
from api.problems import Stop
from api.recognised import opened, sealed
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.command import By, Command
from ledger.refusals import Refusal
from merchant_portal.by_badge import Customer, NotRecognised


class CounterClerk:
    """Whoever is signed in for a merchant; fills in `merchant_portal.clerk.Clerk`
    and `merchant_portal.by_badge.BadgeClerk`."""

    def __init__(self, request: Visit) -> None:
        who = known_visitor(request)
        if who.merchant is None:
            raise Stop("forbidden")
        self._request = request
        self._who = who
        self._ledger = ledger_of(request, who)
        self.merchant = who.merchant
        self._guesser = f"redemption_code:{who.merchant}"
        self.book = self._ledger.book
        self.till = self._ledger.till
        self.settlements = self._ledger.settlements
        self.offers = self._ledger.offers
        self.may_refund = may(who, Deed.REFUND)
        self.policy = self._ledger.rules.at(self._ledger.clock.now())

    @property
    def merchant_name(self) -> str:
        """What the shop is called."""
        directory = self._ledger.directory
        found = sure(self._ledger, lambda: directory.merchant(self.merchant))
        return found.name if found else ""

    def now(self) -> datetime:
        """The time, as the deployment's clock tells it."""
        return self._ledger.clock.now()

    def sender(self, form_key: str, command: Command) -> By:
        """The session, and the form the command was sent with."""
        return sender(self._ledger, self._who, form_key, command)

    def id_from(self, prefix: str, form_key: str) -> str:
        """The id of what a form makes: the same whenever it is sent, and nobody's choice."""
        here = Caller(self._who, self._ledger, house_of(self._request))
        return id_from(here, prefix, form_key)

    def shop_people(self) -> tuple[str, ...]:
        """Volunteers who, by their telephones, may be the same people as those who work here."""
        return house_of(self._request).shop_people.now(self._ledger.name, self.merchant)

    def redemption_of(self, typed: str) -> str | None:
        """The redemption that a code opens, None when it is no code at all."""
        codes = self._ledger.redemption_codes
        code = codes.normalise(typed)
        return codes.redemption_id(code) if code else None

    def voucher_of(self, typed: str) -> str | None:
        """The redemption that a paper voucher opens, None when no voucher was scanned or typed."""
        return self._ledger.voucher_codes.opened_by(typed)

    def begins_to_try(self) -> str | None:
        """What to tell a clerk who has typed too many wrong codes; None when they may go on, and
        have to say when they are done."""
        seconds = house_of(self._request).attempts.begin(self._guesser)
        wording = WORDING["too_many_attempts"]
        return wording.title(LANGUAGE.get(), {"seconds": seconds}) if seconds else None

    def guessed_wrong(self) -> None:
        """A code was typed that opens nothing; it counts against the merchant."""
        house_of(self._request).attempts.failed(self._guesser)

    def has_tried(self) -> None:
        """What came of the code is known, and counted."""
        house_of(self._request).attempts.end(self._guesser)

    def recognise(
        self, badge: str, pin: str, helper_badge: str, helper_pin: str, helper_code: str
    ) -> str:
        """A seal for whoever shows that, good for five minutes. Raises NotRecognised."""
        house = house_of(self._request)
        presented = Presented(
            badge=badge, pin=pin, helper_badge=helper_badge, helper_pin=helper_pin,
            helper_code=helper_code,
        )  # fmt: skip
        try:
            found = found_by(house, self._ledger, self.merchant, presented)
        except Stop as stop:
            wording = WORDING[stop.code]
            sentence = wording.title(LANGUAGE.get(), stop.details)
            status = 422 if wording.status == 404 else wording.status  # The page itself is there.
            raise NotRecognised(stop.code, status, sentence) from None
        return sealed(house, self.merchant, found)

    def customer(self, seal: str) -> Customer | None:
        """Whom that seal stands for; None when it is too old, or none of ours."""
        known = opened(house_of(self._request), self.merchant, seal)
        return known and Customer(
            volunteer=known.found.volunteer, shown=known.found.shown, helper=known.found.helper,
            redemption=known.redemption,
        )  # fmt: skip

    def masked_names(self, volunteers: Iterable[str]) -> dict[str, str]:
        """What a merchant may see of these people's names."""
        return house_of(self._request).people.masked_names(volunteers)

    def catch_up(self) -> None:
        """Let the views take in what the book has now."""
        self._ledger.shelf.wait_for(self.book.head())

    def told(self, refusal: Refusal) -> str:
        """A refusal in the reader's language."""
        return told(refusal)

    def translate(self, message: str, **values: object) -> str:
        """An English message in the reader's language."""
        return translate(message, **values)

    def sheet(self, name: str, rows: Iterable[Sequence[str | int]]) -> Response[bytes]:
        """A file for a spreadsheet, in which no text is taken for a formula."""
        return attachment(f"{name}.csv", CSV_TYPE, csv_of(rows))

    def page(self, template: str, status: int = 200, **context: Any) -> Template:
        """A page in the frame of the house."""
        return page(self._request, template, status, **context)


def clerk_of(request: Visit) -> CounterClerk:
    """Who stands at the counter; raises NotSignedIn, or Stop for anybody but a merchant."""
    return CounterClerk(request)
