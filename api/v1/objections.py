"""Objections over HTTP: a line is disputed, and the answer stands beside it."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody, PathParameter, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import check, must_reach, reaches, sure, unknown
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.problems import Stop
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheVolunteer
from api.v1.asking import Call, Caller, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import OBJECTABLE, Body, Reason
from ledger.facts import ObjectionRaised
from ledger.objections import AnswerObjection, RaiseObjection
from projections.objections import Objection

LOOKED_THROUGH = 1_000
OBJECTION = "^objection-[0-9a-z]{1,32}$"
TheObjection = Annotated[str, PathParameter(pattern=OBJECTION)]
Reference = Annotated[
    str,
    msgspec.Meta(
        pattern=OBJECTABLE, description="the `reference` of the statement's line"
    ),
]
InState = Annotated[
    str,
    QueryParameter(
        name="state", pattern="^(open|upheld|declined)$", description="open, upheld or declined"
    ),
]


class ObjectRequest(Body, kw_only=True):
    """Which line is wrong, and what should stand there; the words are kept apart from the book."""

    reference: Reference
    words: Reason


class Objected(msgspec.Struct, kw_only=True):
    """The objection, and the last day to answer it."""

    id: str
    due_on: date


class AnswerRequest(Body, kw_only=True):
    """Upheld: the volunteer is right, and a correction follows. Declined: the line stands."""

    outcome: Literal["upheld", "declined"]
    words: Reason


class Answered(msgspec.Struct, kw_only=True):
    """How it was answered."""

    id: str
    state: str


class Disputed(msgspec.Struct, kw_only=True):
    """One objection; `words` and `answer` are None where they were forgotten or not given."""

    id: str
    volunteer: str
    reference: str
    state: str
    raised_at: datetime
    due_on: date
    overdue: bool
    words: str | None
    answered_at: datetime | None
    answer: str | None


class Disputes(msgspec.Struct, kw_only=True):
    """Objections within reach, the first one first."""

    items: list[Disputed]
    next_cursor: str | None


@post("/volunteers/{volunteer:str}/objections", opt=opens_to(Deed.OBJECT),
      **writes(Objected))  # fmt: skip
async def raise_objection(
    request: Call, volunteer: TheVolunteer, data: JSONBody[ObjectRequest]
) -> ASGIResponse:
    """This line of mine, or of my ward, is wrong."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    objection = new_id("objection", caller.now())
    receipt = await ask_with_words(
        caller, sender, volunteer, data.words,
        lambda note: RaiseObjection(
            objection=objection, volunteer=volunteer, reference=data.reference, note=note
        ),
    )  # fmt: skip
    raised = receipt.facts[0]
    assert isinstance(raised, ObjectionRaised)
    return done(caller, receipt, Objected(id=raised.objection, due_on=raised.due_on))


@get("/objections", opt=opens_to(Deed.READ_OBJECTIONS), **READS)
def list_objections(
    request: Call, in_state: InState = "open", limit: Limit = USUAL, cursor: Cursor = ""
) -> Disputes:
    """What volunteers within reach object to."""
    caller = caller_of(request)
    start = paging.position_of(caller.ledger, cursor) or 0
    found: list[Objection] = []
    rows = caller.ledger.objections.in_state(in_state, LOOKED_THROUGH, start)
    for row in rows:
        if reaches(caller, row.volunteer):
            found.append(row)
        if len(found) > limit:
            break
    page = paging.cut(caller.ledger, found, limit, lambda row: row.position)
    cursor_after = page.next_cursor
    if cursor_after is None and len(rows) == LOOKED_THROUGH:
        cursor_after = caller.ledger.cursors.seal(rows[-1].position)
    return Disputes(
        items=[_told(caller, row) for row in page.items], next_cursor=cursor_after
    )


@post("/objections/{objection:str}/answer", opt=opens_to(Deed.ANSWER_OBJECTION),
      **writes(Answered))  # fmt: skip
async def answer_objection(
    request: Call, objection: TheObjection, data: JSONBody[AnswerRequest]
) -> ASGIResponse:
    """Answer an objection; never one's own, nor that of somebody one lives with."""
    caller = caller_of(request)
    sender = by(request, data)
    row = await asyncio.to_thread(_within_reach, caller, objection)
    who = await asyncio.to_thread(second, caller)
    receipt = await ask_with_words(
        caller, sender, row.volunteer, data.words,
        lambda note: AnswerObjection(
            objection=objection, outcome=data.outcome, answered_by=who, note=note
        ),
    )  # fmt: skip
    return done(caller, receipt, Answered(id=objection, state=data.outcome))


def _within_reach(caller: Caller, objection: str) -> Objection:
    row = sure(caller.ledger, lambda: caller.ledger.objections.objection(objection))
    if row is None:
        raise unknown(objection)
    try:
        check(caller, row.volunteer)
    except Stop as stop:
        if stop.code != "volunteer_unknown":
            raise
        raise unknown(objection) from None
    return row


def _told(caller: Caller, row: Objection) -> Disputed:
    text, today = caller.house.notes.text, caller.ledger.rules.current.local_date(caller.now())
    return Disputed(
        id=row.objection, volunteer=row.volunteer, reference=row.reference, state=row.state,
        raised_at=row.raised_at, due_on=row.due_on,
        overdue=row.state == "open" and today > row.due_on,
        words=text(row.note) if row.note else None, answered_at=row.answered_at,
        answer=text(row.answer_note) if row.answer_note else None,
    )  # fmt: skip


ROUTES = [raise_objection, list_objections, answer_objection]
