"""Hours: the sums of the view laid over the tree, so that every total is that of its parts.

A period is added up over the tree as it stood on its last day, or stands today while it is not
over. So what a unit has is what its children have and what is directly attached to it. Down to
the communities people are counted by where they are at home; inside one, by the building of the
household they lived in on the day, where that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from api.ledgers import Ledger
from api.problems import Stop
from ledger.counting.periods import Period
from projections.hours_sums import Dwelt, HoursSums, Label, Sums

By = Literal[
    "unit", "grid", "person", "household", "team", "category", "origin", "programme", "admission",
    "affiliation",
]
"""By what hours may be asked: the units below, the grids of a unit, people, households, the teams
that organised, kinds of service, who wanted it, series of shifts, admitted tasks, on
whose side people served."""
WITHIN_A_COMMUNITY = frozenset({"grid", "person", "household"})
"""What is only asked of a community, or of a unit in one."""


class Part(msgspec.Struct, frozen=True):
    """One line: an id or a code, empty for what has none, and what it comes to."""

    of: str
    sums: Sums


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """The hours of a unit (None: of the whole ledger) in a period.

    `total` is what all `parts` and what is `directly` attached come to: people at home in the
    unit itself and in nothing below it, or in no grid. `as_of` is the day whose tree it is.
    """

    unit: str | None
    period: Period
    by: By
    as_of: date
    total: Sums
    directly: Sums
    parts: list[Part]


class _Piece(NamedTuple):
    of: str | None
    sums: Sums


def hours_of(ledger: Ledger, by: By, unit: str | None, period: Period, today: date) -> Hours:
    """What was served in a unit in a period, as far as the views have come; raises `Stop` where
    that is only told of a community."""
    as_of = min(period.last, today)
    community = ledger.units.now().shape.community(unit, as_of) if unit else None
    asked = HoursSums(ledger.shelf, ledger.rules.current.zone)
    if unit is not None and community is not None:
        pieces = _inside(ledger, asked, by, unit, community, period, as_of)
    elif by in WITHIN_A_COMMUNITY:
        raise Stop("hours_of_a_community")
    elif by == "unit":
        homes = asked.by_unit(period).items()
        pieces = (_Piece(_below(ledger, unit, home, as_of), sums) for home, sums in homes)
    else:
        units = ledger.units.now().belonging(unit, as_of) if unit else None
        pieces = (_Piece(*each) for each in asked.by_label(_label(by), period, units).items())
    total = directly = Sums()
    found = dict.fromkeys(_lines(ledger, by, unit, as_of), Sums())
    for of, sums in pieces:
        if of == OUTSIDE:
            continue
        total = total.plus(sums)
        if of is None:
            directly = directly.plus(sums)
        else:
            found[of] = found.get(of, Sums()).plus(sums)
    parts = [Part(of, sums) for of, sums in found.items()]
    parts.sort(key=lambda part: (-part.sums.minutes, -part.sums.training, part.of))
    return Hours(
        unit=unit, period=period, by=by, as_of=as_of, total=total, directly=directly, parts=parts
    )


OUTSIDE = "outside"
"""Where something belongs that is no part of what is asked for."""


def _label(by: By) -> Label:
    labels = ("team", "origin", "programme", "admission", "affiliation")
    return by if by in labels else "category"


def _lines(ledger: Ledger, by: By, unit: str | None, as_of: date) -> Iterable[str]:
    """The units that have a line also when nobody served there; grids lie beside the buildings
    and are asked for by themselves."""
    shape = ledger.units.now().shape
    below = shape.children(unit, as_of) if by == "unit" else ()
    return [each for each in below if shape.life(each).kind != "grid"]


def _below(ledger: Ledger, unit: str | None, home: str, as_of: date) -> str | None:
    """In which child of a unit a home lies on that day: None when directly in the unit itself."""
    path = ledger.units.now().path(home, as_of)
    if unit is None:
        return path[-1]
    if unit not in path:
        return OUTSIDE
    place = path.index(unit)
    return path[place - 1] if place else None


def _inside(
    ledger: Ledger,
    asked: HoursSums,
    by: By,
    unit: str,
    community: str,
    period: Period,
    as_of: date,
) -> Iterator[_Piece]:
    """What the people of a community, or of a unit in it, served day by day."""
    known = ledger.units.now()
    shape = known.shape
    for each in asked.dwelt(period, known.belonging(community, as_of), _label(by)):
        near = bool(each.building) and shape.within(each.building, community, as_of)
        home = shape.called(each.building, as_of) if near else community
        if shape.within(home, unit, as_of):
            yield _Piece(_key(ledger, by, unit, home, each, as_of), each.sums)


def _key(
    ledger: Ledger, by: By, unit: str, home: str, each: Dwelt, as_of: date
) -> str | None:
    match by:
        case "unit":
            below = _below(ledger, unit, home, as_of)
            return None if below == OUTSIDE else below  # A building in the grid that is asked for.
        case "grid":
            return ledger.units.now().shape.grid(home, as_of)
        case "person":
            return each.volunteer
        case "household":
            return each.household
    return each.label
