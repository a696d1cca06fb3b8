"""Supplements over HTTP (补录): service that nobody recorded at the time is proposed with proof."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.of_age import has_come_of_age
from api.access.own import second
from api.access.reach import may_take_in, must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheActivity
from api.v1.asking import Call, Caller, by, caller_of, comes_again, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Minutes, Moment, Rating, Reason, VolunteerId, implausible
from ledger.command import Command
from ledger.facts import Presence
from ledger.subjects.presence import attendance_of
from ledger.supplements import ProposeSupplement


class PresenceTold(Body, kw_only=True):
    """One person's presence as somebody remembers it, and how well it went."""

    volunteer: VolunteerId
    came_at: Moment
    left_at: Moment
    rating: Rating
    break_minutes: Minutes = 0


class SupplementRequest(Body, kw_only=True):
    """Who was there, and what proves it: a photo, a list, who saw them."""

    presences: Annotated[list[PresenceTold], msgspec.Meta(min_length=1, max_length=50)]
    proof: Reason | None = None


class Waits(msgspec.Struct, kw_only=True):
    """It waits for a second person, under this id."""

    proposal: str


@post("/activities/{activity:str}/supplements", opt=opens_to(Deed.PROPOSE), **writes(Waits))
async def propose_supplement(
    request: Call, activity: TheActivity, data: JSONBody[SupplementRequest]
) -> ASGIResponse:
    """Propose a late record; it counts once a second person has agreed."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    _check_times(data.presences)
    if not await comes_again(caller, sender):
        for each in data.presences:
            await may_take_in(caller, each.volunteer)
    presences = tuple(_presence(each) for each in data.presences)
    whom = [each.volunteer for each in presences]
    proposer = await asyncio.to_thread(second, caller)
    adults = await asyncio.to_thread(grown_up, caller, whom)

    def command(note: str | None) -> Command:
        return ProposeSupplement(
            proposal=new_id("proposal", caller.now()), activity=activity, presences=presences,
            proposer=proposer, note=note, grown_up=adults,
        )  # fmt: skip

    # Of one person the proof is forgotten with the person; of several it is the activity's.
    about = attendance_of(activity, whom[0]) if len(whom) == 1 else activity
    receipt = await ask_with_words(caller, sender, about, data.proof, command)
    return done(caller, receipt, Waits(proposal=receipt.facts[0].proposal))


def grown_up(caller: Caller, volunteers: Iterable[str]) -> tuple[str, ...]:
    """Those who were registered as minors and are none any more; on a thread of its own."""
    house, ledger = caller.house, caller.ledger
    return tuple(each for each in volunteers if has_come_of_age(house, ledger, each))


def _check_times(presences: Iterable[PresenceTold]) -> None:
    for number, each in enumerate(presences):
        for name in ("came_at", "left_at"):
            if implausible(getattr(each, name)):
                pointer = f"/presences/{number}/{name}"
                raise Stop("time_implausible", [FieldProblem("beyond any activity", pointer)])


def _presence(told: PresenceTold) -> Presence:
    return Presence(
        volunteer=told.volunteer, came_at=told.came_at.astimezone(UTC),
        left_at=told.left_at.astimezone(UTC), rating=told.rating,
        break_minutes=told.break_minutes,
    )  # fmt: skip


ROUTES = [propose_supplement]
