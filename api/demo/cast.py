"""The cast of the demo: who plays in it, how eagerly, and who leads which team."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from api.demo.community import ROSTER
from api.house import House
from api.ids import new_id
from api.importing.tables import read_table
from api.importing.volunteers import rows as volunteer_rows
from api.intake.places import AnyCommunity, all_of
from api.ledgers import Ledger
from projections.activity_board import Activity, ActivityBoard
from projections.directory import Directory, Merchant
from projections.tree import Tree

ADULT_AT_YEARS = 18
NIGHT_SHIFTS_UNTIL_YEARS = 72
NEVER_COME_PERCENT = 12
TRIES = 40


@dataclass(eq=False)
class Player:
    """A volunteer of the demo: a session to act in, an age, and when they are taken already."""

    volunteer: str
    born: date | None
    session: str
    zeal: float
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)

    def age_on(self, day: date) -> int:
        """The age in whole years; people who did not say are taken for grown up."""
        born = self.born or date(day.year - 40, 1, 1)
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_free(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether nothing else is on at that time, with an hour to get from one to the other."""
        way = timedelta(hours=1)
        return all(end + way <= starts_at or ends_at + way <= begin for begin, end in self.busy)


class Crew:
    """Players to draw from, the eager ones more often."""

    def __init__(self, players: Sequence[Player]) -> None:
        self.players = list(players)
        self._weights = list(accumulate(player.zeal for player in players))

    def draw(self, rng: Random) -> Player:
        """One of them."""
        return self.players[bisect(self._weights, rng.random() * self._weights[-1])]


@dataclass
class Team:
    """A team with its members and whoever confirms what they do."""

    team: str
    name: str
    crew: Crew
    leader: Player
    organizer: str = ""


@dataclass
class Cast:
    """Everybody and everything the demo plays with."""

    community: str
    everybody: Crew
    teams: dict[str, Team]
    merchants: list[Merchant]
    activities: list[Activity]


def gather(house: House, ledger: Ledger, files: Path, rng: Random) -> Cast:
    """Look up whom the files brought in."""
    ledger.shelf.follow()
    directory, now = Directory(ledger.shelf), ledger.clock.now()
    units = Tree(ledger.shelf).whole().standing(ledger.rules.current.local_date(now))
    community = next(each.unit for each in units if each.kind == "community")
    born = _birth_dates(house, ledger, files)
    players = {
        each.volunteer: Player(
            each.volunteer, born.get(each.volunteer), new_id("session", now), _zeal(rng)
        )
        for each in all_of(directory.volunteers, community)
    }
    teams = {}
    for team in all_of(directory.teams, community):
        members = [players[each.volunteer] for each in all_of(directory.members, team.team)]
        if members:
            teams[team.team] = Team(team.team, team.name, Crew(members), _leader(members, now))
    return Cast(
        community, Crew(list(players.values())), teams,
        directory.merchants_in([community]), _activities(ledger, now),
    )  # fmt: skip


def _activities(ledger: Ledger, now: datetime) -> list[Activity]:
    board = ActivityBoard(ledger.shelf)
    return board.between(now - timedelta(days=366), limit=100_000)


def _leader(members: list[Player], now: datetime) -> Player:
    grown = [each for each in members if each.age_on(now.date()) >= ADULT_AT_YEARS] or members
    return max(grown, key=lambda player: player.zeal)


def _zeal(rng: Random) -> float:
    # A few do very much, most do a little, some signed up and never come.
    return 0.001 if rng.randrange(100) < NEVER_COME_PERCENT else min(rng.lognormvariate(0, 0.9), 7)


def _birth_dates(house: House, ledger: Ledger, files: Path) -> dict[str, date | None]:
    table = read_table(files / ROSTER)
    today = ledger.rules.current.local_date(ledger.clock.now())
    born = {}
    for row in volunteer_rows(table, today=today, communities=AnyCommunity()):
        if not isinstance(row.outcome, tuple):
            who = house.people.by_phone(ledger.name, row.outcome.phone)
            if who is not None:
                born[who] = row.outcome.birth_date
    return born
