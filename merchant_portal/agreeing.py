"""Agreeing: a merchant says that a statement is right, or which line of it is not."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from ledger.command import Command
from ledger.facts import ObjectionReason
from ledger.refusals import Refusal
from ledger.settlements import AgreeStatement, ObjectToLine
from ledger.subjects.settlement import Line, settlement_of, till_behind
from merchant_portal import typed
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.counter import receipt
from merchant_portal.statements import TheMonth, own_statement, shown

Text = Annotated[str, msgspec.Meta(max_length=typed.LONGEST_TYPED)]
REDEMPTION = "^redemption-[0-9a-z]{1,32}$"
TheLine = Annotated[str, QueryParameter(pattern=REDEMPTION)]


class Agreed(msgspec.Struct, frozen=True):
    """The form behind an agreement."""

    form_key: Text = ""


class Objected(msgspec.Struct, frozen=True):
    """Which line is wrong, and why."""

    line: Annotated[str, msgspec.Meta(pattern=REDEMPTION)]
    reason: ObjectionReason | Literal[""] = ""
    form_key: Text = ""


@post("/statements/{month:str}/agreement", opt={"deed": "agree_statement"}, status_code=303)
async def agree(
    clerk: ClerkHere, month: TheMonth, data: URLEncodedBody[Agreed]
) -> Response[Any]:
    """The statement is right."""
    command = AgreeStatement(
        settlement=settlement_of(clerk.merchant, month), merchant=clerk.merchant
    )
    return await _asked(clerk, month, command, data.form_key)


@get("/statements/{month:str}/objection", opt={"deed": "agree_statement"}, sync_to_thread=True)
def objecting(clerk: ClerkHere, month: TheMonth, line: TheLine) -> Template:
    """The line once more, and what may be wrong with it."""
    clerk.catch_up()
    return _form(clerk, month, line)


@post("/statements/{month:str}/objection", opt={"deed": "agree_statement"}, status_code=303)
async def object_to_line(
    clerk: ClerkHere, month: TheMonth, data: URLEncodedBody[Objected]
) -> Response[Any]:
    """This line is wrong; the community answers before anything is settled."""
    if not data.reason:
        return await sync_to_thread(_form, clerk, month, data.line, 422)
    command = ObjectToLine(
        settlement=settlement_of(clerk.merchant, month), merchant=clerk.merchant, line=data.line,
        reason=data.reason,
    )  # fmt: skip
    return await _asked(clerk, month, command, data.form_key)


async def _asked(clerk: Clerk, month: str, command: Command, form_key: str) -> Response[Any]:
    try:
        await clerk.book.ask(command, clerk.sender(form_key, command), clerk.now())
    except Refusal as refusal:
        return await sync_to_thread(_refused, clerk, month, refusal)
    return Redirect(f"/merchant/statements/{month}", status_code=303)


def _refused(clerk: Clerk, month: str, refusal: Refusal) -> Template:
    clerk.catch_up()
    return shown(clerk, own_statement(clerk, month), 422, problem=clerk.told(refusal))


def _form(clerk: Clerk, month: str, line: str, status: int = 200) -> Template:
    row = own_statement(clerk, month)
    found = clerk.book.look(Line(till_behind(row.settlement), line))
    if not found.printed:
        raise NotFoundException
    return clerk.page(
        "objecting.html", status, merchant_name=clerk.merchant_name, row=row, line=line,
        receipt=receipt(line), captured_fen=found.captured_fen, returned_fen=found.returned_fen,
        form_key=secrets.token_urlsafe(16), nothing_chosen=status != 200,
    )  # fmt: skip


ROUTES: list[Any] = [agree, objecting, object_to_line]
