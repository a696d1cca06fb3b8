"""Together: teams, buildings and communities compared by what they did per head.

One with fewer people than the policy's least sample is not compared: its figure would be some
person's. There is a top and no bottom, and no community has to be on it (policy, [supervision]).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from api.boards import Moment, communities_of
from ledger.counting.board_periods import BoardPeriod
from projections.board_rows import Together

Group = Literal["team", "building", "community"]


class GroupLine(msgspec.Struct, kw_only=True, frozen=True):
    """A team, building or community, with `minutes` of all its `people` together."""

    rank: int
    group: str
    name: str
    people: int
    minutes: int
    minutes_per_head: int


def groups_of(at: Moment, unit: str, period: BoardPeriod, of: Group) -> list[GroupLine]:
    """The groups of a unit that did most per head; with the same, who was there first."""
    privacy = at.ledger.rules.current.privacy
    found = _found(at, unit, period, of)
    served = [
        each for each in found if each.people >= privacy.leaderboard_min_sample and each.minutes
    ]
    # Whole numbers compare exactly where a quotient would not.
    scale = 10**9
    served.sort(key=lambda each: (-(each.minutes * scale // each.people), each.since))
    top = served[: privacy.leaderboard_size]
    names = _names(at, [each.group for each in top], of)
    return [
        GroupLine(
            rank=rank, group=each.group, name=names[each.group], people=each.people,
            minutes=each.minutes, minutes_per_head=each.minutes // each.people,
        )
        for rank, each in enumerate(top, 1)
    ]  # fmt: skip


def _found(at: Moment, unit: str, period: BoardPeriod, of: Group) -> list[Together]:
    views = at.ledger.leaderboards
    match of:
        case "team":
            return views.teams_together(period, communities_of(at, unit))
        case "building":
            return _units(at, unit, views.buildings_together(period))
        case _:
            return _units(at, unit, at.ledger.communities_lately.of(period) or [])


def _units(at: Moment, unit: str, units: Iterable[Together]) -> list[Together]:
    """Those that belong to this unit today; what became one since is one."""
    known, found = at.ledger.units.now(), dict[str, Together]()
    for each in units:
        if known.within(each.group, unit, at.today):
            place = known.now_called(each.group, at.today)
            before = found.get(place, Together(place, 0, 0, 0))
            found[place] = Together(
                place, before.people + each.people, before.minutes + each.minutes,
                max(before.since, each.since),
            )  # fmt: skip
    return list(found.values())


def _names(at: Moment, groups: Iterable[str], of: Group) -> dict[str, str]:
    if of == "team":
        return at.ledger.leaderboards.team_names(list(groups))
    rows = at.ledger.units.now().rows
    return {each: rows[each].name for each in groups}
