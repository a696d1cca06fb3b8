"""Leaderboards: how many minutes volunteers, teams, buildings and communities have, by period.

Three totals and one step are written for a fact; quarters and all time are added up when they
are asked for. Who is shown, and where they live, is told once and joined: taking consent back
changes one row and with it every board.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, select, true, union

from ledger.counting.board_periods import BoardPeriod
from ledger.facts import (
    AttendanceRevoked,
    ConsentGiven,
    ConsentWithdrawn,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    IdentityErased,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    TeamFormed,
    TeamJoined,
    VolunteerMoved,
    VolunteerRegistered,
)
from projections.board_folding import BoardFolding
from projections.board_rows import (
    BOARD_HOMES,
    BOARD_HOUSES,
    BOARD_TEAMS,
    MEMBERS,
    STEPS,
    TEAM_MATES,
    TOTALS,
    TURNS,
    BoardTeam,
    Member,
    Place,
    PlaceNow,
    Together,
)
from projections.shelf.changes import Changes
from projections.shelf.view import Folds, View


class Leaderboards(View):
    """Who has how many minutes in a period; communities are named by ids, None for all."""

    name = "leaderboards"
    version = 2
    sheets = (MEMBERS, TOTALS, STEPS, TURNS, BOARD_TEAMS, TEAM_MATES, BOARD_HOMES, BOARD_HOUSES)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Whatever changes somebody's minutes, home, or wish to be shown."""
        folding = BoardFolding(*changes)
        return {
            ServiceConfirmed: folding.confirm,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            ServiceImported: folding.confirm,
            ImportCorrected: folding.correct,
            ImportRevoked: folding.correct,
            VolunteerRegistered: folding.register,
            VolunteerMoved: folding.settle,
            ConsentGiven: folding.agree,
            ConsentWithdrawn: folding.disagree,
            IdentityErased: folding.erase,
            TeamFormed: folding.form,
            TeamJoined: folding.join,
            HouseholdFormed: folding.build,
            HouseholdMoved: folding.build,
            HouseholdJoined: folding.move_in,
            HouseholdLeft: folding.move_out,
        }

    # As it is now ---------------------------------------------------------------------------

    def places(
        self, period: BoardPeriod, communities: Collection[str] | None, shown_only: bool
    ) -> list[PlaceNow]:
        """Everybody of these communities who has minutes; only those who are shown, if told so."""
        question = _places(period).where(_in(communities), func.coalesce(MEMBERS.c.gone, 0) == 0)
        if shown_only:
            question = question.where(MEMBERS.c.shown == 1)
        return self.shelf.rows(question, PlaceNow)

    def changed(self, period: BoardPeriod, behind: int) -> list[PlaceNow]:
        """Everybody of whom something was told behind that position, wherever they live."""
        of_minutes = select(TOTALS.c.volunteer).where(
            TOTALS.c.part.in_(period.parts), TOTALS.c.since > behind
        )
        of_people = select(MEMBERS.c.volunteer).where(MEMBERS.c.changed > behind)
        found = union(of_minutes, of_people).subquery()
        question = _places(period, outer=True)
        return self.shelf.rows(
            question.where(MEMBERS.c.volunteer.in_(select(found.c.volunteer))), PlaceNow
        )

    def place_of(self, volunteer: str, period: BoardPeriod) -> PlaceNow | None:
        """Where one volunteer stands, None when nobody has this id."""
        question = _places(period, outer=True).where(MEMBERS.c.volunteer == volunteer)
        return self.shelf.row(question, PlaceNow)

    def standing_at(self, period: BoardPeriod, since: Sequence[int]) -> list[PlaceNow]:
        """Those who came to their minutes at these positions, and did not move on."""
        whose = select(TOTALS.c.volunteer).where(
            TOTALS.c.part.in_(period.parts), TOTALS.c.since.in_(since)
        )
        found = self.shelf.rows(
            _places(period).where(MEMBERS.c.volunteer.in_(whose)), PlaceNow
        )
        return [each for each in found if each.since in since]

    def people(self, volunteers: Collection[str]) -> dict[str, Member]:
        """What boards know of these volunteers now."""
        question = MEMBERS.select().where(MEMBERS.c.volunteer.in_(volunteers))
        return {row.volunteer: row for row in self.shelf.rows(question, Member)}

    def communities_together(self, period: BoardPeriod) -> list[Together]:
        """Of each community, everybody at home there and their minutes."""
        people = _people_of(period)
        return self.shelf.rows(_together(people.c.community, people), Together)

    def buildings_together(self, period: BoardPeriod) -> list[Together]:
        """Of each building, everybody who lives in a household of it and their minutes."""
        people, homes, houses = _people_of(period), BOARD_HOMES.c, BOARD_HOUSES.c
        question = _together(houses.building, people)
        question = question.join(BOARD_HOMES.table, homes.volunteer == people.c.volunteer)
        return self.shelf.rows(
            question.join(BOARD_HOUSES.table, houses.household == homes.household), Together
        )

    def teams_together(
        self, period: BoardPeriod, communities: Collection[str] | None
    ) -> list[Together]:
        """Of each team of these communities, all members and their minutes."""
        people, t = _people_of(period), BOARD_TEAMS.c
        near = true() if communities is None else t.community.in_(communities)
        question = _together(TEAM_MATES.c.team, people).where(near)
        question = question.join(TEAM_MATES.table, TEAM_MATES.c.volunteer == people.c.volunteer)
        question = question.join(BOARD_TEAMS.table, t.team == TEAM_MATES.c.team)
        return self.shelf.rows(question, Together)

    def team_names(self, teams: Collection[str]) -> dict[str, str]:
        """What these teams are called."""
        rows = self.shelf.rows(BOARD_TEAMS.select().where(BOARD_TEAMS.c.team.in_(teams)), BoardTeam)
        return {row.team: row.name for row in rows}

    # As it was ------------------------------------------------------------------------------

    def as_of(self, period: BoardPeriod, position: int) -> Iterator[tuple[str, Place]]:
        """Who wanted to be shown at that position of the book and had minutes in a period that
        ends, with the community they were at home in: the same for ever, whatever was corrected.
        """
        home, word = _latest(TURNS.c.community, position), _latest(TURNS.c.shown, position)
        minutes = func.sum(STEPS.c.minutes)
        question = (
            select(
                home.c.told, STEPS.c.volunteer, minutes, func.max(STEPS.c.position)
            )
            .join(word, word.c.volunteer == STEPS.c.volunteer)
            .join(home, home.c.volunteer == STEPS.c.volunteer)
            .where(STEPS.c.day.between(period.first, period.last), STEPS.c.position <= position)
            .where(word.c.told == 1)
            .group_by(home.c.told, STEPS.c.volunteer)
            .having(minutes > 0)
        )
        for community, volunteer, total, since in self.shelf.rows(question, _four):
            yield community, Place(volunteer, int(total), since)


def _four(*found: Any) -> tuple[Any, ...]:
    return found


def _latest(told: ColumnElement[Any], position: int) -> Any:
    """Of each volunteer, what was told last up to a position."""
    c = TURNS.c
    last = (
        select(c.volunteer, func.max(c.position).label("position"))
        .where(told.is_not(None), c.position <= position)
        .group_by(c.volunteer)
        .subquery()
    )
    return (
        select(c.volunteer, told.label("told"))
        .join(last, (last.c.volunteer == c.volunteer) & (last.c.position == c.position))
        .subquery()
    )


def _whole(total: ColumnElement[Any]) -> ColumnElement[int]:
    # PostgreSQL adds whole numbers up to a decimal.
    return cast(total, BigInteger)


def _in(communities: Collection[str] | None) -> ColumnElement[bool]:
    return true() if communities is None else MEMBERS.c.community.in_(communities)


def _places(period: BoardPeriod, outer: bool = False) -> Select[Any]:
    m, t = MEMBERS.c, TOTALS.c
    mine = (t.volunteer == m.volunteer) & t.part.in_(period.parts)
    minutes = _whole(func.coalesce(func.sum(t.minutes), 0))
    question = (
        select(
            m.volunteer, m.position, m.community, func.coalesce(m.shown, 0),
            func.coalesce(m.gone, 0), minutes, func.coalesce(func.max(t.since), 0),
        )
        .join_from(MEMBERS.table, TOTALS.table, mine, isouter=outer)
        .group_by(m.volunteer, m.position, m.community, m.shown, m.gone)
    )  # fmt: skip
    return question if outer else question.having(minutes > 0)


def _people_of(period: BoardPeriod) -> Any:
    return (
        _places(period, outer=True)
        .where(func.coalesce(MEMBERS.c.gone, 0) == 0)
        .with_only_columns(
            MEMBERS.c.volunteer, MEMBERS.c.community,
            _whole(func.coalesce(func.sum(TOTALS.c.minutes), 0)).label("minutes"),
            func.coalesce(func.max(TOTALS.c.since), 0).label("since"),
        )
        .subquery()
    )  # fmt: skip


def _together(group: ColumnElement[Any], people: Any) -> Select[Any]:
    return (
        select(
            group, func.count(), _whole(func.sum(people.c.minutes)), func.max(people.c.since)
        )
        .select_from(people)
        .group_by(group)
    )
