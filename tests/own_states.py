"""Own states: what a book answers itself with, replayed from its store, held against the abacus."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.book import Book
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.offer import Offer
from ledger.subjects.purse import Purse
from ledger.subjects.till import Till
from tests.paper_dealings import PaperDealings


class OwnStates:
    """The states of one book beside the reckoning; they must say the same."""

    def __init__(self, book: Book, reckoning: PaperDealings) -> None:
        self._book, self._reckoning = book, reckoning

    def check(self, people: Iterable[str], tills: Iterable[str], offers: Iterable[str]) -> None:
        """Compare these purses, what these months promised, and what is left of these offers."""
        for name in people:
            self._check_purse(name)
        for till in tills:
            self._check_till(till)
        for name in offers:
            assert self._book.look(Offer(name)).left == self._reckoning.offers[name].left, name

    def _check_purse(self, name: str) -> None:
        purse, person = self._book.look(Purse(name)), self._reckoning.people[name]
        deals = self._reckoning.deals.items()
        held = {code: deal.held for code, deal in deals if deal.held and deal.person == name}
        assert (purse.lots, purse.debt) == (dated(person.lots), person.debt), name
        assert (purse.held, purse.balance) == (held, person.balance), name

    def _check_till(self, till: str) -> None:
        month = till.rpartition("-")[2]
        months = self._reckoning.shops[whose(till)].months
        beans = months[int(month[:4]) * 12 + int(month[4:]) - 1]
        assert self._book.look(Till(till)).beans == beans, till

    def check_fund(self, fund: str) -> None:
        """All money that was given is free, or kept for beans that shops have or wait for."""
        page = self._book.look(FundPage(self._book.look(Funds(fund)).pages[fund]))
        promised = self._reckoning.promised_fen
        assert (page.reserved_fen, page.paid_fen) == (promised, 0)
        assert page.free_fen == self._reckoning.given_fen - promised


def whose(till: str) -> str:
    """The merchant a till belongs to."""
    return f"merchant-{till.split('-')[1]}"


def dated(lots: dict[int, int]) -> dict[str, int]:
    """Lots by the day they die on, as it is written."""
    return {date.fromordinal(lot).isoformat(): beans for lot, beans in lots.items()}
