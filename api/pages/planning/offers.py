"""Offers: for which place, of which category and for which concern something can be announced."""

from __future__ import annotations

from typing import NamedTuple

from api.access.reach import reaches
from api.pages.office.callers import policy_of
from api.pages.office.finding import communities_within
from api.v1.asking import Caller
from ledger.facts import Origin

ORIGINS: tuple[Origin, ...] = ("community", "resident_need", "team", "department")


class Place(NamedTuple):
    """A community, or a team of it: `value` is what the form sends back."""

    value: str
    name: str
    community: str
    team: str | None


def places_for(caller: Caller) -> list[Place]:
    """The communities and teams within reach, each community before its teams."""
    found: list[Place] = []
    for unit in communities_within(caller):
        found.append(Place(unit.unit, unit.name, unit.unit, None))
        found += [
            Place(team.team, f"{unit.name} · {team.name}", unit.unit, team.team)
            for team in caller.ledger.directory.teams(unit.unit)
            if reaches(caller, team.team)
        ]
    return found


def categories_for(caller: Caller) -> list[str]:
    """The categories of the policy of this moment."""
    return list(policy_of(caller).categories)


def domains_for(caller: Caller) -> list[str]:
    """The concerns that the policy of this moment knows."""
    return list(policy_of(caller).domains)
