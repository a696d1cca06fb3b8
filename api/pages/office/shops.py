"""Shops at the desk: what is agreed with each, and the two presses that suspend and resume it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import reaches
from api.access.table import Deed, opens_to
from api.offering import shops_in, standing_of
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
)
from api.pages.office.finding import unit_name
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from api.v1.words import MERCHANT
from api.wording import WORDING
from ledger.facts import HaltReason
from ledger.merchants import ChangeMerchantTerms, ResumeMerchant, SuspendMerchant
from ledger.refusals import Refusal
from merchant_portal import typed
from projections.directory import Merchant

A_PAGE = 30
REASONS: tuple[HaltReason, ...] = (
    "complaint", "suspected_abuse", "licence", "closed", "by_agreement",
)  # fmt: skip
MerchantInPath = Annotated[str, PathParameter(pattern=MERCHANT)]
After = Annotated[str, QueryParameter(pattern="^[0-9a-f]{0,64}$")]


class Decided(msgspec.Struct):
    """What shall become of the shop, and why; caps are typed, and empty ones are none."""

    act: Literal["", "suspend", "resume", "terms"] = ""
    reason: HaltReason | Literal[""] = ""
    note: Words = ""
    monthly_cap: Short = ""
    cap_per_transaction: Short = ""
    cap_per_day: Short = ""
    form_key: FormKey = ""


@get("/desk/shops", opt=opens_to(Deed.SUSPEND_MERCHANT), sync_to_thread=True)
def desk_shops(request: Visit, after: After = "") -> Template:
    """The shops within reach, and whether each may take beans."""
    return _list(request, caller_here(request), after)


@post("/desk/shops/{merchant:str}", opt=opens_to(Deed.SUSPEND_MERCHANT), status_code=303,
      sync_to_thread=True)  # fmt: skip
def decide_shop(
    request: Visit, merchant: MerchantInPath, data: URLEncodedBody[Decided]
) -> Response[Any]:
    """Suspend a shop at once, let it take beans again, or agree on other caps."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, merchant)
    try:
        problem = _decided(caller, merchant, data)
    except Refusal as refusal:
        return _list(request, caller, "", WORDING[refusal.code].status, told(refusal))
    if problem:
        return _list(request, caller, "", 422, problem)
    return Redirect(f"/desk/shops#{merchant}", status_code=303)


def _decided(caller: Caller, merchant: str, data: Decided) -> str:
    """Carry it out; what to tell when something on the form cannot be read."""
    match data.act:
        case "suspend":
            reason = data.reason
            if not reason:
                return translate("Please choose why.")
            with_words(
                caller, data.form_key, merchant, data.note,
                lambda note: SuspendMerchant(merchant=merchant, reason=reason, note=note),
                [merchant, reason],
            )  # fmt: skip
        case "resume":
            carry_out(caller, data.form_key, ResumeMerchant(merchant=merchant))
        case "terms":
            caps = {name: getattr(data, name).strip() for name in _CAPS}
            read = {name: typed.beans(text) if text else None for name, text in caps.items()}
            if any(text and read[name] is None for name, text in caps.items()):
                return translate("The beans must be a whole number, such as 30.")
            carry_out(caller, data.form_key, ChangeMerchantTerms(merchant=merchant, **read))
        case _:
            raise Stop("malformed")
    return ""


_CAPS = ("monthly_cap", "cap_per_transaction", "cap_per_day")


def _list(
    request: Visit, caller: Caller, after: str = "", status: int = 200, problem: str = ""
) -> Template:
    catch_up(caller)
    ledger, unit = caller.ledger, caller.who.unit
    behind = position_of(ledger, after) or 0
    near = set(shops_in(ledger, unit)) if unit else None
    found = ledger.directory.merchants_in(None, behind)
    rows = [row for row in found if _is_near(caller, row, near)]
    shown = cut(ledger, rows[: A_PAGE + 1], A_PAGE, lambda row: row.position)
    return page(
        request, "office/shops.html", status, problem=problem, form_key=fresh_form_key(),
        shops=_told(caller, shown.items), next_cursor=shown.next_cursor,
        reasons=REASONS, path="/desk/shops",
    )  # fmt: skip


def _is_near(caller: Caller, row: Merchant, near: set[str] | None) -> bool:
    return reaches(caller, row.merchant) if near is None else row.merchant in near


def _told(caller: Caller, rows: Sequence[Merchant]) -> list[dict[str, Any]]:
    standing = standing_of(caller.ledger, [row.merchant for row in rows])
    return [
        {
            "merchant": row.merchant, "name": row.name, "kind": row.kind, "number": row.position,
            "community": unit_name(caller, row.community), "halted": standing[row.merchant].halted,
            "terms": standing[row.merchant].must_exist(),
        }
        for row in rows
    ]  # fmt: skip


ROUTES: list[Any] = [desk_shops, decide_shop]
