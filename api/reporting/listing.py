"""Listing: what one number of a report is made of, line by line, so that anybody can add it up.

A number that stands at the end of the month begins with what stood before it; somebody who moved
meanwhile came, or went, with what was in the purse. People and shops are listed themselves, and
each leads to its own lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from heapq import merge
from itertools import islice

import msgspec

from api.reporting.figures import FIGURES, Figure
from api.reporting.heads import last_homes
from api.reporting.scope import OUTSIDE, Located, Scope
from projections.month_asked import Clock, Line, Whose
from projections.month_money import MonthMoney

PAGE = 100
_NO_LIMIT = 2**31


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """One number: a figure of the unit, perhaps of one category (empty for records brought in),
    one shop or one volunteer, or of what is directly attached alone."""

    figure: str
    category: str | None = None
    shop: str = ""
    volunteer: str = ""
    directly: bool = False

    @property
    def counted(self) -> Figure:
        """The figure itself."""
        return FIGURES[self.figure]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line: how much of the number it is, and the line of the journal that says so.

    Without one it is a `person` or a `shop` that counts once, what stood `before` the month, or
    what came and went in the purse of somebody who `moved`; `who` names them.
    """

    number: int
    kind: str
    line: Line | None = None
    who: str = ""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the lines, and the place behind them, None when there are no more."""

    items: list[Item]
    behind: int | None


def list_of(scope: Scope, chosen: Chosen, behind: int = 0, limit: int = PAGE) -> Listed:
    """The lines of a number, behind a place; together they come to exactly that number."""
    figure = chosen.counted
    if figure.measure in ("people", "shops"):
        some = _people if figure.measure == "people" else _shops
        found = list(islice(some(scope, chosen, behind, limit + 1), limit + 1))
        items = [Item(number=1, kind=figure.measure, who=who) for who in found[:limit]]
        return Listed(items=items, behind=behind + limit if len(found) > limit else None)
    lines = list(islice(_lines(scope, chosen, behind, limit + 1), limit + 1))
    items = [Item(number=_number(figure, each), kind=each.kind, line=each) for each in lines]
    first = _before(scope, chosen) if not behind and figure.clock == "end" else []
    more = _place(lines[limit - 1]) if len(lines) > limit else None
    return Listed(items=[*first, *items[:limit]], behind=more)


def _number(figure: Figure, line: Line) -> int:
    return figure.of(line.counts)


def _place(line: Line) -> int:
    return line.position * 2 + line.part


def _clock(figure: Figure) -> Clock:
    return "day" if figure.clock == "day" else "at"


def _whose(scope: Scope, chosen: Chosen) -> Whose:
    return Whose(scope.directly()) if chosen.directly else scope.settled


def _belongs(scope: Scope, chosen: Chosen, home: str) -> bool:
    child = scope.place(home)
    return child is None if chosen.directly else child != OUTSIDE


# People and shops ---------------------------------------------------------------------------


def _people(scope: Scope, chosen: Chosen, skip: int, limit: int) -> Iterator[str]:
    """Who served: those who are looked at one by one, then those the database knows at once."""
    homes = last_homes(scope.one_by_one("day"), chosen.category)
    alone = sorted(who for who, home in homes.items() if _belongs(scope, chosen, home))
    yield from alone[skip:]
    if not scope.detailed:
        whose, skip = _whose(scope, chosen), max(0, skip - len(alone))
        yield from scope.sums.who_served(scope.asked, whose, chosen.category, skip, limit)


def _shops(scope: Scope, chosen: Chosen, skip: int, limit: int) -> Iterator[str]:
    shops = _shops_of(scope, chosen)
    money = MonthMoney(scope.ledger.shelf)
    took = {each.home for each in money.at_shops(scope.asked, shops) if each.kind == "redeemed"}
    yield from sorted(took)[skip : skip + limit]


def _shops_of(scope: Scope, chosen: Chosen) -> list[str]:
    near = scope.ledger.directory.merchants_in(scope.units)
    return [
        shop.merchant for shop in near
        if _belongs(scope, chosen, shop.community) and chosen.shop in ("", shop.merchant)
    ]  # fmt: skip


# Lines --------------------------------------------------------------------------------------


def _lines(scope: Scope, chosen: Chosen, behind: int, limit: int) -> Iterator[Line]:
    figure, after = chosen.counted, divmod(behind, 2)
    for line in _found(scope, chosen, after, limit):
        if figure.clock != "end" or _number(figure, line):
            yield line


def _found(scope: Scope, chosen: Chosen, after: tuple[int, int], limit: int) -> Iterator[Line]:
    figure, money = chosen.counted, MonthMoney(scope.ledger.shelf)
    # What stands at the end may skip lines that change nothing of it, so they are not counted.
    most = limit if figure.clock != "end" else _NO_LIMIT
    page = {"after": after, "limit": most}
    if figure.whose == "shops":
        shops = _shops_of(scope, chosen)
        return iter(money.lines_of("merchant", scope.asked, shops, figure.kinds, **page))
    if figure.whose == "funds":
        near = None if scope.units is None else sorted(scope.units)
        funds = [
            each.fund for each in scope.ledger.funds.funds_of(near)
            if _belongs(scope, chosen, each.community)
        ]  # fmt: skip
        return iter(money.lines_of("fund", scope.asked, funds, figure.kinds, **page))
    alone = _alone(scope, chosen, after)
    if scope.detailed:
        return alone
    settled = scope.sums.lines(
        _clock(figure), scope.asked, _whose(scope, chosen), figure.kinds,
        category=chosen.category, volunteer=chosen.volunteer, **page,
    )  # fmt: skip
    return merge(alone, settled, key=_place)


def _alone(scope: Scope, chosen: Chosen, after: tuple[int, int]) -> Iterator[Line]:
    """The lines that are looked at one by one."""
    figure = chosen.counted
    mine = (each for each in scope.one_by_one(_clock(figure)) if _is(scope, chosen, each))
    return iter(sorted(
        (each.line for each in mine if (each.line.position, each.line.part) > after), key=_place
    ))  # fmt: skip


def _is(scope: Scope, chosen: Chosen, located: Located) -> bool:
    line, kinds = located.line, chosen.counted.kinds
    return (
        (not kinds or line.kind in kinds)
        and chosen.category in (None, line.category)
        and chosen.volunteer in ("", line.volunteer)
        and _belongs(scope, chosen, located.home)
    )


# What stood before --------------------------------------------------------------------------


def _before(scope: Scope, chosen: Chosen) -> list[Item]:
    """What stood when the month began, and what came or went with people who moved in it."""
    asked, figure = scope.asked, chosen.counted
    if figure.whose == "funds":
        near = None if scope.units is None else sorted(scope.units)
        homes = {each.fund: each.community for each in scope.ledger.funds.funds_of(near)}
        free = MonthMoney(scope.ledger.shelf).free_fen(asked.begins, homes)
        stood = sum(fen for fund, fen in free.items() if _belongs(scope, chosen, homes[fund]))
        return [Item(number=stood, kind="before")]
    column, stood = figure.column, 0
    came: Counter[str] = Counter()
    for held in scope.purses(asked.begins, asked.first - timedelta(days=1)):
        if _belongs(scope, chosen, held.home):
            stood += getattr(held, column)
            came[held.volunteer] -= getattr(held, column)
    for held in scope.purses(asked.ends, scope.as_of):
        if _belongs(scope, chosen, held.home):
            came[held.volunteer] += getattr(held, column)
    for line in _alone(scope, chosen, (0, 0)):
        came[line.volunteer] -= _number(figure, line)
    moved = [
        Item(number=number, kind="moved", who=who) for who, number in sorted(came.items())
        if who and number
    ]  # fmt: skip
    return [Item(number=stood, kind="before"), *moved]
