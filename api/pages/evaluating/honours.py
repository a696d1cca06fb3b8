"""Honours at the desk: who may be nominated and why, the nomination, and what came of it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, may, opens_to
from api.honouring import HONOURS, Honours, honours
from api.pages.evaluating.lists import PERIOD, UNITS, AnyPeriod, AnyUnit, own_unit
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    id_from,
    must_reach_here,
    today_of,
)
from api.pages.office.finding import units_within
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.honours import SUBJECT, NominationRequest, nomination
from api.v1.words import UNIT
from api.wording import WORDING
from ledger.counting.conditions import Reason
from ledger.counting.honours import Honourable, HonourCode
from ledger.counting.periods import Period, period_of, read_period
from ledger.refusals import Refusal

MOST_SHOWN = 200
"""More than that nobody looks through to nominate one; they are those with the most hours."""
TheHonour = Annotated[HonourCode, QueryParameter()]


class Nominated(msgspec.Struct, kw_only=True):
    """Who or what, for which honour, from which list, under which number if there is one."""

    honour: HonourCode
    subject: Annotated[str, msgspec.Meta(pattern=SUBJECT)]
    unit: Annotated[str, msgspec.Meta(pattern=UNIT)]
    period: Annotated[str, msgspec.Meta(pattern=PERIOD)]
    reference: Short = ""
    form_key: FormKey = ""


@get("/desk/honours", opt=opens_to(Deed.READ_EVALUATIONS), sync_to_thread=True)
def list_honours(
    request: Visit, honour: TheHonour = "five_good_family", unit: AnyUnit = "",
    period: AnyPeriod = "",
) -> Template:  # fmt: skip
    """The list of one honour, the year before where no period is named."""
    return _shown(request, caller_here(request), honour, unit, period)


@post("/desk/honours/nominations", opt=opens_to(Deed.NOMINATE), status_code=303,
      sync_to_thread=True)  # fmt: skip
def nominate(request: Visit, data: URLEncodedBody[Nominated]) -> Response[Any]:
    """Nominate one of the list, and answer for what only people can tell."""
    caller = caller_here(request)
    catch_up(caller)
    for each in (data.unit, data.subject):
        must_reach_here(caller, each)
    proposal = id_from(caller, "proposal", data.form_key)
    said = NominationRequest(
        subject=data.subject, unit=data.unit, period=data.period, reference=data.reference
    )
    sender = form_sender(caller, data.form_key, ["nominate", data.honour, said])
    command = nomination(caller, proposal, data.honour, said)
    try:
        caller.ledger.book.record(command, sender, caller.now())
    except Refusal as refusal:
        return _shown(request, caller, data.honour, data.unit, data.period, refusal=refusal)
    return Redirect(f"/desk/proposals/{proposal}", status_code=303)


def _shown(
    request: Visit,
    caller: Caller,
    honour: HonourCode,
    unit: str,
    period: str,
    *,
    refusal: Refusal | None = None,
) -> Template:
    catch_up(caller)
    units, when = units_within(caller, UNITS), _period(caller, period)
    if not units:
        raise Stop("not_found")
    near = must_reach_here(caller, unit or own_unit(caller, [one.unit for one in units]))
    ledger = caller.ledger
    policy, at = ledger.rules.on(when.last), ledger.shelf.position
    found = honours(ledger.eligibility, policy, honour, near, when, at)
    status = WORDING[refusal.code].status if refusal else 200
    return page(
        request, "evaluating/honours.html", status, honour=honour, honours=HONOURS, unit=near,
        units=units, period=when.name, periods=_periods(caller), found=found,
        rows=_rows(caller, found, when), left_out=max(0, len(found.items) - MOST_SHOWN),
        may_nominate=may(caller.who, Deed.NOMINATE), problem=told(refusal) if refusal else "",
        form_key=fresh_form_key(),
    )  # fmt: skip


def _rows(caller: Caller, found: Honours, when: Period) -> list[dict[str, Any]]:
    items = found.items[:MOST_SHOWN]
    everybody = {each for item in items for each in item.members}
    names = caller.house.people.masked_names(everybody)
    made = caller.ledger.proposals.of_honour(found.honour, found.unit, when.name)
    return [
        {
            "item": item, "name": _name(caller, item, names), "free": not _unmet(item.reasons),
            "nomination": made.get(item.subject),
        }
        for item in items
    ]  # fmt: skip


def _name(caller: Caller, item: Honourable, names: dict[str, str]) -> str:
    """What people call it: a building by its name, a household by those who live in it."""
    if item.subject.startswith("unit-"):
        return caller.ledger.units.name_of(item.subject)
    return "、".join(names[each] for each in item.members)


def _unmet(reasons: tuple[Reason, ...]) -> bool:
    return any(not each.ok and each.confirmed_by is None for each in reasons)


def _period(caller: Caller, name: str) -> Period:
    try:
        return read_period(name or _periods(caller)[1])
    except ValueError:
        raise Stop("not_found") from None


def _periods(caller: Caller) -> list[str]:
    """This year and those before it, then their halves."""
    year = today_of(caller).year
    this_half = period_of("half", today_of(caller)).name
    return [str(year), str(year - 1), str(year - 2), this_half, f"{year - 1}-H2", f"{year - 1}-H1"]


ROUTES: list[Any] = [list_honours, nominate]
