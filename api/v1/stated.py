"""Stated: a merchant's statement as the API tells it, and who may see it."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from litestar.response.base import ASGIResponse

from api.access.reach import check, sure, unknown
from api.problems import Stop
from api.v1.asking import Caller, done
from api.v1.words import REDEMPTION
from ledger.command import Receipt
from ledger.counting.statement_months import Stage
from ledger.subjects.settlement import Settlement
from merchant_portal.counter import receipt as receipt_number
from projections.settlement_rows import LineObjection, Share, Statement, TillLine
from projections.tills import whose_till

LineTold = Annotated[str, msgspec.Meta(pattern=REDEMPTION, description="the line's redemption")]


class Stated(msgspec.Struct, kw_only=True):
    """A statement as it stands after what was asked: the beans that stayed with the merchant, the
    fen owed in all, the number of lines, and the fen that are still to be paid."""

    id: str
    state: Stage
    beans: int
    fen: int
    lines: int
    due_fen: int


class StatementSeen(Stated, kw_only=True):
    """A merchant's month: opening, captured, voided, refunded, adjusted, closing; `fen` is the
    closing. What the funds owe is told in `fen`; each `gift_fen` is what is left of the worth of
    the same beans, which the merchant gives itself. `digest` is the SHA-256 of its lines,
    `redemption,kind,beans,fen,fund` each."""

    merchant: str
    month: str
    opening_fen: int
    captured_beans: int
    captured_fen: int
    voided_beans: int
    voided_fen: int
    refunded_beans: int
    refunded_fen: int
    captured_gift_fen: int
    voided_gift_fen: int
    refunded_gift_fen: int
    gift_fen: int
    adjusted_fen: int
    closing_fen: int
    rolled_over_fen: int
    paid_fen: int
    object_by: date
    pay_by: date
    frozen_at: datetime
    agreed_at: datetime | None
    paid_at: datetime | None
    digest: str


class ShareSeen(msgspec.Struct, kw_only=True):
    """What one fund owes by it, and under which reference it paid."""

    fund: str
    closing_fen: int
    due_fen: int
    paid_fen: int
    reference: str | None


class ObjectionSeen(msgspec.Struct, kw_only=True):
    """What the merchant said of a line, and by how much the answer adjusts the next statement."""

    line: str
    reason: str
    state: str
    adjusted_fen: int
    words: str | None
    answer: str | None


class LineSeen(msgspec.Struct, kw_only=True):
    """One line: beans came (captured) or went back (voided, refunded); the fund owes `fen` of
    their worth for them, and `gift_fen` of it the merchant gives itself."""

    redemption: str
    receipt: str
    at: datetime
    kind: str
    volunteer_masked: str
    beans: int
    fen: int
    gift_fen: int
    fund: str


class WholeStatement(StatementSeen, kw_only=True):
    """The statement with its funds, its objections, and a page of its lines."""

    funds: list[ShareSeen]
    objections: list[ObjectionSeen]
    items: list[LineSeen]
    next_cursor: str | None


class StatementsSeen(msgspec.Struct, kw_only=True):
    """Statements within reach, the newest first."""

    items: list[StatementSeen]
    next_cursor: str | None


def statement_within_reach(caller: Caller, settlement: str) -> Statement:
    """The statement; raises `Stop` (404), also where it is another's, in the same words."""
    merchant, _ = whose_till(settlement)
    try:
        check(caller, merchant)
    except Stop as stop:
        if stop.code != "merchant_unknown":
            raise
        raise unknown(settlement) from None
    found = sure(caller.ledger, lambda: caller.ledger.settlements.statement(settlement))
    if found is None:
        raise unknown(settlement)
    return found


async def stated(caller: Caller, settlement: str, receipt: Receipt) -> ASGIResponse:
    """201, with the statement as it stood when that was recorded."""
    then = await asyncio.to_thread(_as_of, caller, settlement, receipt)
    frozen, today = then.must_be(), caller.ledger.rules.current.local_date(receipt.facts[0].at)
    answer = Stated(
        id=settlement, state=then.stage_on(today), beans=frozen.sums.beans, fen=frozen.closing_fen,
        lines=frozen.sums.lines, due_fen=sum(then.due.values()),
    )  # fmt: skip
    return done(caller, receipt, answer)


def _as_of(caller: Caller, settlement: str, receipt: Receipt) -> Settlement:
    # Not as it is now: the same key gets the same answer.
    then = Settlement(settlement)
    for recorded in caller.ledger.book.told_of(Settlement(settlement)):
        if recorded.position <= receipt.position:
            then.evolve(recorded.fact)
    return then


def figures(caller: Caller, row: Statement) -> dict[str, Any]:
    """The fields of `StatementSeen`."""
    today = caller.ledger.rules.current.local_date(caller.now())
    alike = (
        "merchant", "month", "lines", "due_fen", "opening_fen", "captured_beans", "captured_fen",
        "voided_beans", "voided_fen", "refunded_beans", "refunded_fen", "adjusted_fen",
        "closing_fen", "paid_fen", "object_by", "pay_by", "frozen_at", "agreed_at", "paid_at",
        "digest", "beans", "captured_gift_fen", "voided_gift_fen", "refunded_gift_fen", "gift_fen",
    )  # fmt: skip
    return {
        "id": row.settlement, "state": row.stage_on(today), "fen": row.closing_fen,
        "rolled_over_fen": row.rolled_fen, **{name: getattr(row, name) for name in alike},
    }  # fmt: skip


def share_seen(row: Share) -> ShareSeen:
    """What one fund owes."""
    return ShareSeen(
        fund=row.fund, closing_fen=row.closing_fen, due_fen=row.due_fen, paid_fen=row.paid_fen,
        reference=row.reference,
    )  # fmt: skip


def objection_seen(caller: Caller, row: LineObjection) -> ObjectionSeen:
    """What was said of a line; words that were forgotten are None."""
    text = caller.house.notes.text
    return ObjectionSeen(
        line=row.line, reason=row.reason, state=row.state, adjusted_fen=row.fen,
        words=text(row.note) if row.note else None,
        answer=text(row.answer_note) if row.answer_note else None,
    )  # fmt: skip


def line_seen(line: TillLine, volunteer_masked: str) -> LineSeen:
    """One line."""
    return LineSeen(
        redemption=line.redemption, receipt=receipt_number(line.redemption), at=line.at,
        kind=line.kind, volunteer_masked=volunteer_masked, beans=line.beans, fen=line.fen,
        gift_fen=line.gift_fen, fund=line.fund,
    )  # fmt: skip
