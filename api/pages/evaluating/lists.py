"""Lists: a unit's evaluation, with everybody's reasons, to print, to keep as a sheet, to prove."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.table import Deed, may, opens_to
from api.evaluating import KINDS, PERIODS, evaluated, last_day, period_for
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.pages.evaluating.telling import Shown, sheet_rows, shown_list, told
from api.pages.office.callers import caller_here, catch_up, must_reach_here, today_of
from api.pages.office.finding import units_within
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.evaluations import changes
from api.v1.words import UNIT
from ledger.counting.evaluations import EvaluationKind
from ledger.counting.periods import Period, freezes_on, period_of

_A_DAY = timedelta(days=1)
MOST_SHOWN = 1_000
"""More names than that nobody reads; the sheet has all of them."""
_LISTS = opens_to(Deed.READ_EVALUATIONS)
UNITS = frozenset({"district", "street", "community"})
Kind = Annotated[EvaluationKind, QueryParameter()]
AnyUnit = Annotated[str, QueryParameter(pattern=f"^$|{UNIT}")]
PERIOD = "^(20[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]))?)?$"
AnyPeriod = Annotated[str, QueryParameter(pattern=PERIOD)]
PolicyName = Annotated[str, QueryParameter(pattern="^([a-z0-9_-]{1,64}/[0-9]{1,6})?$")]


@get("/desk/evaluations", opt=_LISTS, sync_to_thread=True)
def lists(
    request: Visit, kind: Kind = "monthly", unit: AnyUnit = "", period: AnyPeriod = "",
    preview: PolicyName = "",
) -> Template:  # fmt: skip
    """One list, chosen by evaluation, unit and period; frozen ones are computed again and
    compared."""
    caller = caller_here(request)
    catch_up(caller)
    units = units_within(caller, UNITS)
    when = period_meant(caller, kind, period)
    choice = {
        "kind": kind, "kinds": KINDS, "units": units, "period": when.name, "preview": preview,
        "periods": periods_shown(caller, kind), "policies": caller.ledger.rules.names,
        "may_see_desk": may(caller.who, Deed.SEE_DESK),
    }  # fmt: skip
    if not units:
        return page(request, "evaluating/list.html", **choice, unit="", shown=None, rows=[],
                    changed=[], freezes_on=None, left_out=0)  # fmt: skip
    near = must_reach_here(caller, unit or own_unit(caller, [one.unit for one in units]))
    shown = shown_list(caller, kind, near, when)
    last, items = last_day(kind, when), shown.found.items
    return page(
        request, "evaluating/list.html", **choice, unit=near, shown=shown,
        rows=told(caller, items[:MOST_SHOWN]), left_out=max(0, len(items) - MOST_SHOWN),
        changed=_changed(caller, shown, when, preview),
        freezes_on=freezes_on(caller.ledger.rules.on(last), last),
    )  # fmt: skip


@get("/desk/evaluations.csv", opt=_LISTS, sync_to_thread=True)
def lists_csv(
    request: Visit, kind: Kind = "monthly", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Response[bytes]:
    """The list as CSV."""
    caller, shown = _chosen(request, kind, unit, period)
    return attachment(_file(shown, "csv"), CSV_TYPE, csv_of(sheet_rows(caller, shown)))


@get("/desk/evaluations.xlsx", opt=_LISTS, sync_to_thread=True)
def lists_xlsx(
    request: Visit, kind: Kind = "monthly", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Response[bytes]:
    """The list as a workbook."""
    caller, shown = _chosen(request, kind, unit, period)
    return attachment(_file(shown, "xlsx"), XLSX_TYPE, xlsx_of(sheet_rows(caller, shown)))


def _chosen(
    request: Visit, kind: EvaluationKind, unit: str, period: str
) -> tuple[Caller, Shown]:
    caller = caller_here(request)
    catch_up(caller)
    units = [one.unit for one in units_within(caller, UNITS)]
    near = unit or (own_unit(caller, units) if units else None)
    when = period_meant(caller, kind, period)
    return caller, shown_list(caller, kind, must_reach_here(caller, near), when)


def own_unit(caller: Caller, units: list[str]) -> str:
    """The caller's own among these, else the first."""
    own = caller.who.unit
    return own if own in units else units[0]


def period_meant(caller: Caller, kind: EvaluationKind, name: str) -> Period:
    """The period named; the one before the present where none is, or one of another kind."""
    if name:
        try:
            return period_for(kind, name)
        except ValueError:
            if len(name) not in (4, 7):
                raise Stop("not_found") from None
    return _before(caller, kind, 1)


def periods_shown(caller: Caller, kind: EvaluationKind) -> list[str]:
    """The present period and those before it, the newest first."""
    return [_before(caller, kind, back).name for back in range(6)]


def _before(caller: Caller, kind: EvaluationKind, back: int) -> Period:
    period = period_of(PERIODS[kind], today_of(caller))
    for _ in range(back):
        period = period_of(PERIODS[kind], period.first.replace(day=1) - _A_DAY)
    return period


def _changed(
    caller: Caller, shown: Shown, when: Period, preview: str
) -> list[dict[str, Any]]:
    """For whom the other policy makes a difference, with their names."""
    policy = caller.ledger.rules.named(preview) if preview else None
    if policy is None:
        return []
    found = shown.found
    view = caller.ledger.eligibility
    other = evaluated(view, policy, found.kind, found.unit, when, found.position)
    made = changes(found, other)
    names = caller.house.people.masked_names(each.volunteer for each in made)
    return [{"change": each, "masked": names[each.volunteer]} for each in made]


def _file(shown: Shown, ending: str) -> str:
    return f"evaluation-{shown.found.kind}-{shown.found.period}.{ending}"


ROUTES: list[Any] = [lists, lists_csv, lists_xlsx]
