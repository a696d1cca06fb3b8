"""Settling: every statement beside what the tills really held when it was frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from api.verifying.difference import Difference, at
from ledger.counting.statement_months import month_before
from ledger.counting.till_roll import TillRoll
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    Fact,
    SettlementPaid,
    StatementFrozen,
)
from ledger.subjects.settlement import Owed, Settlement, till_behind
from projections.tills import whose_till

Sums = Mapping[tuple[str, str], tuple[int, ...]]


class Settling:
    """The rolls, debts and statements of every merchant, folded as the rules fold them."""

    def __init__(self) -> None:
        self._rolls: dict[str, TillRoll] = {}
        self._owed: dict[str, Owed] = {}
        self._settlements: dict[str, Settlement] = {}
        self._paid: Counter[str] = Counter()

    def take_in(self, fact: Fact, position: int) -> Iterator[Difference]:
        """One more fact, and what is wrong with it."""
        if isinstance(fact, BeansRedeemed | BeansReturned):
            yield from self._print(fact, position)
        elif isinstance(fact, Settlement.listens):
            if isinstance(fact, StatementFrozen):
                yield from self._check_frozen(fact, position)
            settlement = self._settlement(fact.settlement)
            if isinstance(fact, SettlementPaid):
                yield from self._check_paid(fact, settlement, position)
            settlement.evolve(fact)
            if isinstance(fact, Owed.listens):
                self._owed_to(fact.merchant).evolve(fact)

    def totals(self, accounts: Mapping[str, int]) -> Iterator[Difference]:
        """What is stated, and what waits for a statement, are together the merchants' beans."""
        beans: Counter[str] = Counter()
        for till, roll in self._rolls.items():
            beans[whose_till(till)[0]] += roll.kept.beans
        merchants = {each for each in accounts if each.startswith("merchant-")}
        for merchant in sorted(merchants | beans.keys()):
            held = accounts.get(merchant, 0)
            if held != beans[merchant]:
                yield Difference(
                    f"{merchant} 的账户为 {held}，各月明细合计 {beans[merchant]}。",
                    f"The account of {merchant} holds {held}, its statements {beans[merchant]}.",
                )

    # What the views should show -----------------------------------------------------------------

    def months(self) -> Sums:
        """Of each till: lines, beans and fen, and what was stated of them."""
        found = {}
        for till, roll in self._rolls.items():
            found[whose_till(till)] = roll.sums.lines, roll.kept.beans, sum(roll.kept.fen.values())
        stated = {
            (merchant, month): (kept.beans, sum(kept.fen.values()))
            for merchant, owed in self._owed.items()
            for month, kept in owed.counted.items()
        }
        keys = found.keys() | stated.keys()
        return {key: (*found.get(key, (0, 0, 0)), *stated.get(key, (0, 0))) for key in keys}

    def statements(self) -> Mapping[str, tuple[int, ...]]:
        """Of each statement: what it closed with, what is due, and what was paid."""
        return {
            name: (each.frozen.closing_fen, sum(each.due.values()), self._paid[name])
            for name, each in self._settlements.items()
            if each.frozen is not None
        }

    # Checking -----------------------------------------------------------------------------------

    def _print(
        self, fact: BeansRedeemed | BeansReturned, position: int
    ) -> Iterator[Difference]:
        merchant = fact.target if isinstance(fact, BeansRedeemed) else fact.source
        if whose_till(fact.till)[0] != merchant:
            yield at(
                position, f"{fact.till} 不是 {merchant} 的",
                f"{fact.till} is not that of {merchant}",
            )  # fmt: skip
        self._roll(fact.till).take_in(fact)

    def _check_frozen(self, fact: StatementFrozen, position: int) -> Iterator[Difference]:
        roll, owed = self._roll(till_behind(fact.settlement)), self._owed_to(fact.merchant)
        if (fact.sums, fact.kept) != (roll.sums, roll.kept):
            yield at(
                position,
                f"{fact.settlement} 与明细不符：{fact.sums.beans} 颗，明细 {roll.sums.beans} 颗",
                f"{fact.settlement} states {fact.sums.beans} beans on {fact.sums.lines} lines,"
                f" the till has {roll.sums.beans} on {roll.sums.lines}, or other ones",
            )
        for month in {month_before(fact.month), *fact.late}:
            till = self._roll(f"till-{fact.merchant.partition('-')[2]}-{month[:4]}{month[5:]}")
            if fact.late.get(month) != owed.beyond(month, till):
                yield at(
                    position, f"{fact.settlement} 对 {month} 的补记不符",
                    f"{fact.settlement} adjusts {month} by something else than came late",
                )  # fmt: skip
        if fact.opening_fen != sum(owed.rolled.values()):
            yield at(
                position, f"{fact.settlement} 的期初与上期结转不符",
                f"{fact.settlement} does not open with what was rolled over",
            )  # fmt: skip

    def _check_paid(
        self, fact: SettlementPaid, settlement: Settlement, position: int
    ) -> Iterator[Difference]:
        self._paid[fact.settlement] += fact.fen
        due = settlement.due.get(fact.paid_by, 0)
        if due != fact.fen:
            yield at(
                position, f"{fact.settlement} 应结 {due} 分，记为 {fact.fen}",
                f"{due} fen of {fact.settlement} were due, {fact.fen} were paid",
            )  # fmt: skip

    def _roll(self, till: str) -> TillRoll:
        return self._rolls.setdefault(till, TillRoll())

    def _owed_to(self, merchant: str) -> Owed:
        return self._owed.setdefault(merchant, Owed(merchant))

    def _settlement(self, name: str) -> Settlement:
        return self._settlements.setdefault(name, Settlement(name))
