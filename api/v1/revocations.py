"""Revocations and corrections over HTTP: first everybody it would touch, then exactly that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC
from typing import Any

import msgspec
from litestar import post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.foreseeing import foreseen
from api.problems import FieldProblem, Stop
from api.ripples import Affected, ripples
from api.v1.addresses import DryRun, TheActivity, TheAttendance
from api.v1.asking import Call, Caller, by, caller_of, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Minutes, Moment, Rating, Reason, implausible
from ledger.command import Command
from ledger.corrections import CorrectService
from ledger.revocations import RevokeActivity, RevokeAttendance
from ledger.subjects.imported import ImportedRecord

Made = Callable[[str | None], Command]


class Reasoned(Body, kw_only=True):
    """Something with a reason."""

    reason: Reason


class RevokeRequest(Reasoned, kw_only=True):
    """Why; kept apart from the book, and never in it."""


class CorrectRequest(Reasoned, kw_only=True):
    """How it was; what is not told stays as it is. The reason is kept apart from the book."""

    in_at: Moment | None = None
    out_at: Moment | None = None
    break_minutes: Minutes | None = None
    rating: Rating | None = None


class Changed(msgspec.Struct, kw_only=True):
    """What was done, or would be: the attendance, activity or record brought in, and everybody
    it touches."""

    attendance: str | None = None
    activity: str | None = None
    imported: str | None = None
    affected: list[Affected]


TRIED = {
    200: ResponseSpec(
        data_container=Changed,
        description="`dry_run`: everybody it would touch; nothing is written",
        generate_examples=False,
    )
}


@post("/attendances/{attendance:str}/revocation", opt=opens_to(Deed.REVOKE),
      **writes(Changed, TRIED))  # fmt: skip
async def revoke(
    request: Call,
    attendance: TheAttendance,
    data: JSONBody[RevokeRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Take a confirmed attendance back, its minutes and its beans; spent ones become a debt."""
    return await change(
        request, data, {"attendance": attendance}, dry_run,
        lambda note: RevokeAttendance(attendance=attendance, note=note),
    )  # fmt: skip


@post("/activities/{activity:str}/revocation", opt=opens_to(Deed.REVOKE),
      **writes(Changed, TRIED))  # fmt: skip
async def revoke_activity(
    request: Call,
    activity: TheActivity,
    data: JSONBody[RevokeRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Take a whole activity back: every record of it, at once."""
    return await change(
        request, data, {"activity": activity}, dry_run,
        lambda note: RevokeActivity(activity=activity, note=note),
    )  # fmt: skip


@post("/attendances/{attendance:str}/correction", opt=opens_to(Deed.CORRECT),
      **writes(Changed, TRIED))  # fmt: skip
async def correct(
    request: Call,
    attendance: TheAttendance,
    data: JSONBody[CorrectRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Make a record anew; the old one stays where it is, and the evidence keeps its grade."""
    caller = caller_of(request)
    for name in ("in_at", "out_at"):
        moment = getattr(data, name)
        if moment is not None and implausible(moment):
            raise Stop("time_implausible", [FieldProblem("beyond any activity", f"/{name}")])
    who = await asyncio.to_thread(second, caller)
    told: dict[str, Any] = {
        "came_at": data.in_at and data.in_at.astimezone(UTC),
        "left_at": data.out_at and data.out_at.astimezone(UTC),
        "break_minutes": data.break_minutes, "rating": data.rating,
    }  # fmt: skip
    return await change(
        request, data, {"attendance": attendance}, dry_run,
        lambda note: CorrectService(attendance=attendance, corrected_by=who, note=note, **told),
    )  # fmt: skip


async def change(
    request: Call, data: Reasoned, about: dict[str, str], dry_run: bool, make: Made
) -> ASGIResponse:
    """Carry a correction or a revocation out, or foresee it; `about` names its one subject."""
    caller = caller_of(request)
    sender = by(request, data)
    (subject,) = about.values()
    await must_reach(caller, subject)
    if dry_run:
        affected = await asyncio.to_thread(_would, caller, make(None))
        body = msgspec.json.encode(Changed(affected=affected, **about))
        return ASGIResponse(body=body, media_type="application/json")
    whose = await asyncio.to_thread(_whose, caller, subject)
    receipt = await ask_with_words(caller, sender, whose, data.reason, make)
    # The stars are told from the views, which must know of it first.
    if not await caller.ledger.shelf.at_least(receipt.position):
        raise Stop("view_behind")
    told = {"written": True, "position": receipt.position}
    affected = await asyncio.to_thread(ripples, caller, receipt.facts, **told)
    return done(caller, receipt, Changed(affected=affected, **about))


def _whose(caller: Caller, subject: str) -> str:
    """What the words are about; of a record that was brought in the volunteer, so that they are
    forgotten together."""
    fact = caller.ledger.book.look(ImportedRecord(subject)).fact
    return fact.volunteer if fact else subject


def _would(caller: Caller, command: Command) -> list[Affected]:
    if not caller.ledger.shelf.wait_for(caller.ledger.book.head()):
        raise Stop("view_behind")
    return ripples(caller, foreseen(caller, command), written=False)


ROUTES = [revoke, revoke_activity, correct]
