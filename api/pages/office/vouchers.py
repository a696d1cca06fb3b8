"""Vouchers at the desk: beans on paper for somebody without a telephone, and what is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template
from markupsafe import Markup
from msgspec import Struct

from api.access.own import own_volunteers
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Pressed,
    Short,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    policy_of,
)
from api.pages.office.finding import find_volunteer, unit_name
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.qr import svg_once
from api.v1.asking import Caller
from api.v1.words import REDEMPTION
from api.wording import WORDING
from ledger.facts import VoucherPrinted
from ledger.refusals import Refusal
from ledger.subjects.till import Redemption
from ledger.vouchers import CancelVoucher, PrintVoucher
from merchant_portal import typed

VoucherId = Annotated[str, PathParameter(pattern=REDEMPTION)]


class ForWhom(Struct):
    """A volunteer's number or telephone; it never stands in an address."""

    named: Short = ""


class Wanted(Struct):
    """How many beans are to go on paper."""

    beans: Short = ""
    form_key: FormKey = ""


@get("/desk/vouchers", opt=opens_to(Deed.PRINT_VOUCHER), sync_to_thread=True)
def ask_for_whom(request: Visit) -> Template:
    """The form that asks for whom a voucher is; a team's organizer sees no list of people."""
    return page(request, "office/voucher_for.html", missed=False, path="/desk/vouchers")


@post("/desk/vouchers", opt=opens_to(Deed.PRINT_VOUCHER), status_code=303, sync_to_thread=True)
def find(request: Visit, data: URLEncodedBody[ForWhom]) -> Response[Any]:
    """Go to the vouchers of the one who has this number."""
    caller = caller_here(request)
    catch_up(caller)
    found = find_volunteer(caller, data.named)
    if found is None:
        return page(request, "office/voucher_for.html", 422, missed=True, path="/desk/vouchers")
    return Redirect(f"/desk/people/{found}/vouchers", status_code=303)


@get("/desk/people/{volunteer:str}/vouchers", opt=opens_to(Deed.PRINT_VOUCHER),
     sync_to_thread=True)  # fmt: skip
def vouchers_of(request: Visit, volunteer: VolunteerId) -> Template:
    """What this person has on paper, and the form that prints."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/vouchers", opt=opens_to(Deed.PRINT_VOUCHER), status_code=200,
      sync_to_thread=True)  # fmt: skip
def print_voucher(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Wanted]
) -> Template:
    """The voucher on a sheet of its own; the same form, sent again, is the same voucher."""
    caller = caller_for(request, volunteer)
    beans = typed.beans(data.beans)
    if beans is None:
        said = translate("The beans must be a whole number, such as 30.")
        return _shown(request, caller, volunteer, 422, said, data.beans)
    sender = form_sender(caller, data.form_key, ("voucher", volunteer, beans))
    codes = caller.ledger.voucher_codes
    code = codes.for_key(sender.key)
    command = PrintVoucher(
        redemption=codes.redemption_id(code), volunteer=volunteer, beans=beans,
        own_volunteers=own_volunteers(caller),
    )  # fmt: skip
    try:
        receipt = caller.ledger.book.record(command, sender, caller.now())
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal), data.beans)
    return _printed(request, caller, receipt.facts[-1], code)


@post(
    "/desk/people/{volunteer:str}/vouchers/{voucher:str}/cancel",
    opt=opens_to(Deed.CANCEL_VOUCHER), status_code=303, sync_to_thread=True,
)  # fmt: skip
def cancel_voucher(
    request: Visit, volunteer: VolunteerId, voucher: VoucherId, data: URLEncodedBody[Pressed]
) -> Response[Any]:
    """The paper is lost, or not wanted: its beans go back. Only a voucher of this very person."""
    caller = caller_for(request, volunteer)
    printed = caller.ledger.book.look(Redemption(voucher)).printed
    if printed is None or printed.volunteer != volunteer:
        raise Stop("not_found")
    command = CancelVoucher(redemption=voucher, own_volunteers=own_volunteers(caller))
    return pressed_for(
        request, caller, volunteer, data.form_key, command, shown=_shown,
        back=f"/desk/people/{volunteer}/vouchers",
    )  # fmt: skip


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = "",
    entered: str = "",
) -> Template:  # fmt: skip
    account = caller.ledger.balances.of(volunteer)
    rule = policy_of(caller).redemption
    return page(
        request, "office/vouchers.html", status, volunteer=volunteer, problem=problem,
        masked=caller.masked_name(volunteer), entered=entered,
        vouchers=[
            {"id": each.redemption, "beans": each.beans, "at": each.at,
             "until": _last_day(caller, each.lapses_at), "charity": each.purpose == "charity"}
            for each in caller.ledger.vouchers.of(volunteer)
        ],
        beans=account.beans if account else 0, least=rule.min_beans,
        most=rule.paper_voucher_max_beans, days=rule.paper_voucher_valid_days,
        at_once=rule.paper_voucher_active_max, form_key=fresh_form_key(),
        may={deed.value for deed in Deed if may(caller.who, deed)},
        path=f"/desk/people/{volunteer}/vouchers",
    )  # fmt: skip


def _printed(request: Visit, caller: Caller, fact: VoucherPrinted, code: str) -> Template:
    codes = caller.ledger.voucher_codes
    row = caller.ledger.directory.volunteer(fact.volunteer)
    return page(
        request, "office/voucher.html", masked=caller.masked_name(fact.volunteer),
        beans=fact.beans, until=_last_day(caller, fact.lapses_at), code=codes.pretty(code),
        charity=fact.purpose == "charity",
        community=unit_name(caller, row.community) if row else "",
        qr_svg=Markup(svg_once(codes.qr_text(code), translate("Voucher code as a picture"))),
        path=f"/desk/people/{fact.volunteer}/vouchers",
    )  # fmt: skip


def _last_day(caller: Caller, lapses_at: Any) -> Any:
    """The last local day on which a voucher is good."""
    return policy_of(caller).local_date(lapses_at) - timedelta(days=1)


ROUTES: list[Any] = [ask_for_whom, find, vouchers_of, print_voucher, cancel_voucher]
