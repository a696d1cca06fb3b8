"""Confirmations over HTTP: presence becomes minutes and beans, or is taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from litestar import post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import DryRun, TheActivity, TheAttendance
from api.v1.asking import Call, Caller, ask, by, caller_of, carry_out, comes_again, done
from api.v1.documents import writes
from api.v1.words import AttendanceId, Body, Minutes, Rating, Reason
from ledger.command import By, Receipt
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import (
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    Fact,
    ServiceConfirmed,
)
from ledger.refusals import Refusal
from ledger.revocations import RevokeAttendance


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


class RevokeRequest(Body, kw_only=True):
    """Why; kept apart from the book, and never in it."""

    reason: Reason


class Affected(msgspec.Struct, kw_only=True):
    """What changes for a volunteer: minutes and beans are negative, being taken away.

    `balance_after` is None where no beans move.
    """

    volunteer: str
    minutes: int
    beans: int
    balance_after: int | None


class Revoked(msgspec.Struct, kw_only=True):
    """What was taken back, or would be."""

    attendance: str
    affected: list[Affected]


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


_TRIED = {
    200: ResponseSpec(
        data_container=Revoked,
        description="`dry_run`: what would be taken back; nothing is written",
        generate_examples=False,
    )
}


@post("/attendances/{attendance:str}/revocation", opt=opens_to(Deed.REVOKE),
      **writes(Revoked, _TRIED))  # fmt: skip
async def revoke(
    request: Call,
    attendance: TheAttendance,
    data: JSONBody[RevokeRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Take a confirmed attendance back, its minutes and its beans; spent ones become a debt."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, attendance)
    if dry_run:
        facts = await asyncio.to_thread(_would_happen, caller, attendance)
        return ASGIResponse(
            body=msgspec.json.encode(_revoked(facts)), media_type="application/json"
        )
    receipt = await _revoke(caller, attendance, data.reason, sender)
    return done(caller, receipt, _revoked(receipt.facts))


async def _revoke(caller: Caller, attendance: str, reason: str, sender: By) -> Receipt:
    if await comes_again(caller, sender):
        return await ask(caller, RevokeAttendance(attendance=attendance), sender)
    notes, now = caller.house.notes, caller.now()
    note = new_id("note", now)
    kept = (note, caller.ledger.name, attendance, caller.who.actor, reason, now)
    await asyncio.to_thread(notes.keep, *kept)
    try:
        receipt = await ask(caller, RevokeAttendance(attendance=attendance, note=note), sender)
    except Refusal:
        await asyncio.to_thread(notes.forget, note)
        raise
    if receipt.replayed:  # Another copy of this request was faster, and has its own note.
        await asyncio.to_thread(notes.forget, note)
    return receipt


def _would_happen(caller: Caller, attendance: str) -> tuple[Fact, ...]:
    """What the book would write now: the rules are pure, so they may be asked for an opinion."""
    command, now = RevokeAttendance(attendance=attendance), caller.now()
    states: list[Any] = [caller.ledger.book.look(state) for state in command.asks(now)]
    return tuple(command.decide(now, *states))


def _revoked(facts: tuple[Fact, ...]) -> Revoked:
    revoked = next(fact for fact in facts if isinstance(fact, AttendanceRevoked))
    taken = next((fact for fact in facts if isinstance(fact, BeansClawedBack)), None)
    affected = Affected(
        volunteer=revoked.volunteer, minutes=-revoked.minutes,
        beans=-taken.beans if taken else 0, balance_after=taken.balance_after if taken else None,
    )  # fmt: skip
    return Revoked(attendance=revoked.attendance, affected=[affected])


ROUTES = [confirm, revoke]
