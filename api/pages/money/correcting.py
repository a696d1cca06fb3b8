"""A donation that was entered wrongly: the right amount is said, and why; the first entry stays."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.money.donations import donation_here
from api.pages.money.fund import fund_here
from api.pages.office.callers import FormKey, Short, Words, caller_here, fresh_form_key
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page, told
from api.v1.addresses import TheDonation, TheFund
from api.wording import WORDING
from ledger.facts import DonationMistake
from ledger.funds import CorrectDonation
from ledger.refusals import Refusal
from merchant_portal import typed
from projections.funds import Donation, Fund

MISTAKES: tuple[DonationMistake, ...] = get_args(DonationMistake)
_NOTHING = re.compile(r"[0０]+(\.0{0,2})?")


class Right(msgspec.Struct):
    """What was given in truth, as it was typed, and how it came to be entered otherwise."""

    yuan: Short = ""
    reason: DonationMistake | Literal[""] = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/funds/{fund:str}/donations/{donation:str}/correction",
     opt=opens_to(Deed.RECEIVE_DONATION), sync_to_thread=True)  # fmt: skip
def ask_for_correction(request: Visit, fund: TheFund, donation: TheDonation) -> Template:
    """What stands in the book, and the form for what should."""
    caller = caller_here(request)
    return _form(request, fund_here(caller, fund), donation_here(caller, fund, donation))


@post("/desk/funds/{fund:str}/donations/{donation:str}/correction",
      opt=opens_to(Deed.RECEIVE_DONATION), status_code=303, sync_to_thread=True)  # fmt: skip
def correct(
    request: Visit, fund: TheFund, donation: TheDonation, data: URLEncodedBody[Right]
) -> Response[Any]:
    """The right amount stands in the book; its sheet says what was entered before."""
    caller = caller_here(request)
    row, given = fund_here(caller, fund), donation_here(caller, fund, donation)
    fen, reason = _fen(data.yuan), data.reason
    if fen is None:
        problem = translate("Please type the amount in yuan, like 200 or 99.50.")
        return _form(request, row, given, 422, problem, data)
    if not reason:
        problem = translate("Please say how it came to be entered wrongly.")
        return _form(request, row, given, 422, problem, data)
    try:
        with_words(
            caller, data.form_key, fund, data.words,
            lambda note: CorrectDonation(
                donation=donation, fund=fund, fen=fen, reason=reason, note=note
            ),
            [donation, fen, reason],
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, row, given, WORDING[refusal.code].status, told(refusal), data)
    return Redirect(f"/desk/funds/{fund}/donations/{donation}", status_code=303)


def _fen(yuan: str) -> int | None:
    """The amount that was typed, which may be nothing at all; None when it cannot be read."""
    return 0 if _NOTHING.fullmatch(yuan.strip()) else typed.fen(yuan)


def _form(
    request: Visit, row: Fund, given: Donation, status: int = 200, problem: str = "",
    entered: Right | None = None,
) -> Template:  # fmt: skip
    return page(
        request, "money/correction.html", status, fund=row, donation=given, problem=problem,
        mistakes=MISTAKES, entered=entered or Right(), form_key=fresh_form_key(),
        path=f"/desk/funds/{row.fund}",
    )  # fmt: skip


ROUTES: list[Any] = [ask_for_correction, correct]
