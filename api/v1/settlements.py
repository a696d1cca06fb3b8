"""Settlements over HTTP: a merchant's month is closed, looked at, agreed or objected to."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import answers_for
from api.access.reach import check, must_reach, reaches
from api.access.table import Deed, opens_to
from api.closing import closing_of
from api.problems import Stop
from api.v1 import paging
from api.v1.addresses import (
    USUAL,
    AnyMerchant,
    AnyMonth,
    Cursor,
    Limit,
    TheSettlement,
)
from api.v1.asking import Call, ask, by, caller_of
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.stated import (
    LineTold,
    Stated,
    StatementSeen,
    StatementsSeen,
    WholeStatement,
    figures,
    line_seen,
    objection_seen,
    share_seen,
    stated,
    statement_within_reach,
)
from api.v1.words import MERCHANT, Body, EmptyRequest, Reason
from ledger.facts import ObjectionReason
from ledger.settlements import AgreeStatement, ObjectToLine
from projections.settlements import Settlements

LOOKED_THROUGH = 1_000
MerchantId = Annotated[str, msgspec.Meta(pattern=MERCHANT)]
MonthTold = Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class StatementRequest(Body, kw_only=True):
    """Whose month, such as 2026-11, is to be closed."""

    merchant: MerchantId
    month: MonthTold


class LineRequest(Body, kw_only=True):
    """Which line is wrong and why; the words, if any, are kept apart from the book."""

    line: LineTold
    reason: ObjectionReason
    words: Reason | None = None


@post("/settlements", opt=opens_to(Deed.FREEZE_STATEMENT), **writes(Stated))
async def freeze_statement(request: Call, data: JSONBody[StatementRequest]) -> ASGIResponse:
    """Close a merchant's month; the clock does so by itself on the policy's working day."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.merchant)
    head = await asyncio.to_thread(caller.ledger.book.head)
    if not await caller.ledger.shelf.at_least(head, of=(Settlements,)):
        raise Stop("view_behind")
    whose = caller.ledger, data.merchant, data.month, answers_for(caller.who)
    command = await asyncio.to_thread(closing_of, *whose)
    receipt = await ask(caller, command, sender)
    return await stated(caller, receipt.facts[0].settlement, receipt)


@get("/settlements", opt=opens_to(Deed.READ_SETTLEMENTS), **READS)
def list_settlements(
    request: Call, merchant: AnyMerchant = "", month: AnyMonth = "", limit: Limit = USUAL,
    cursor: Cursor = "",
) -> StatementsSeen:  # fmt: skip
    """Statements within reach, of one merchant or one month where it is named."""
    caller = caller_of(request)
    merchant = merchant or caller.who.merchant or ""
    if merchant:
        check(caller, merchant)
    before = paging.position_of(caller.ledger, cursor)
    rows = caller.ledger.settlements.page(
        LOOKED_THROUGH, merchant=merchant, month=month, before_position=before
    )
    found = [row for row in rows if reaches(caller, row.merchant)][: limit + 1]
    page = paging.cut(caller.ledger, found, limit, lambda row: row.position)
    cursor_after = page.next_cursor
    if cursor_after is None and len(rows) == LOOKED_THROUGH:
        cursor_after = caller.ledger.cursors.seal(rows[-1].position)
    items = [StatementSeen(**figures(caller, row)) for row in page.items]
    return StatementsSeen(items=items, next_cursor=cursor_after)


@get("/settlements/{settlement:str}", opt=opens_to(Deed.READ_SETTLEMENTS), **READS)
def read_settlement(
    request: Call, settlement: TheSettlement, limit: Limit = USUAL, cursor: Cursor = ""
) -> WholeStatement:
    """One statement, and its lines page by page, in the order in which they happened."""
    caller = caller_of(request)
    ledger, row = caller.ledger, statement_within_reach(caller, settlement)
    after = paging.position_of(ledger, cursor) or 0
    lines = ledger.settlements.lines(
        row.merchant, row.month, until=row.book_position, limit=limit + 1, after_position=after
    )
    page = paging.cut(ledger, lines, limit, lambda line: line.position)
    said = ledger.settlements.objections(settlement)
    names = caller.house.people.masked_names(line.volunteer for line in page.items)
    return WholeStatement(
        **figures(caller, row), next_cursor=page.next_cursor,
        funds=[share_seen(each) for each in ledger.settlements.shares(settlement)],
        objections=[objection_seen(caller, each) for each in said],
        items=[line_seen(line, names[line.volunteer]) for line in page.items],
    )  # fmt: skip


@post("/settlements/{settlement:str}/agreement", opt=opens_to(Deed.AGREE_STATEMENT),
      **writes(Stated))  # fmt: skip
async def agree(
    request: Call, settlement: TheSettlement, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """The merchant says that the statement is right."""
    caller = caller_of(request)
    sender = by(request, data)
    row = await asyncio.to_thread(statement_within_reach, caller, settlement)
    command = AgreeStatement(settlement=settlement, merchant=row.merchant)
    return await stated(caller, settlement, await ask(caller, command, sender))


@post("/settlements/{settlement:str}/objection", opt=opens_to(Deed.AGREE_STATEMENT),
      **writes(Stated))  # fmt: skip
async def object_to_line(
    request: Call, settlement: TheSettlement, data: JSONBody[LineRequest]
) -> ASGIResponse:
    """The merchant says that a line is wrong, within the policy's working days."""
    caller = caller_of(request)
    sender = by(request, data)
    row = await asyncio.to_thread(statement_within_reach, caller, settlement)
    receipt = await ask_with_words(
        caller, sender, row.merchant, data.words,
        lambda note: ObjectToLine(
            settlement=settlement, merchant=row.merchant, line=data.line, reason=data.reason,
            note=note,
        ),
    )  # fmt: skip
    return await stated(caller, settlement, receipt)


ROUTES = [freeze_statement, list_settlements, read_settlement, agree, object_to_line]
