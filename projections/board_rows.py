"""Board rows: whose minutes lie in which week, month and year, and who may be shown."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet


class Member(Row):
    """A volunteer as boards know them: where they are at home, and whether they want to be shown.

    `shown` is 1 while they agree to it themselves, `gone` 1 once they were forgotten. `position`
    is that of the registration, `changed` that of the last fact that is told here.
    """

    volunteer: str
    community: str = UNTOLD
    shown: int = UNTOLD
    gone: int = UNTOLD
    position: int = UNTOLD
    changed: int = UNTOLD


class Total(Row):
    """Minutes of a volunteer in a part: a week, a month, a year. `since` is the position of the
    fact that brought them to where they are: who was there first has the lower one."""

    part: str
    volunteer: str
    minutes: int = 0
    since: int = UNTOLD


class Step(Row):
    """What one fact added to a volunteer's minutes of a local day, less than 0 where it took some
    away."""

    volunteer: str
    position: int
    day: date
    minutes: int = 0


class Turn(Row):
    """What changed about a volunteer at a position: a new home, or a word about being shown."""

    volunteer: str
    position: int
    community: str | None = UNTOLD
    shown: int | None = UNTOLD


class BoardTeam(Row):
    """A team and the community it was formed in."""

    team: str
    name: str = UNTOLD
    community: str = UNTOLD


class TeamMate(Row):
    """A volunteer in a team."""

    team: str
    volunteer: str
    position: int = UNTOLD


class BoardHome(Row):
    """The household a volunteer lives in, empty for none."""

    volunteer: str
    household: str = UNTOLD


class BoardHouse(Row):
    """The building a household lives in."""

    household: str
    building: str = UNTOLD


class Place(NamedTuple):
    """Where somebody stands: the minutes, and the position at which they came to them."""

    volunteer: str
    minutes: int
    since: int


class PlaceNow(NamedTuple):
    """The same of a `person`, the position of their registration, and whether and where they
    are to be counted now."""

    volunteer: str
    person: int
    community: str
    shown: int
    gone: int
    minutes: int
    since: int


class Together(NamedTuple):
    """What the people of a team, a building or a community did together; `people` is how many
    there are."""

    group: str
    people: int
    minutes: int
    since: int


MEMBERS = Sheet("board_member", Member, By(("community", "shown")), By(("changed",)))
TOTALS = Sheet("board_total", Total, By(("part", "since")))
STEPS = Sheet("board_step", Step, By(("day", "position")))
TURNS = Sheet("board_turn", Turn, By(("position",)))
BOARD_TEAMS = Sheet("board_team", BoardTeam, By(("community",)))
BOARD_HOMES = Sheet("board_home", BoardHome, By(("household",)))
BOARD_HOUSES = Sheet("board_house", BoardHouse, By(("building",)))
TEAM_MATES = Sheet("board_team_mate", TeamMate, By(("volunteer",)))
