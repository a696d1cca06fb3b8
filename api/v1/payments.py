"""Payments over HTTP: the community answers an objection to a line, and the funds pay."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import own_merchants, second
from api.access.table import Deed, opens_to
from api.ids import id_of_case
from api.ledgers import Ledger
from api.v1.addresses import TheSettlement
from api.v1.asking import Call, ask, by, caller_of
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.stated import LineTold, Stated, stated, statement_within_reach
from api.v1.words import FUND, Body, Reason
from ledger.payments import AnswerLine, PaySettlement

FenChange = Annotated[
    int, msgspec.Meta(ge=-10_000_000_000, le=10_000_000_000, description="1/100 yuan, signed")
]
Reference = Annotated[
    str, msgspec.Meta(pattern="^[0-9A-Za-z][0-9A-Za-z/._-]{0,39}$", description="on the transfer")
]
FundTold = Annotated[str, msgspec.Meta(pattern=FUND)]


class LineAnswer(Body, kw_only=True):
    """Upheld: the merchant is right, and `fen` are added to the next statement, or taken off.
    Declined: the line stands. The words are kept apart from the book."""

    line: LineTold
    outcome: Literal["upheld", "declined"]
    fen: FenChange = 0
    words: Reason | None = None


class PaymentRequest(Body, kw_only=True):
    """The number of the bank's or of the voucher, which a fund uses once for ever; all funds
    that owe by this statement pay under it, or the one that is named."""

    reference: Reference
    fund: FundTold | None = None


@post("/settlements/{settlement:str}/answers", opt=opens_to(Deed.ANSWER_LINE),
      **writes(Stated))  # fmt: skip
async def answer_line(
    request: Call, settlement: TheSettlement, data: JSONBody[LineAnswer]
) -> ASGIResponse:
    """Answer what the merchant said of a line; never at a shop one works for."""
    caller = caller_of(request)
    sender = by(request, data)
    row = await asyncio.to_thread(statement_within_reach, caller, settlement)
    who = await asyncio.to_thread(second, caller)
    own = await asyncio.to_thread(own_merchants, caller)
    receipt = await ask_with_words(
        caller, sender, row.merchant, data.words,
        lambda note: AnswerLine(
            settlement=settlement, acting=who, own_merchants=own, line=data.line,
            outcome=data.outcome, fen=data.fen, note=note,
        ),
    )  # fmt: skip
    return await stated(caller, settlement, receipt)


@post("/settlements/{settlement:str}/payment", opt=opens_to(Deed.PAY_SETTLEMENT),
      **writes(Stated))  # fmt: skip
async def pay_settlement(
    request: Call, settlement: TheSettlement, data: JSONBody[PaymentRequest]
) -> ASGIResponse:
    """Say that it was paid: by somebody else than whoever closed the month."""
    caller = caller_of(request)
    sender = by(request, data)
    await asyncio.to_thread(statement_within_reach, caller, settlement)
    who = await asyncio.to_thread(second, caller)
    own = await asyncio.to_thread(own_merchants, caller)
    paying = await asyncio.to_thread(
        payments_of, caller.ledger, settlement, data.reference, data.fund
    )
    command = PaySettlement(
        settlement=settlement, acting=who, own_merchants=own, payments=paying,
        reference=data.reference,
    )  # fmt: skip
    return await stated(caller, settlement, await ask(caller, command, sender))


def payments_of(
    ledger: Ledger, settlement: str, reference: str, fund: str | None = None
) -> dict[str, str]:
    """The ids of what is paid under this reference, by fund: of every fund that still owes by
    the statement, or of that one."""
    shares = ledger.settlements.shares(settlement)
    funds = [share.fund for share in shares if share.due_fen > 0] if fund is None else [fund]
    secret = ledger.fingerprint_secret
    return {each: id_of_case("payment", secret, each, reference) for each in funds}


ROUTES = [answer_line, pay_settlement]
