"""Withholding: a number about few people is not published, and cannot be worked out either.

A cell is what the people of one community did in one way. One of fewer than five people is
withheld. Totals are made of published cells alone, so nothing withheld is in any of them; and
whoever knows a true total from elsewhere is left with a rest of at least five people, because
where the withheld cells of a row, a column or a place are fewer people together, the smallest
published one beside them is withheld as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

FEWEST_PEOPLE = 5
"""A group of fewer is somebody: what it did could be read off as theirs."""


class Place(NamedTuple):
    """Where a cell stands: a community, and a category of service or another deed."""

    community: str
    deed: str


def withheld(people: Mapping[Place, int], paths: Mapping[str, Sequence[str]]) -> frozenset[Place]:
    """The cells that are not published, of so many people each; `paths` are the units that each
    community lies in, itself the first."""
    hidden = {cell for cell, number in people.items() if number < FEWEST_PEOPLE}
    groups = _groups(people, paths)
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for group in groups:
            few = [people[cell] for cell in group if cell in hidden]
            if few and max(few) < FEWEST_PEOPLE:
                shown = [cell for cell in group if cell not in hidden]
                # The order of the names decides between equals, so that it is the same for ever.
                hidden.update(sorted(shown, key=lambda cell: (people[cell], cell))[:1])
    return frozenset(hidden)


def _groups(cells: Iterable[Place], paths: Mapping[str, Sequence[str]]) -> list[list[Place]]:
    """The cells that are added up together anywhere: of a community, of any place above it and
    of everything, of all deeds and of each one; the smallest groups first."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for cell in sorted(cells):
        for unit in (*paths[cell.community], ""):
            found[unit, ""].append(cell)
            found[unit, cell.deed].append(cell)
    return sorted(found.values(), key=lambda group: (len(group), group))
