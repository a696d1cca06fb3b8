"""The directory: teams, volunteers and merchants, and who belongs where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select

from ledger.facts import (
    MerchantTermsChanged,
    MerchantWelcomed,
    TeamFormed,
    TeamJoined,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View

Entry = TypeVar("Entry")
NO_CAP = -1  # Telling nothing would leave an older number standing.


class Team(Row):
    """A team of a community."""

    team: str
    kind: str = UNTOLD
    name: str = UNTOLD
    community: str = UNTOLD
    position: int = UNTOLD


class Membership(Row):
    """A volunteer's place in a team."""

    team: str
    volunteer: str
    joined_at: datetime = UNTOLD
    position: int = UNTOLD


class Volunteer(Row):
    """A volunteer, by id and number; the name is elsewhere."""

    volunteer: str
    number: str = UNTOLD
    community: str = UNTOLD
    registered_at: datetime = UNTOLD
    position: int = UNTOLD


class Home(Row):
    """A volunteer is at home in that community from `since` on, until the next home."""

    volunteer: str
    position: int
    community: str = UNTOLD
    since: datetime = UNTOLD


class Merchant(Row):
    """A shop or charity outlet; `cap` is the most beans it takes in a month, `NO_CAP` for any."""

    merchant: str
    name: str = UNTOLD
    kind: str = UNTOLD
    community: str = UNTOLD
    cap: int = UNTOLD
    position: int = UNTOLD

    @property
    def monthly_cap(self) -> int | None:
        """The cap, None for none."""
        return None if self.cap == NO_CAP else self.cap


TEAMS = Sheet("team", Team, By(("community", "position")))
MEMBERSHIPS = Sheet("membership", Membership, By(("volunteer", "position")))
VOLUNTEERS = Sheet("volunteer", Volunteer, By(("number",)), By(("community", "position")))
HOMES = Sheet("home", Home)
MERCHANTS = Sheet("merchant", Merchant, By(("community", "position")))
_WITH_COMMUNITY = {"team": TEAMS, "volunteer": VOLUNTEERS, "merchant": MERCHANTS}


class _Folding:
    def __init__(
        self,
        teams: Changes[Team],
        memberships: Changes[Membership],
        volunteers: Changes[Volunteer],
        homes: Changes[Home],
        merchants: Changes[Merchant],
    ) -> None:
        self._teams, self._memberships = teams, memberships
        self._volunteers, self._homes, self._merchants = volunteers, homes, merchants

    def form(self, recorded: Recorded[TeamFormed]) -> None:
        fact = recorded.fact
        row = self._teams[fact.team]
        row.kind, row.name, row.community = fact.kind, fact.name, fact.community
        row.position = recorded.position

    def join(self, recorded: Recorded[TeamJoined]) -> None:
        row = self._memberships[recorded.fact.team, recorded.fact.volunteer]
        row.joined_at, row.position = recorded.fact.at, recorded.position

    def register(self, recorded: Recorded[VolunteerRegistered]) -> None:
        fact = recorded.fact
        row = self._volunteers[fact.volunteer]
        row.number, row.registered_at, row.position = fact.number, fact.at, recorded.position
        self.settle(recorded)

    def settle(self, recorded: Recorded[VolunteerRegistered] | Recorded[VolunteerMoved]) -> None:
        fact = recorded.fact
        self._volunteers[fact.volunteer].community = fact.community
        home = self._homes[fact.volunteer, recorded.position]
        home.community, home.since = fact.community, fact.at

    def welcome(self, recorded: Recorded[MerchantWelcomed]) -> None:
        fact = recorded.fact
        row = self._merchants[fact.merchant]
        row.name, row.kind, row.community = fact.name, fact.kind, fact.community
        row.position = recorded.position
        self.agree(recorded)

    def agree(self, recorded: Recorded[Any]) -> None:
        cap = recorded.fact.monthly_cap
        self._merchants[recorded.fact.merchant].cap = NO_CAP if cap is None else cap


class Directory(View):
    """Who is there, and where they belong."""

    name = "directory"
    version = 3
    sheets = (TEAMS, MEMBERSHIPS, VOLUNTEERS, HOMES, MERCHANTS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Everybody's first fact, and where they went from there."""
        folding = _Folding(*changes)
        return {
            TeamFormed: folding.form,
            TeamJoined: folding.join,
            VolunteerRegistered: folding.register,
            VolunteerMoved: folding.settle,
            MerchantWelcomed: folding.welcome,
            MerchantTermsChanged: folding.agree,
        }

    # One ------------------------------------------------------------------------------------

    def team(self, team: str) -> Team | None:
        """A team by its id."""
        return self._one(TEAMS, Team, team=team)

    def volunteer(self, volunteer: str) -> Volunteer | None:
        """A volunteer by the id."""
        return self._one(VOLUNTEERS, Volunteer, volunteer=volunteer)

    def volunteer_by_number(self, number: str) -> Volunteer | None:
        """A volunteer by the number people say aloud."""
        return self._one(VOLUNTEERS, Volunteer, number=number)

    def merchant(self, merchant: str) -> Merchant | None:
        """A merchant by its id."""
        return self._one(MERCHANTS, Merchant, merchant=merchant)

    def is_member(self, team: str, volunteer: str) -> bool:
        """Whether the volunteer is in the team."""
        return self._one(MEMBERSHIPS, Membership, team=team, volunteer=volunteer) is not None

    def community_of(self, subject: str) -> str | None:
        """The community that a team, volunteer or merchant belongs to, by its id."""
        kind = subject.partition("-")[0]
        sheet = _WITH_COMMUNITY.get(kind)
        if sheet is None:
            return None
        return self.shelf.row(select(sheet.c.community).where(sheet.c[kind] == subject), str)

    # Many: in the order in which they came, behind the position of the last one seen ----------

    def teams(self, community: str, *, limit: int = 100, after_position: int = 0) -> list[Team]:
        """The teams of a community."""
        return self._page(TEAMS, Team, limit, after_position, community=community)

    def volunteers(
        self, community: str, *, limit: int = 100, after_position: int = 0
    ) -> list[Volunteer]:
        """The volunteers of a community."""
        return self._page(VOLUNTEERS, Volunteer, limit, after_position, community=community)

    def at_home_in(self, communities: Collection[str], before: datetime) -> list[str]:
        """The volunteers who were at home in any of these just before that moment, the first
        registered first."""
        latest = (
            select(HOMES.c.volunteer, func.max(HOMES.c.position).label("position"))
            .where(HOMES.c.since < before)
            .group_by(HOMES.c.volunteer)
            .subquery()
        )
        question = (
            select(HOMES.c.volunteer)
            .join(latest, latest.c.position == HOMES.c.position)
            .where(HOMES.c.community.in_(communities))
        )
        return self.shelf.rows(question.order_by(HOMES.c.position), str)

    def merchants_in(self, communities: Collection[str] | None, after: int = 0) -> list[Merchant]:
        """The merchants of these communities, of all when None; behind the position `after`."""
        c = MERCHANTS.c
        question = MERCHANTS.select().where(c.position > after).order_by(c.position)
        if communities is not None:
            question = question.where(c.community.in_(communities))
        return self.shelf.rows(question, Merchant)

    def monthly_caps(self, communities: Collection[str] | None) -> dict[str, int | None]:
        """The beans a month that each of these merchants takes at most; None for any number."""
        return {shop.merchant: shop.monthly_cap for shop in self.merchants_in(communities)}

    def members(self, team: str, *, limit: int = 100, after_position: int = 0) -> list[Membership]:
        """Who is in a team."""
        return self._page(MEMBERSHIPS, Membership, limit, after_position, team=team)

    def memberships_of(
        self, volunteer: str, *, limit: int = 100, after_position: int = 0
    ) -> list[Membership]:
        """The teams a volunteer is in."""
        return self._page(MEMBERSHIPS, Membership, limit, after_position, volunteer=volunteer)

    def _one(self, sheet: Sheet[Any], entry: type[Entry], **key: str) -> Entry | None:
        return self.shelf.row(sheet.select().filter_by(**key), entry)

    def _page(
        self,
        sheet: Sheet[Any],
        entry: type[Entry],
        limit: int,
        after_position: int,
        **where: str | None,
    ) -> list[Entry]:
        c = sheet.c
        question = sheet.select().filter_by(**where).where(c.position > after_position)
        return self.shelf.rows(question.order_by(c.position).limit(limit), entry)
