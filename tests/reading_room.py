"""The reading room: the views of a store that others write to, held against the abacus."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from api.journals.outside import ask_all
from ledger.book import Book
from projections.balances import Account, Balances
from projections.funds import Funds
from projections.offers import Offers
from projections.shelf import Shelf
from projections.shelf.store import Store
from projections.statements import Statements
from projections.supply import Supply
from projections.till import Till
from projections.trial_balance import TrialBalance
from projections.views import VIEWS
from projections.vouchers import Vouchers
from tests.abacus import Shop
from tests.dealings import Dealings
from tests.shelves import rows_on

EVERYTHING = 100_000
"""More lines than anybody's statement has."""


class ReadingRoom:
    """Views that follow a book; after each step they must say what the abacus says."""

    def __init__(self, book: Book, store: Store) -> None:
        self._book, self._shelf = book, Shelf(store, book, VIEWS)
        self._balances, self._statements = Balances(self._shelf), Statements(self._shelf)
        self._till, self._trial = Till(self._shelf), TrialBalance(self._shelf)
        self._supply, self._funds = Supply(self._shelf), Funds(self._shelf)
        self._vouchers, self._offers = Vouchers(self._shelf), Offers(self._shelf)

    def check(
        self, reckoning: Dealings, people: Iterable[str], shops: Iterable[str],
        offers: Iterable[str],
    ) -> None:  # fmt: skip
        """Follow, and compare all totals, the accounts of these people and shops, and what is
        left of these offers."""
        self._shelf.follow()
        held = sum(deal.held for deal in reckoning.deals.values())
        owned = sum(person.balance for person in reckoning.people.values())
        taken = sum(shop.beans for shop in reckoning.shops.values())
        trial = self._trial.of()
        assert sum(trial.values()) == 0, trial
        told = {"volunteers": owned, "held": held, "merchants": taken, "expired": reckoning.gone}
        assert {kind: trial[kind] for kind in told} == told
        self._check_supply(reckoning, trial)
        self._check_money(reckoning)
        for name in offers:
            assert self._offers.offer(name).left == reckoning.offers[name].left, name
        for name in people:
            self._check_person(reckoning, name)
        for name in shops:
            self._check_shop(reckoning, name, reckoning.shops[name])

    def _check_supply(self, reckoning: Dealings, trial: dict[str, int]) -> None:
        """Every bean that was issued is accounted for, in the words of the trial balance."""
        beans = self._supply.of(None, date.min, 0)
        assert beans.issued + beans.forgiven - beans.clawed_back == -trial["issuance"]
        told = {
            "volunteers": beans.outstanding - beans.debt, "held": beans.held,
            "merchants": beans.spent, "expired": beans.expired,
        }  # fmt: skip
        assert {kind: trial[kind] for kind in told} == told
        assert beans.debt == sum(person.debt for person in reckoning.people.values())

    def _check_money(self, reckoning: Dealings) -> None:
        """What was given is free, or promised to some shop."""
        promised = reckoning.promised_fen
        told = [(fund.free_fen, fund.reserved_fen) for fund in self._funds.funds_of()]
        assert told in ([], [(reckoning.given_fen - promised, promised)])

    def _check_person(self, reckoning: Dealings, name: str) -> None:
        person, account = reckoning.people[name], self._balances.of(name)
        held = sum(deal.held for deal in reckoning.deals.values() if deal.person == name)
        training = sum(was.training for was in person.standing())
        assert isinstance(account, Account)
        assert (account.beans, account.debt, account.held, account.minutes) == (
            person.balance, person.debt, held, person.minutes
        ), name  # fmt: skip
        assert account.training_minutes == training
        lots = {lot.dies_on: lot.beans for lot in self._balances.lots_of(name)}
        assert lots == {date.fromordinal(day).isoformat(): n for day, n in person.lots.items()}
        waiting = [deal for deal in reckoning.deals.values() if deal.on_paper and deal.held]
        papers = sorted(deal.held for deal in waiting if deal.person == name)
        assert sorted(each.beans for each in self._vouchers.of(name)) == papers
        lines = self._statements.of(name, EVERYTHING)
        assert sum(line.beans for line in lines) == person.balance
        assert sum(line.minutes for line in lines) == person.minutes
        assert not lines or lines[0].balance == person.balance

    def _check_shop(self, reckoning: Dealings, name: str, shop: Shop) -> None:
        months = self._till.months_of(name, EVERYTHING)
        held = sum(deal.held for deal in reckoning.deals.values() if deal.shop == name)
        assert sum(month.net_beans for month in months) == shop.beans, name
        assert sum(month.held for month in months) == held, name
        fen = shop.beans * reckoning.fen_per_bean
        assert sum(month.payable_fen for month in months) == fen, name

    def check_rebuilt(self) -> None:
        """Views made anew from the first fact are row for row the ones that followed."""
        live = rows_on(self._shelf)
        self._shelf.rebuild()
        assert rows_on(self._shelf) == live

    def check_outside(self) -> None:
        """Programs that we did not write come to the numbers on these views."""
        _, verdicts = ask_all(self._book, self._shelf, "panlong")
        assert [verdict.outcome for verdict in verdicts] == ["ok", "ok"], verdicts

    def close(self) -> None:
        """Put the views away."""
        self._shelf.close()
