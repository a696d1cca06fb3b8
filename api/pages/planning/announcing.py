"""Announcing: an activity, or one for every week, is put on the board from the desk."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.pages.office.callers import (
    caller_here,
    carry_out,
    catch_up,
    fresh_form_key,
    today_of,
)
from api.pages.planning.offers import ORIGINS, categories_for, domains_for, places_for
from api.pages.planning.wanted import Unfit, Wanted, announcement
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.refusals import Refusal

_HERE = "/desk/activities/new"


@get(_HERE, opt=opens_to(Deed.PUBLISH_ACTIVITY), sync_to_thread=True)
def begin(request: Visit) -> Template:
    """The empty form."""
    caller = caller_here(request)
    return _form(request, caller, Wanted(day=today_of(caller).isoformat()))


@post(_HERE, opt=opens_to(Deed.PUBLISH_ACTIVITY), status_code=200, sync_to_thread=True)
def announce(request: Visit, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """It is on the board, every week if that was typed; all of it, or nothing."""
    caller = caller_here(request)
    catch_up(caller)
    try:
        receipt = carry_out(caller, data.form_key, announcement(caller, data, places_for(caller)))
    except Unfit as unfit:
        return _form(request, caller, data, 422, problem=unfit.field)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, data, status, refused=told(refusal))
    return page(request, "planning/announced.html", shifts=receipt.facts, path=_HERE)


def _form(
    request: Visit, caller: Caller, wanted: Wanted, status: int = 200, *,
    problem: str | None = None, refused: str | None = None,
) -> Template:  # fmt: skip
    # What was refused stays refused under its key, so a form that is mended has a new one.
    catch_up(caller)
    return page(
        request, "planning/announce.html", status,
        entered=wanted, form_key=fresh_form_key(),
        places=places_for(caller), categories=categories_for(caller), origins=ORIGINS,
        domains=domains_for(caller), problem=problem, refused=refused, path=_HERE,
    )  # fmt: skip


ROUTES: list[Any] = [begin, announce]
