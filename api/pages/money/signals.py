"""Signals on the desk: patterns at shops that want a look, and what somebody found."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Words,
    caller_here,
    catch_up,
    fresh_form_key,
    must_reach_here,
)
from api.pages.second_looks.kept_words import text_of, with_words
from api.pages.second_looks.outcomes import name_of
from api.pages.visits import Visit, page, told
from api.signals import SIGNAL, Signal, redemptions_behind, signal_of
from api.v1.asking import Caller
from api.v1.signals import month_of, own_parties, review_of, signals_within
from api.wording import WORDING
from ledger.refusals import Refusal

TheSignal = Annotated[str, PathParameter(pattern=SIGNAL)]
Month = Annotated[str, QueryParameter(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")]


class Found(msgspec.Struct):
    """What came of the look; the words may stay empty."""

    outcome: Literal["", "dismissed", "upheld"] = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/signals", opt=opens_to(Deed.READ_SIGNALS), sync_to_thread=True)
def signals(request: Visit, month: Month = "") -> Template:
    """The signals of a month within reach; those that nobody has looked at stand first."""
    caller = caller_here(request)
    catch_up(caller)
    day = month_of(caller, month)
    found = sorted(signals_within(caller, day), key=lambda one: one.state != "open")
    before, following = day - timedelta(days=1), day + timedelta(days=31)
    present = month_of(caller, "")
    return page(
        request, "money/signals.html", signals=[_told(caller, one) for one in found],
        month=f"{day:%Y-%m}", before=f"{before:%Y-%m}",
        following=f"{following:%Y-%m}" if day < present else None, path="/desk/signals",
    )  # fmt: skip


@get("/desk/signals/{signal:str}", opt=opens_to(Deed.READ_SIGNALS), sync_to_thread=True)
def signal(request: Visit, signal: TheSignal) -> Template:
    """One signal, the redemptions it is made of, and the last look at it."""
    caller = caller_here(request)
    return _shown(request, caller, _here(caller, signal))


@post("/desk/signals/{signal:str}/review", opt=opens_to(Deed.REVIEW_SIGNAL), status_code=303,
      sync_to_thread=True)  # fmt: skip
def review(request: Visit, signal: TheSignal, data: URLEncodedBody[Found]) -> Response[Any]:
    """Somebody has looked; nothing else changes by it."""
    caller = caller_here(request)
    found = _here(caller, signal)
    if not data.outcome:
        return _shown(request, caller, found, 422, translate("Please say what you found."))
    outcome, own = data.outcome, own_parties(caller)
    try:
        with_words(
            caller, data.form_key, found.volunteer or found.merchant, data.words,
            lambda note: review_of(caller, found, outcome, own, note), [signal, outcome],
        )
    except Refusal as refusal:
        return _shown(request, caller, found, WORDING[refusal.code].status, told(refusal))
    return Redirect(f"/desk/signals/{signal}", status_code=303)


def _here(caller: Caller, signal: str) -> Signal:
    catch_up(caller)
    found = signal_of(caller.ledger, signal)
    must_reach_here(caller, found and found.merchant)
    assert found is not None
    return found


def _shown(
    request: Visit, caller: Caller, found: Signal, status: int = 200, problem: str = ""
) -> Template:
    rows = redemptions_behind(caller.ledger, found)
    names = caller.house.people.masked_names({row.volunteer for row in rows})
    look = found.look
    return page(
        request, "money/signal.html", status, one=_told(caller, found), problem=problem,
        redemptions=[{"row": row, "masked": names[row.volunteer]} for row in rows],
        looked_by=name_of(caller, look.looked_by) if look else "",
        words=text_of(caller, look.note) if look else "",
        may_review=may(caller.who, Deed.REVIEW_SIGNAL) and found.state == "open",
        form_key=fresh_form_key(), path=f"/desk/signals/{found.signal}",
    )  # fmt: skip


def _told(caller: Caller, one: Signal) -> dict[str, Any]:
    shop = caller.ledger.directory.merchant(one.merchant)
    masked, leads = "", ""
    if one.volunteer:
        masked = caller.house.people.masked_names([one.volunteer])[one.volunteer]
        if may(caller.who, Deed.SEE_PEOPLE) and reaches(caller, one.volunteer):
            leads = f"/desk/people/{one.volunteer}"
    return {
        "signal": one, "shop": shop.name if shop else "", "masked": masked, "person": leads,
        "percent": one.figure * 100 // one.of if one.kind == "share" and one.of else 0,
    }  # fmt: skip


ROUTES: list[Any] = [signals, signal, review]
