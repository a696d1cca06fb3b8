"""Teams over HTTP: a team is formed, a volunteer joins it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import may_take_in, must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheTeam
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body, Made, Name, UnitId, VolunteerId
from ledger.command import Receipt
from ledger.teams import FormTeam, JoinTeam


class TeamRequest(Body, kw_only=True):
    """A team of a community; `kind` is a word of your own, such as patrol or choir."""

    name: Name
    kind: Name
    community: UnitId


class MemberRequest(Body, kw_only=True):
    """Who joins."""

    volunteer: VolunteerId


class Member(msgspec.Struct, kw_only=True):
    """A volunteer is in the team since `at`."""

    team: str
    volunteer: str
    at: datetime


@post("/teams", opt=opens_to(Deed.FORM_TEAM), **writes(Made))
async def form_team(request: Call, data: JSONBody[TeamRequest]) -> ASGIResponse:
    """Form a team in a community."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.community)
    command = FormTeam(
        team=new_id("team", caller.now()), kind=data.kind, name=data.name,
        community=data.community,
    )  # fmt: skip
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].team))


@post("/teams/{team:str}/members", opt=opens_to(Deed.TAKE_INTO_TEAM),
      **writes(Member))  # fmt: skip
async def join_team(
    request: Call, team: TheTeam, data: JSONBody[MemberRequest]
) -> ASGIResponse:
    """Let a volunteer be a member of the team."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, team)
    await may_take_in(caller, data.volunteer)
    command = JoinTeam(team=team, volunteer=data.volunteer)

    def answer(receipt: Receipt) -> Member:
        joined = receipt.facts[0]
        return Member(team=joined.team, volunteer=joined.volunteer, at=joined.at)

    return await carry_out(caller, command, sender, answer)


ROUTES = [form_team, join_team]
