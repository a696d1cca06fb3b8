"""Given: the money and goods that came to the funds of a place in a month, and its shops."""

from __future__ import annotations

from typing import NamedTuple

from api.ledgers import Ledger
from api.reporting.figures import FIGURES
from api.reporting.scope import Scope
from ledger.counting.periods import Period
from ledger.subjects.standing import Merchant
from projections.month_money import MonthMoney


class Given(NamedTuple):
    """What was given in a month, in fen and in the worth of goods, corrections of the month
    included; and how many shops of the place take beans now."""

    fen: int
    goods_fen: int
    shops: int


def given_in(ledger: Ledger, unit: str | None, month: Period) -> Given:
    """What came to a place (None: everywhere)."""
    scope = Scope(ledger, unit, month, month.last)
    near = None if scope.units is None else sorted(scope.units)
    funds = [each.fund for each in ledger.funds.funds_of(near)]
    sums = dict.fromkeys(("received", "goods"), 0)
    for piece in MonthMoney(ledger.shelf).of_funds(scope.asked, funds):
        for code in sums:
            if piece.kind in FIGURES[code].kinds:
                sums[code] += piece.counts.fen
    shops = [Merchant(shop.merchant) for shop in ledger.directory.merchants_in(scope.units)]
    ledger.book.look_all(shops)
    return Given(sums["received"], sums["goods"], sum(each.halted is None for each in shops))
