"""Confirmations over HTTP: presence becomes minutes and beans."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.v1.addresses import TheActivity
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import AttendanceId, Body, Minutes, Rating
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import BeansAwarded, Fact, ServiceConfirmed


class RatedRequest(Body, kw_only=True):
    """One attendance as the organizer saw it."""

    attendance: AttendanceId
    rating: Rating
    break_minutes: Minutes = 0


class ConfirmRequest(Body, kw_only=True):
    """All of these are confirmed together, or none."""

    attendances: Annotated[list[RatedRequest], msgspec.Meta(min_length=1, max_length=200)]


class Counted(msgspec.Struct, kw_only=True):
    """What an attendance came to; `grade` is the evidence, A the best."""

    attendance: str
    minutes: int
    pending_minutes: int
    training_minutes: int
    beans: int
    capped_beans: int
    grade: str


class Confirmed(msgspec.Struct, kw_only=True):
    """The attendances in the order in which they were named."""

    results: list[Counted]


@post("/activities/{activity:str}/confirmations",
      opt=opens_to(Deed.CONFIRM), **writes(Confirmed))  # fmt: skip
async def confirm(
    request: Call, activity: TheActivity, data: JSONBody[ConfirmRequest]
) -> ASGIResponse:
    """These people were here and served; nobody confirms their own service."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    rated = tuple(
        Rated(attendance=each.attendance, rating=each.rating, break_minutes=each.break_minutes)
        for each in data.attendances
    )
    who = await asyncio.to_thread(second, caller)
    command = ConfirmService(
        activity=activity, rated=rated, confirmed_by=who.answers,
        own_volunteers=who.own_volunteers, selves=who.selves,
    )  # fmt: skip
    return await carry_out(
        caller, command, sender, lambda receipt: Confirmed(results=counted(receipt.facts))
    )


def counted(facts: Iterable[Fact]) -> list[Counted]:
    """What each attendance that was confirmed came to."""
    told = list(facts)
    awards = {fact.attendance: fact for fact in told if isinstance(fact, BeansAwarded)}
    return [
        _counted(fact, awards.get(fact.attendance))
        for fact in told
        if isinstance(fact, ServiceConfirmed)
    ]


def _counted(fact: ServiceConfirmed, award: BeansAwarded | None) -> Counted:
    return Counted(
        attendance=fact.attendance, minutes=fact.minutes, pending_minutes=fact.pending_minutes,
        training_minutes=fact.training_minutes, beans=award.beans if award else 0,
        capped_beans=(award or fact).capped_beans, grade=fact.grade,
    )  # fmt: skip


ROUTES = [confirm]
