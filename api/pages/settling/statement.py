"""Statement: one merchant's month at the desk, with its objections and what is still due."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import own_merchants, second
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Short,
    Words,
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    must_reach_here,
    today_of,
)
from api.pages.second_looks.kept_words import text_of, with_words
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.addresses import TheSettlement
from api.v1.asking import Caller
from api.v1.payments import payments_of
from api.v1.stated import LineTold
from api.wording import WORDING
from ledger.payments import AnswerLine, PaySettlement
from ledger.refusals import Refusal
from merchant_portal import typed
from merchant_portal.counter import receipt
from merchant_portal.statements import LINES_ON_A_PAGE, SIGNS
from projections.settlement_rows import LineObjection, Statement, TillLine
from projections.tills import whose_till

REFERENCE = re.compile("[0-9A-Za-z][0-9A-Za-z/._-]{0,39}")
PageNumber = Annotated[int, QueryParameter(ge=1, le=10_000)]


class Paid(msgspec.Struct):
    """The number on the transfer."""

    reference: Short = ""
    form_key: FormKey = ""


class Answer(msgspec.Struct):
    """What was found about a line; `yuan` changes the next statement."""

    line: LineTold
    outcome: Literal["", "more", "less", "declined"] = ""
    yuan: Short = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/settlements/{settlement:str}", opt=opens_to(Deed.READ_SETTLEMENTS),
     sync_to_thread=True)  # fmt: skip
def statement(request: Visit, settlement: TheSettlement, page: PageNumber = 1) -> Template:
    """What it opened and closed with, what is due by which fund, and every line."""
    caller = caller_here(request)
    catch_up(caller)
    return _shown(request, caller, _within_reach(caller, settlement), number=page)


@post("/desk/settlements/{settlement:str}/payment", opt=opens_to(Deed.PAY_SETTLEMENT),
      status_code=303, sync_to_thread=True)  # fmt: skip
def pay(
    request: Visit, settlement: TheSettlement, data: URLEncodedBody[Paid]
) -> Response[Any]:
    """The money is with the merchant, under this reference."""
    caller = caller_here(request)
    catch_up(caller)
    row, reference = _within_reach(caller, settlement), data.reference.strip()
    if not REFERENCE.fullmatch(reference):
        said = translate("Please enter the number of the transfer: letters and digits.")
        return _shown(request, caller, row, 422, problem=said)
    command = PaySettlement(
        settlement=settlement, acting=second(caller), own_merchants=own_merchants(caller),
        payments=payments_of(caller.ledger, settlement, reference), reference=reference,
    )  # fmt: skip
    try:
        carry_out(caller, data.form_key, command)
    except Refusal as refusal:
        return _refused(request, caller, row, refusal)
    return Redirect(f"/desk/settlements/{settlement}", status_code=303)


@post("/desk/settlements/{settlement:str}/answers", opt=opens_to(Deed.ANSWER_LINE),
      status_code=303, sync_to_thread=True)  # fmt: skip
def answer(
    request: Visit, settlement: TheSettlement, data: URLEncodedBody[Answer]
) -> Response[Any]:
    """The merchant is right, or the line stands."""
    caller = caller_here(request)
    catch_up(caller)
    row, fen = _within_reach(caller, settlement), typed.fen(data.yuan) or 0
    upheld = data.outcome in ("more", "less")
    if not data.outcome or (upheld and not fen):
        said = translate("Please say what you found, and how many yuan it is about.")
        return _shown(request, caller, row, 422, problem=said)
    who, own = second(caller), own_merchants(caller)
    try:
        with_words(
            caller, data.form_key, row.merchant, data.words,
            lambda note: AnswerLine(
                settlement=settlement, acting=who, own_merchants=own, line=data.line,
                outcome="upheld" if upheld else "declined",
                fen=-fen if data.outcome == "less" else fen if upheld else 0, note=note,
            ),
            [settlement, data.line, data.outcome, fen],
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, caller, row, refusal)
    return Redirect(f"/desk/settlements/{settlement}", status_code=303)


def _within_reach(caller: Caller, settlement: str) -> Statement:
    must_reach_here(caller, whose_till(settlement)[0])
    row = caller.ledger.settlements.statement(settlement)
    if row is None:
        raise Stop("not_found")
    return row


def _refused(request: Visit, caller: Caller, row: Statement, refusal: Refusal) -> Template:
    status = WORDING[refusal.code].status
    return _shown(request, caller, row, status, problem=told(refusal))


def _shown(
    request: Visit,
    caller: Caller,
    row: Statement,
    status: int = 200,
    *,
    number: int = 1,
    problem: str = "",
) -> Template:
    views, shop = caller.ledger.settlements, caller.ledger.directory.merchant(row.merchant)
    lines = views.lines(
        row.merchant, row.month, until=row.book_position, limit=LINES_ON_A_PAGE + 1,
        skip=(number - 1) * LINES_ON_A_PAGE,
    )  # fmt: skip
    said = views.objections(row.settlement)
    stage = row.stage_on(today_of(caller))
    return page(
        request, "settling/statement.html", status, row=row, stage=stage, problem=problem,
        merchant_name=shop.name if shop else "", page_number=number,
        more=len(lines) > LINES_ON_A_PAGE, lines=_lines(caller, lines[:LINES_ON_A_PAGE], said),
        open_objections=[_open(caller, each) for each in said if each.state == "open"],
        funds=[
            {"share": share, "name": _fund_name(caller, share.fund)}
            for share in views.shares(row.settlement)
        ],
        may_answer=may(caller.who, Deed.ANSWER_LINE), form_key=fresh_form_key(),
        may_pay=may(caller.who, Deed.PAY_SETTLEMENT) and stage in ("agreed", "undisputed"),
    )  # fmt: skip


def _fund_name(caller: Caller, fund: str) -> str:
    found = caller.ledger.funds.fund(fund) if fund else None
    return found.name if found else translate("from before there was a fund")


def _open(caller: Caller, one: LineObjection) -> dict[str, Any]:
    return {
        "line": one.line, "receipt": receipt(one.line), "reason": one.reason,
        "words": text_of(caller, one.note),
    }  # fmt: skip


def _lines(
    caller: Caller, lines: list[TillLine], said: list[LineObjection]
) -> list[dict[str, Any]]:
    names = caller.house.people.masked_names(line.volunteer for line in lines)
    known = {each.line: each for each in said}
    return [
        {
            "at": line.at, "receipt": receipt(line.redemption), "redemption": line.redemption,
            "masked": names[line.volunteer], "kind": line.kind,
            "beans": SIGNS[line.kind] * line.beans, "fen": SIGNS[line.kind] * line.fen,
            "gift_fen": SIGNS[line.kind] * line.gift_fen,
            "said": known.get(line.redemption),
        }
        for line in lines
    ]  # fmt: skip


ROUTES: list[Any] = [statement, pay, answer]
