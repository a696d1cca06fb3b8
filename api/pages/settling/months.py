"""Months: every merchant within reach in one month, its state and its sum; also as a sheet."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import answers_for
from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.closing import closing_of, last_closable, to_be_closed
from api.guarding.sheets import CSV_TYPE, attachment, csv_of
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    must_reach_here,
    policy_of,
    today_of,
)
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.settlements import MerchantId, MonthTold
from ledger.counting.statement_months import closes_on, month_after, month_before
from ledger.refusals import Refusal
from merchant_portal.statements import yuan
from projections.settlement_rows import Statement

AnyMonth = Annotated[str, QueryParameter(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")]


class Closing(msgspec.Struct):
    """Whose month is to be closed."""

    merchant: MerchantId
    month: MonthTold
    form_key: FormKey = ""


@get("/desk/settlements", opt=opens_to(Deed.READ_SETTLEMENTS), sync_to_thread=True)
def settlements(request: Visit, month: AnyMonth = "") -> Template:
    """All merchants of a month; the last that can be closed where none is named."""
    caller = caller_here(request)
    catch_up(caller)
    return _list(request, caller, month or last_closable(caller.ledger, today_of(caller)))


@get("/desk/settlements.csv", opt=opens_to(Deed.READ_SETTLEMENTS), sync_to_thread=True)
def settlements_sheet(request: Visit, month: AnyMonth = "") -> Response[bytes]:
    """The same as a sheet, for whoever transfers the money."""
    caller = caller_here(request)
    catch_up(caller)
    month = month or last_closable(caller.ledger, today_of(caller))
    titles = (
        translate("Merchant"), translate("Month"), translate("State"), translate("Beans"),
        translate("Owed in all"), translate("Still to come"), translate("Redemption lines"),
        translate("Shop's own gift (yuan)"),
    )  # fmt: skip
    rows = [
        (
            each["name"], month, _stage_words(each["stage"]), each["row"].beans,
            _signed(each["row"].closing_fen), yuan(each["row"].due_fen), each["row"].lines,
            _signed(each["row"].gift_fen),
        )
        for each in _statements(caller, month)
    ]  # fmt: skip
    return attachment(f"settlements-{month}.csv", CSV_TYPE, csv_of([titles, *rows]))


@post("/desk/settlements/closing", opt=opens_to(Deed.FREEZE_STATEMENT), status_code=303,
      sync_to_thread=True)  # fmt: skip
def close(request: Visit, data: URLEncodedBody[Closing]) -> Response[Any]:
    """Close a merchant's month by hand, where the clock has not."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, data.merchant)
    command = closing_of(caller.ledger, data.merchant, data.month, answers_for(caller.who))
    # What the views say may have moved since the first press: the form is told apart without it.
    by = form_sender(caller, data.form_key, [data.merchant, data.month])
    try:
        caller.ledger.book.record(command, by, caller.now())
    except Refusal as refusal:
        return _list(request, caller, data.month, 422, told(refusal))
    return Redirect(f"/desk/settlements?month={data.month}", status_code=303)


def _list(
    request: Visit, caller: Caller, month: str, status: int = 200, problem: str = ""
) -> Template:
    today, found = today_of(caller), _statements(caller, month)
    rows: list[Statement] = [each["row"] for each in found]
    after = month_after(month)
    return page(
        request, "settling/months.html", status, month=month, statements=found, problem=problem,
        waiting=_waiting(caller, month), closes_on=closes_on(policy_of(caller), month),
        earlier_month=month_before(month), form_key=fresh_form_key(),
        later_month=after if after <= today.isoformat()[:7] else None,
        beans=sum(row.beans for row in rows), closing_fen=sum(row.closing_fen for row in rows),
        due_fen=sum(row.due_fen for row in rows), paid_fen=sum(row.paid_fen for row in rows),
        may_close=may(caller.who, Deed.FREEZE_STATEMENT),
        may_see_desk=may(caller.who, Deed.SEE_DESK),
    )  # fmt: skip


def _statements(caller: Caller, month: str) -> list[dict[str, Any]]:
    today, directory = today_of(caller), caller.ledger.directory
    found = []
    for row in caller.ledger.settlements.of_month(month):
        if reaches(caller, row.merchant):
            shop = directory.merchant(row.merchant)
            name = shop.name if shop else ""
            found.append({"row": row, "stage": row.stage_on(today), "name": name})
    return found


def _waiting(caller: Caller, month: str) -> list[dict[str, str]]:
    """Merchants whose month can be closed and is not."""
    directory, found = caller.ledger.directory, []
    for merchant, each in to_be_closed(caller.ledger, today_of(caller)):
        if each == month and reaches(caller, merchant):
            shop = directory.merchant(merchant)
            found.append({"merchant": merchant, "name": shop.name if shop else ""})
    return found


def _stage_words(stage: str) -> str:
    """How far it has come, as the pages say it."""
    words = {
        "frozen": translate("please look at it"),
        "objected": translate("a line is being looked into"),
        "answered": translate("answered, please look again"),
        "agreed": translate("agreed to"),
        "undisputed": translate("nobody objected in time"),
        "paid": translate("settled"),
        "rolled_over": translate("carried over to the next one"),
        "even": translate("nothing is due"),
    }
    return words[stage]


def _signed(fen: int) -> str:
    return f"({yuan(-fen)})" if fen < 0 else yuan(fen)


ROUTES: list[Any] = [settlements, settlements_sheet, close]
