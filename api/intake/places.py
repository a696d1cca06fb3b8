"""Places: the communities and teams that rows name, found in the ledger or founded for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from api.ids import new_id
from api.importing.refused import FileRefused
from api.intake.desk import Desk
from ledger.teams import FormTeam
from ledger.units import OpenUnit
from projections.tree import Tree

TEAM_KINDS = {
    "党员": "party", "消防": "fire", "法律": "law", "普法": "law", "文化": "culture",
    "环保": "environment", "医疗": "health", "卫生": "health", "巡逻": "patrol", "治安": "patrol",
    "助老": "care", "敬老": "care", "青年": "youth",
}  # fmt: skip
"""The kind of a team by what its name says; every other one is general."""
_PAGE = 100


class AnyCommunity:
    """Every name is that of a community: for finding out which ones a file speaks of."""

    def __contains__(self, name: object) -> bool:
        return True


class Places:
    """Communities and teams by name; a dry desk founds them in thought only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.communities: dict[str, str] = {}
        self._teams: dict[str, dict[str, str]] = {}
        self.founded: list[str] = []
        self._today = desk.policy.local_date(desk.now)
        if desk.directory is not None:
            for unit in Tree(desk.directory.shelf).whole().standing(self._today):
                if unit.kind == "community" and _in_reach(desk, unit.unit):
                    # Of two communities with one name the older is meant.
                    self.communities.setdefault(unit.name, unit.unit)

    def open_community(self, name: str) -> str:
        """The id of the community of that name, opened when there is none."""
        if name not in self.communities:
            unit = new_id("unit", self._desk.now)
            if not self._desk.dry:
                command = OpenUnit(
                    unit=unit, kind="community", name=name, opens_on=self._today
                )
                unit = self._desk.record(command, self._desk.by("community", name)).unit
            self.communities[name] = unit
            self.founded.append(name)
        return self.communities[name]

    def open_first(self, named: Iterable[str]) -> None:
        """In a ledger without any community, open the one that most rows name."""
        counts = Counter(named)
        if not self.communities and counts:
            self.open_community(counts.most_common(1)[0][0])

    def team(self, name: str, community: str) -> str:
        """The id of a team of a community (both by name), formed when there is none."""
        teams = self._teams_in(community)
        if name not in teams:
            team = new_id("team", self._desk.now)
            if not self._desk.dry:
                unit = self.communities[community]
                command = FormTeam(team=team, kind=team_kind(name), name=name, community=unit)
                team = self._desk.record(command, self._desk.by("team", f"{unit}:{name}")).team
            teams[name] = team
        return teams[name]

    def home_of(self, team: str) -> str:
        """The community of the team of that name, or the only one there is, both by name.

        Raises `FileRefused` in a ledger without communities, and KeyError for a team that could
        be anybody's.
        """
        if not self.communities:
            raise FileRefused(
                "no_community",
                "The ledger has no community yet: import volunteers first, or name one with"
                " --community.",
                "账本中还没有社区：请先导入志愿者，或用 --community 指定社区。",
            )
        homes = [name for name in self.communities if team in self._teams_in(name)]
        if not homes and len(self.communities) > 1:
            raise KeyError(team)
        return homes[0] if homes else next(iter(self.communities))

    def _teams_in(self, community: str) -> dict[str, str]:
        if community not in self._teams:
            teams: dict[str, str] = {}
            unit = self.communities.get(community)
            if self._desk.directory is not None and unit is not None:
                for team in all_of(self._desk.directory.teams, unit):
                    teams.setdefault(team.name, team.team)
            self._teams[community] = teams
        return self._teams[community]


def _in_reach(desk: Desk, unit: str) -> bool:
    return desk.reaches is None or desk.reaches(unit)


def team_kind(name: str) -> str:
    """The kind of a team by its name."""
    return next((kind for word, kind in TEAM_KINDS.items() if word in name), "general")


def all_of(page: Callable[..., list[Any]], *about: Any) -> Iterator[Any]:
    """Everything a paged question of the directory finds."""
    position = 0
    while found := page(*about, limit=_PAGE, after_position=position):
        yield from found
        position = found[-1].position
