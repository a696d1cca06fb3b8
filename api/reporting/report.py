"""The report of a month: what a unit did, in numbers that nobody typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import msgspec

from api.ledgers import Ledger
from api.reporting.figures import BY_SHOP, COUNTED_APART, FIGURES, SERVICE, Figure
from api.reporting.heads import heads_of
from api.reporting.listing import Chosen
from api.reporting.scope import OUTSIDE, Scope
from ledger.counting.periods import Period
from projections.month_asked import Clock, Piece
from projections.month_money import MonthMoney

Numbers = dict[str, int]
"""Numbers by the code of their figure; what is not told is nought."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a unit (None: of the whole ledger), as the tree stood on `as_of`.

    `total` is what all `children` and what is `directly` attached come to. Service stands by
    category, empty for records brought in; shops by their ids.
    """

    unit: str | None
    month: Period
    as_of: date
    total: Numbers
    directly: Numbers
    children: dict[str, Numbers]
    categories: dict[str, Numbers]
    shops: dict[str, Numbers]


def number_of(report: Report, chosen: Chosen) -> int | None:
    """The number that is chosen, None where it is that of one person, which no report shows."""
    if chosen.volunteer:
        return None
    if chosen.category is not None:
        return report.categories.get(chosen.category, {}).get(chosen.figure, 0)
    if chosen.shop:
        return report.shops.get(chosen.shop, {}).get(chosen.figure, 0)
    return (report.directly if chosen.directly else report.total).get(chosen.figure, 0)


class _Adding:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.total: Numbers = defaultdict(int)
        self.directly: Numbers = defaultdict(int)
        self.children: dict[str, Numbers] = {each: defaultdict(int) for each in scope.children}
        self.categories: dict[str, Numbers] = defaultdict(lambda: defaultdict(int))
        self.shops: dict[str, Numbers] = defaultdict(lambda: defaultdict(int))

    def add(self, code: str, home: str, number: int) -> bool:
        """So much more of a figure there; False when that is no part of the unit."""
        child = self._scope.place(home)
        if child == OUTSIDE:
            return False
        self.total[code] += number
        where = self.directly if child is None else self.children.setdefault(
            child, defaultdict(int)
        )  # fmt: skip
        where[code] += number
        return True


def report_of(ledger: Ledger, unit: str | None, month: Period, today: date) -> Report:
    """A unit's month, as far as the views have come."""
    scope = Scope(ledger, unit, month, today)
    adding = _Adding(scope)
    _people(scope, adding)
    _purses(scope, adding)
    _shops(scope, adding)
    _money(scope, adding)
    return Report(
        unit=unit, month=month, as_of=scope.as_of, total=adding.total,
        directly=adding.directly, children=adding.children,
        categories=dict(sorted(adding.categories.items())), shops=dict(adding.shops),
    )  # fmt: skip


def _people(scope: Scope, adding: _Adding) -> None:
    for people, home, category in heads_of(scope):
        if category is None:
            adding.add("people", home, people)
        elif scope.place(home) != OUTSIDE:
            adding.categories[category]["people"] += people
    for clock in ("day", "at"):
        for piece in scope.pieces(clock):
            for figure, number in _parts(piece, "people", clock):
                if adding.add(figure.code, piece.home, number) and figure in SERVICE:
                    adding.categories[piece.category][figure.code] += number


def _purses(scope: Scope, adding: _Adding) -> None:
    for held in scope.purses(scope.asked.ends, scope.as_of):
        adding.add("outstanding", held.home, held.lots)
        adding.add("debt", held.home, held.debt)


def _shops(scope: Scope, adding: _Adding) -> None:
    """What happened at the shops that are at home here, whoever came."""
    shops = {each.merchant: each.community for each in scope.ledger.directory.merchants_in(
        scope.units
    )}  # fmt: skip
    named = None if scope.units is None else shops
    for piece in MonthMoney(scope.ledger.shelf).at_shops(scope.asked, named):
        home = shops[piece.home]
        for figure, number in _parts(piece, "shops", "at"):
            if adding.add(figure.code, home, number) and figure.code in BY_SHOP:
                adding.shops[piece.home][figure.code] += number
        if piece.kind == "redeemed":
            adding.add("shops", home, 1)


def _money(scope: Scope, adding: _Adding) -> None:
    near = None if scope.units is None else sorted(scope.units)
    funds = {each.fund: each.community for each in scope.ledger.funds.funds_of(near)}
    money = MonthMoney(scope.ledger.shelf)
    for piece in money.of_funds(scope.asked, funds):
        for figure, number in _parts(piece, "funds", "at"):
            adding.add(figure.code, funds[piece.home], number)
    for fund, fen in money.free_fen(scope.asked.ends, funds).items():
        adding.add("free", funds[fund], fen)


def _parts(piece: Piece, whose: str, clock: Clock) -> Iterator[tuple[Figure, int]]:
    for figure in FIGURES.values():
        mine = figure.whose == whose and figure.clock == clock
        if mine and piece.kind in figure.kinds and figure.code not in COUNTED_APART:
            yield figure, figure.of(piece.counts)
