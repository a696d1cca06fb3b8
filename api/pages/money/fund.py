"""A fund: where its money is, what was given to it, and entering a donation, read back first."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.money.capitals import in_capitals
from api.pages.money.funds import fit_name
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    catch_up,
    fresh_form_key,
    id_from,
    must_reach_here,
)
from api.pages.office.finding import unit_name
from api.pages.second_looks.kept_words import with_words
from api.pages.second_looks.proposals import After
from api.pages.visits import Visit, page, told
from api.v1.addresses import TheFund
from api.v1.asking import Caller
from api.v1.funds import ReceiptNumber, donation_of
from api.v1.paging import cut, position_of
from api.wording import WORDING
from ledger.funds import ReceiveDonation
from ledger.refusals import Refusal
from merchant_portal.typed import fen as typed_fen
from projections.funds import Fund

A_PAGE = 30
_RECEIPT_LENGTH = 12
_Step = Annotated[str, msgspec.Meta(max_length=8)]


class Gift(msgspec.Struct):
    """What was given, as it was typed; `step` is `enter` once it was read back."""

    yuan: Short = ""
    kind: Literal["cash", "in_kind"] = "cash"
    donor: Short = ""
    receipt: Short = ""
    step: _Step = ""
    form_key: FormKey = ""


@get("/desk/funds/{fund:str}", opt=opens_to(Deed.READ_FUNDS), sync_to_thread=True)
def fund(request: Visit, fund: TheFund, after: After = "") -> Template:
    """The fund, its figures, and what was given, the newest first."""
    caller = caller_here(request)
    return _shown(request, caller, fund_here(caller, fund), after=after)


@post("/desk/funds/{fund:str}", opt=opens_to(Deed.RECEIVE_DONATION), status_code=200,
      sync_to_thread=True)  # fmt: skip
def give(request: Visit, fund: TheFund, data: URLEncodedBody[Gift]) -> Response[Any]:
    """First what was typed is read back; then it stands in the book, and leads to its sheet."""
    caller = caller_here(request)
    row = fund_here(caller, fund)
    fen, problem = typed_fen(data.yuan), _wrong(data)
    if fen is None or problem:
        return _shown(request, caller, row, 422, entered=data, problem=problem)
    if data.step != "enter":
        return _shown(request, caller, row, entered=data, read_back=fen)
    typed = data.receipt.strip()
    made = id_from(caller, "donation", data.form_key)
    donation = donation_of(caller, fund, typed) if typed else made
    receipt = typed or made.partition("-")[2][:_RECEIPT_LENGTH].upper()
    try:
        with_words(
            caller, data.form_key, fund, data.donor,
            lambda note: ReceiveDonation(
                donation=donation, fund=fund, fen=fen, kind=data.kind, receipt=receipt, note=note
            ),
            [fen, data.kind, typed],
        )  # fmt: skip
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, row, status, entered=data, problem=told(refusal))
    return Redirect(f"/desk/funds/{fund}/donations/{donation}", status_code=303)


def fund_here(caller: Caller, fund: str) -> Fund:
    """The fund of this id; one out of reach is not there."""
    catch_up(caller)
    must_reach_here(caller, fund)
    row = caller.ledger.funds.fund(fund)
    must_reach_here(caller, row and row.fund)
    assert row is not None
    return row


def _wrong(typed: Gift) -> str:
    """What is wrong with what was typed; nothing when nothing is."""
    if typed_fen(typed.yuan) is None:
        return translate("Please type the amount in yuan, like 200 or 99.50.")
    if typed.donor.strip() and not fit_name(typed.donor):
        return translate("The donor's name cannot be read.")
    try:
        msgspec.convert(typed.receipt.strip() or "1", ReceiptNumber)
    except msgspec.ValidationError:
        return translate("A receipt number has letters, digits, dots and dashes, at most forty.")
    return ""


def _shown(
    request: Visit,
    caller: Caller,
    row: Fund,
    status: int = 200,
    *,
    after: str = "",
    entered: Gift | None = None,
    problem: str = "",
    read_back: int = 0,
) -> Template:
    start = position_of(caller.ledger, after)
    found = caller.ledger.funds.donations_to(row.fund, A_PAGE + 1, start)
    donations = cut(caller.ledger, found, A_PAGE, lambda one: one.position)
    # What was refused stays refused under its key; what is only read back keeps it.
    key = entered.form_key if entered and read_back else fresh_form_key()
    return page(
        request, "money/fund.html", status, fund=row, community=unit_name(caller, row.community),
        donations=donations.items, next_cursor=donations.next_cursor, entered=entered or Gift(),
        problem=problem, read_back=read_back, form_key=key, path=f"/desk/funds/{row.fund}",
        in_capitals=in_capitals(read_back) if read_back else "",
        may_receive=may(caller.who, Deed.RECEIVE_DONATION),
    )  # fmt: skip


ROUTES: list[Any] = [fund, give]
