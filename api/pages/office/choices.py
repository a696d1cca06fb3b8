"""Choices: what a role or a key can be bound to, as far as the one who gives it reaches."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import select

from api.access.reach import unlimited
from api.access.roles import UNIT_KINDS, Role
from api.access.within import homes_within
from api.intake.places import TEAM_KINDS
from api.pages.office.finding import units_within
from api.v1.asking import Caller
from projections.directory import MERCHANTS, TEAMS

MOST_CHOICES = 1_000
"""A list longer than that is no help; whoever has it asks somebody closer to the place."""
_PLACES = frozenset({"district", "street", "community", "grid", "group"})
_AT_A_SHOP = frozenset({Role.MERCHANT, Role.CLERK})
_BOUND_TO_NOTHING = frozenset({Role.AUDITOR, Role.OPERATOR, Role.ADMIN})
_PERHAPS = frozenset({Role.STAFF, Role.INSPECTOR})
"""Roles that may also be bound to nothing, and then reach everything."""
_LINE = re.compile("[a-z][a-z0-9_]{0,39}")


class Choice(NamedTuple):
    """Something a role can be bound to: its id, its name, and of which kind it is."""

    id: str
    name: str
    kind: str


class Choices(NamedTuple):
    """What a role can be bound to; `nothing` when it needs none of them."""

    role: Role
    some: tuple[Choice, ...]
    nothing: bool

    @property
    def has_line(self) -> bool:
        """Whether a kind of team is to be said, too."""
        return self.role is Role.SUPERVISOR

    def bound_to(self, chosen: str, line: str) -> dict[str, str] | None:
        """What was chosen, by its name in the facts; None when it is none of these."""
        if not chosen:
            return {} if self.nothing else None
        if all(choice.id != chosen for choice in self.some):
            return None
        bound_to = {chosen.partition("-")[0]: chosen}
        if not self.has_line:
            return bound_to
        return bound_to | {"line": line} if _LINE.fullmatch(line) else None


def choices_for(caller: Caller, role: Role) -> Choices:
    """Everything within reach that the role can be bound to."""
    nothing = role in _BOUND_TO_NOTHING or (role in _PERHAPS and unlimited(caller.who))
    if role in _BOUND_TO_NOTHING:
        return Choices(role, (), nothing)
    if role in _AT_A_SHOP:
        return Choices(role, _shops(caller), nothing)
    kinds = UNIT_KINDS.get(role, _PLACES)
    some = tuple(Choice(unit.unit, unit.name, unit.kind) for unit in units_within(caller, kinds))
    if role is Role.ORGANIZER:
        some = _teams(caller) + some
    return Choices(role, some[:MOST_CHOICES], nothing)


def lines_within(caller: Caller) -> list[str]:
    """The kinds of team there are, and those that many places have."""
    homes, c = homes_within(caller), TEAMS.c
    kinds = select(c.kind, c.community).distinct()
    here = {
        row.kind
        for row in caller.ledger.shelf.rows(kinds, _Kind)
        if homes is None or row.community in homes
    }
    return sorted(here.union(TEAM_KINDS.values()))


def _teams(caller: Caller) -> tuple[Choice, ...]:
    return _at_home(caller, TEAMS, "team")


def _shops(caller: Caller) -> tuple[Choice, ...]:
    return _at_home(caller, MERCHANTS, "merchant")


def _at_home(caller: Caller, sheet: object, kind: str) -> tuple[Choice, ...]:
    c = sheet.c  # type: ignore[attr-defined]
    question = select(c[kind], c.name, c.community).order_by(c.name)
    found = caller.ledger.shelf.rows(question, _Named)
    homes = homes_within(caller)
    known = None if homes is None else set(homes)
    return tuple(
        Choice(row.id, row.name, kind)
        for row in found
        if known is None or row.community in known
    )[:MOST_CHOICES]


class _Kind(NamedTuple):
    kind: str
    community: str


class _Named(NamedTuple):
    id: str
    name: str
    community: str
