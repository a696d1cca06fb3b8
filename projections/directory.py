"""The directory: units, teams, volunteers and merchants, and who belongs where."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from ledger.facts import (
    MerchantWelcomed,
    TeamFormed,
    TeamJoined,
    UnitOpened,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View

Entry = TypeVar("Entry")


class Unit(Row):
    """A district, street, community or grid within its `parent`."""

    unit: str
    kind: str = UNTOLD
    name: str = UNTOLD
    parent: str | None = UNTOLD
    position: int = UNTOLD


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


class Merchant(Row):
    """A shop or charity outlet; `monthly_cap` is in beans, None for no cap of its own."""

    merchant: str
    name: str = UNTOLD
    kind: str = UNTOLD
    community: str = UNTOLD
    monthly_cap: int | None = UNTOLD
    position: int = UNTOLD


UNITS = Sheet("unit", Unit, By(("parent", "position")))
TEAMS = Sheet("team", Team, By(("community", "position")))
MEMBERSHIPS = Sheet("membership", Membership, By(("volunteer", "position")))
VOLUNTEERS = Sheet("volunteer", Volunteer, By(("number",)), By(("community", "position")))
MERCHANTS = Sheet("merchant", Merchant, By(("community", "position")))
_WITH_COMMUNITY = {"team": TEAMS, "volunteer": VOLUNTEERS, "merchant": MERCHANTS}


class _Folding:
    def __init__(
        self,
        units: Changes[Unit],
        teams: Changes[Team],
        memberships: Changes[Membership],
        volunteers: Changes[Volunteer],
        merchants: Changes[Merchant],
    ) -> None:
        self._units, self._teams, self._memberships = units, teams, memberships
        self._volunteers, self._merchants = volunteers, merchants

    def open(self, recorded: Recorded[UnitOpened]) -> None:
        fact = recorded.fact
        row = self._units[fact.unit]
        row.kind, row.name, row.parent = fact.kind, fact.name, fact.parent
        row.position = recorded.position

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
        row.number, row.community, row.registered_at = fact.number, fact.community, fact.at
        row.position = recorded.position

    def welcome(self, recorded: Recorded[MerchantWelcomed]) -> None:
        fact = recorded.fact
        row = self._merchants[fact.merchant]
        row.name, row.kind, row.community = fact.name, fact.kind, fact.community
        row.monthly_cap, row.position = fact.monthly_cap, recorded.position


class Directory(View):
    """Who is there, and where they belong."""

    name = "directory"
    version = 1
    sheets = (UNITS, TEAMS, MEMBERSHIPS, VOLUNTEERS, MERCHANTS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Everybody's first fact."""
        folding = _Folding(*changes)
        return {
            UnitOpened: folding.open,
            TeamFormed: folding.form,
            TeamJoined: folding.join,
            VolunteerRegistered: folding.register,
            MerchantWelcomed: folding.welcome,
        }

    # One ------------------------------------------------------------------------------------

    def unit(self, unit: str) -> Unit | None:
        """A unit by its id."""
        return self._one(UNITS, Unit, unit=unit)

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

    def units(self, parent: str | None, *, limit: int = 100, after_position: int = 0) -> list[Unit]:
        """The units directly within `parent`; those at the top for None."""
        return self._page(UNITS, Unit, limit, after_position, parent=parent)

    def teams(self, community: str, *, limit: int = 100, after_position: int = 0) -> list[Team]:
        """The teams of a community."""
        return self._page(TEAMS, Team, limit, after_position, community=community)

    def volunteers(
        self, community: str, *, limit: int = 100, after_position: int = 0
    ) -> list[Volunteer]:
        """The volunteers of a community."""
        return self._page(VOLUNTEERS, Volunteer, limit, after_position, community=community)

    def merchants(
        self, community: str, *, limit: int = 100, after_position: int = 0
    ) -> list[Merchant]:
        """The merchants of a community."""
        return self._page(MERCHANTS, Merchant, limit, after_position, community=community)

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
