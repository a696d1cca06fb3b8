"""Boards: who is shown on one, which names may stand there at this moment, and where one stands.

A board names only grown-ups who agreed to it themselves and still do; it has a top and no bottom.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from api.frozen_boards import KIND
from api.house import House
from api.ledgers import Ledger
from api.people.ages import age_on
from api.people.names import NOBODY
from api.places import Communities, Order
from api.problems import Stop
from ledger.counting.board_periods import BoardPeriod
from ledger.subjects.frozen_list import listing_of
from projections.board_rows import PlaceNow
from projections.frozen import FrozenRow

NEAR = 5
"""How many above and how many below somebody sees."""


class Line(msgspec.Struct, kw_only=True, frozen=True):
    """One line of a board; `adjusted_minutes` is what later corrections changed since it was
    frozen. A line whose name is gone keeps its rank and tells nothing else."""

    rank: int
    volunteer: str
    name_masked: str
    minutes: int
    adjusted_minutes: int = 0


class Board(msgspec.Struct, kw_only=True, frozen=True):
    """The top of a unit in a period; `frozen` tells how it was closed, None while it moves."""

    lines: list[Line]
    frozen: FrozenRow | None


class Near(msgspec.Struct, kw_only=True, frozen=True):
    """Somebody above or below: the name and the minutes only of who agreed to be shown."""

    rank: int
    name_masked: str | None
    minutes: int | None
    oneself: bool


class OwnRank(msgspec.Struct, kw_only=True, frozen=True):
    """Where somebody stands among all who served there, shown to nobody else; `rank` is None for
    who has no minutes there yet."""

    rank: int | None
    minutes: int
    people: int
    near: list[Near]
    shown: bool


class Moment(msgspec.Struct, frozen=True):
    """Whose boards, as the house stands now."""

    house: House
    ledger: Ledger
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.ledger.rules.current.local_date(self.now)


def hear_everything(ledger: Ledger) -> None:
    """A word said a moment ago counts: nobody is shown who has just taken it back. Raises Stop."""
    if not ledger.shelf.wait_for(ledger.book.head()):
        raise Stop("view_behind")


def communities_of(at: Moment, unit: str | None) -> Communities:
    """The units in which those live who belong to this one; None for the whole ledger."""
    if unit is None:
        return None
    return frozenset(at.ledger.units.now().belonging(unit, at.today) | {unit})


def board_of(at: Moment, unit: str, period: BoardPeriod) -> Board:
    """The board of a unit: as it was frozen, if it was, else as it stands."""
    frozen = at.ledger.frozen.list(listing_of(KIND, unit, period.name))
    if frozen is not None:
        return Board(lines=_frozen_lines(at, unit, period, frozen), frozen=frozen)
    return Board(lines=_lines_now(at, unit, period), frozen=None)


def own_rank(at: Moment, volunteer: str, unit: str, period: BoardPeriod) -> OwnRank:
    """Where a volunteer stands among everybody of the unit, and who is next to them."""
    views, communities = at.ledger.leaderboards, communities_of(at, unit)
    me = views.place_of(volunteer, period)
    people = at.ledger.places.ask(period, communities, False, len)
    belongs = me is not None and (communities is None or me.community in communities)
    if me is None or not belongs or me.minutes <= 0:
        minutes = me.minutes if me and belongs else 0
        return OwnRank(
            rank=None, minutes=minutes, people=people, near=[], shown=bool(me and me.shown)
        )
    rank, first, since = at.ledger.places.ask(
        period, communities, False, lambda order: _around(order, me)
    )
    found = {each.since: each for each in views.standing_at(period, since)}
    named = _named(at, [each.volunteer for each in found.values() if each.shown])
    near = [
        _near(first + place, found.get(each), named, volunteer) for place, each in enumerate(since)
    ]
    return OwnRank(
        rank=rank, minutes=me.minutes, people=people, near=near, shown=bool(me.shown)
    )


def _lines_now(at: Moment, unit: str, period: BoardPeriod) -> list[Line]:
    size = at.ledger.rules.current.privacy.leaderboard_size
    # A few more than are shown: one of them may not be of age by what the vault knows.
    since = at.ledger.places.ask(
        period, communities_of(at, unit), True, lambda order: order.since_from(1, 2 * size)
    )
    found = {each.since: each for each in at.ledger.leaderboards.standing_at(period, since)}
    standing = [found[each] for each in since if each in found and found[each].shown]
    named = _named(at, [each.volunteer for each in standing])
    shown = [each for each in standing if each.volunteer in named][:size]
    return [
        Line(rank=rank, volunteer=each.volunteer, name_masked=named[each.volunteer],
             minutes=each.minutes)
        for rank, each in enumerate(shown, 1)
    ]  # fmt: skip


def _frozen_lines(
    at: Moment, unit: str, period: BoardPeriod, frozen: FrozenRow
) -> list[Line]:
    policy = at.ledger.rules.named(frozen.policy) or at.ledger.rules.current
    size = policy.privacy.leaderboard_size
    places = at.ledger.frozen_tops.as_of(period, frozen.book_position, size).get(unit, [])
    people = at.ledger.leaderboards.people({each.volunteer for each in places})
    named = _named(at, [one for one, row in people.items() if row.shown])
    lines = []
    for rank, each in enumerate(places, 1):
        if each.volunteer in named:
            now = at.ledger.leaderboards.place_of(each.volunteer, period)
            lines.append(
                Line(
                    rank=rank, volunteer=each.volunteer, name_masked=named[each.volunteer],
                    minutes=each.minutes,
                    adjusted_minutes=(now.minutes if now else 0) - each.minutes,
                )
            )  # fmt: skip
    return lines


def _around(order: Order, me: PlaceNow) -> tuple[int, int, list[int]]:
    rank = order.rank_of(me)
    first = max(1, rank - NEAR)
    return rank, first, order.since_from(first, rank - first + 1 + NEAR)


def _near(
    rank: int, found: PlaceNow | None, named: dict[str, str], volunteer: str
) -> Near:
    mine = found is not None and found.volunteer == volunteer
    may = found is not None and (mine or found.volunteer in named)
    return Near(
        rank=rank, oneself=mine, minutes=found.minutes if found and may else None,
        name_masked=named.get(found.volunteer) if found and may else None,
    )  # fmt: skip


def _named(at: Moment, volunteers: Iterable[str]) -> dict[str, str]:
    """The masked names of those among them who are old enough and not forgotten."""
    wanted = list(volunteers)
    born, least = at.house.people.birth_dates(wanted), _least_age(at)
    names = at.house.people.masked_names(wanted)
    return {
        each: names[each]
        for each in wanted
        if names[each] != NOBODY and (each not in born or age_on(born[each], at.today) >= least)
    }


def _least_age(at: Moment) -> int:
    return at.ledger.rules.current.privacy.leaderboard_min_age
