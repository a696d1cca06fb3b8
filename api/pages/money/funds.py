"""Funds: the money behind the beans of a place, how far it reaches, and opening one more fund."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    id_from,
    must_reach_here,
)
from api.pages.office.finding import communities_within, unit_name
from api.pages.visits import Visit, page, told
from api.supply import EXPIRING_WITHIN_DAYS, supply_of
from api.v1.asking import Caller
from api.v1.supply import unit_within
from api.v1.words import Name
from api.wording import WORDING
from ledger.funds import OpenFund
from ledger.refusals import Refusal
from projections.funds import Fund

_NEW = "/desk/funds/new"


class NewFund(msgspec.Struct):
    """Whose fund it is, what it is called, who keeps the money, and what it may be spent on."""

    name: Short = ""
    community: Short = ""
    holder: Short = ""
    purpose: Literal["all", "charity"] = "all"
    form_key: FormKey = ""


@get("/desk/funds", opt=opens_to(Deed.READ_FUNDS), sync_to_thread=True)
def funds(request: Visit) -> Template:
    """Every fund within reach, the beans of the place, and whether the money is enough."""
    caller = caller_here(request)
    catch_up(caller)
    unit = unit_within(caller, "")
    return page(
        request, "money/funds.html", path="/desk/funds", funds=funds_within(caller),
        place=unit_name(caller, unit) if unit else "",
        supply=supply_of(caller.ledger, unit, caller.now()), days=EXPIRING_WITHIN_DAYS,
        may_open=may(caller.who, Deed.OPEN_FUND), has_desk=may(caller.who, Deed.SEE_DESK),
    )  # fmt: skip


@get(_NEW, opt=opens_to(Deed.OPEN_FUND), sync_to_thread=True)
def begin(request: Visit) -> Template:
    """The empty form."""
    return _form(request, caller_here(request), NewFund())


@post(_NEW, opt=opens_to(Deed.OPEN_FUND), status_code=303, sync_to_thread=True)
def open_fund(request: Visit, data: URLEncodedBody[NewFund]) -> Response[Any]:
    """The fund is open and empty; a donation is the next thing to enter."""
    caller = caller_here(request)
    catch_up(caller)
    if not data.name.strip() or not fit_name(data.name) or not fit_name(data.holder or data.name):
        return _form(request, caller, data, 422, translate("Please say what the fund is called."))
    must_reach_here(caller, data.community)
    fund = id_from(caller, "fund", data.form_key)
    command = OpenFund(
        fund=fund, community=data.community, name=data.name.strip(),
        holder=data.holder.strip() or data.name.strip(), purpose=data.purpose,
    )  # fmt: skip
    try:
        carry_out(caller, data.form_key, command)
    except Refusal as refusal:
        return _form(request, caller, data, WORDING[refusal.code].status, told(refusal))
    return Redirect(f"/desk/funds/{fund}", status_code=303)


def funds_within(caller: Caller) -> list[dict[str, Any]]:
    """The funds within reach, the oldest first, each with the name of its community."""
    found: list[Fund] = caller.ledger.funds.funds_of()
    return [
        {"row": fund, "community": unit_name(caller, fund.community)}
        for fund in found
        if reaches(caller, fund.fund)
    ]


def fit_name(typed: str) -> bool:
    """Whether what was typed can be somebody's or something's name."""
    try:
        msgspec.convert(typed.strip(), Name)
    except msgspec.ValidationError:
        return False
    return True


def _form(
    request: Visit, caller: Caller, entered: NewFund, status: int = 200, problem: str = ""
) -> Template:
    catch_up(caller)
    return page(
        request, "money/new_fund.html", status, entered=entered, problem=problem,
        communities=communities_within(caller), form_key=fresh_form_key(), path=_NEW,
    )  # fmt: skip


ROUTES: list[Any] = [funds, begin, open_fund]
