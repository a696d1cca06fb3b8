"""The clerk: whoever stands at a counter, and what the house lends to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Template

from ledger.book import Book
from ledger.command import By, Command
from ledger.policy import Policy
from ledger.refusals import Refusal
from projections.offers import Offers
from projections.settlements import Settlements
from projections.till import Till


class Clerk(Protocol):
    """One merchant's counter for one request: who, the book, the views, names and words."""

    merchant: str
    merchant_name: str
    book: Book
    till: Till
    settlements: Settlements
    offers: Offers
    policy: Policy
    may_refund: bool

    def now(self) -> datetime:
        """The time, as the house tells it."""

    def sender(self, form_key: str, command: Command) -> By:
        """The command's sender; the same form sent twice is one request."""

    def id_from(self, prefix: str, form_key: str) -> str:
        """The id of what a form makes: the same whenever it is sent, and nobody's choice."""

    def shop_people(self) -> tuple[str, ...]:
        """Volunteers who, by their telephones, may be the same people as those who work here."""

    def redemption_of(self, typed: str) -> str | None:
        """The redemption that a scanned or typed code opens, None when it is no code at all."""

    def voucher_of(self, typed: str) -> str | None:
        """The redemption that a paper voucher opens, None when no voucher was scanned or typed."""

    def begins_to_try(self) -> str | None:
        """What to tell a clerk who has typed too many wrong codes; None when they may go on, and
        have to say when they are done."""

    def guessed_wrong(self) -> None:
        """A code was typed that opens nothing, though it had the shape of one."""

    def has_tried(self) -> None:
        """What came of the code is known, and counted."""

    def masked_names(self, volunteers: Iterable[str]) -> dict[str, str]:
        """What a merchant may see of these people's names."""

    def catch_up(self) -> None:
        """Let the views take in what the book has now."""

    def told(self, refusal: Refusal) -> str:
        """A refusal in the reader's language."""

    def translate(self, message: str, **values: object) -> str:
        """An English message in the reader's language."""

    def sheet(self, name: str, rows: Iterable[Sequence[str | int]]) -> Response[bytes]:
        """A file for a spreadsheet, in which no text is taken for a formula."""

    def page(self, template: str, status: int = 200, **context: Any) -> Template:
        """A page in the frame of the house."""


ClerkHere = NamedDependency[SkipValidation[Clerk]]
"""The clerk of this request, as the house found them."""
