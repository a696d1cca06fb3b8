"""Shifts: where somebody is now, where they are expected next, and where they were missed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from litestar import get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.pages.office.callers import caller_here, catch_up, policy_of, today_of
from api.pages.own.plans import Plans, ahead, plans_of
from api.pages.visits import Visit, page, volunteer_here
from api.v1.asking import Caller
from ledger.facts import ActivityPublished
from ledger.subjects.absences import Absences
from ledger.subjects.activity import Activity, SignUps
from ledger.subjects.notices import Notices

NEXT_SHIFTS = 3
MISSED_SHOWN = 20


class Here(NamedTuple):
    """Somebody has come and not left: where, since when, and whether it should be over."""

    title: str
    place: str
    since: datetime
    over: bool


class Shift(NamedTuple):
    """Where somebody is expected, as it is planned now; `in_line` is 0 for who has a place, and
    `untold` the number of a change they have not said they know of, else 0."""

    plan: ActivityPublished
    moved: bool
    cancelled: bool
    in_line: int
    untold: int = 0


class Missed(NamedTuple):
    """Somebody had a place, and did not come."""

    title: str
    on: date
    excused: bool


@get("/me/shifts", opt=opens_to(Deed.SEE_OWN_PAGE), sync_to_thread=True)
def my_shifts(request: Visit) -> Template:
    """All that is ahead, and what was missed, with what that means."""
    _, volunteer = volunteer_here(request)
    caller = caller_here(request)
    catch_up(caller)
    plans, policy = plans_of(caller, volunteer), policy_of(caller)
    absences = caller.ledger.book.look(Absences(volunteer))
    return page(
        request, "own/shifts.html", shifts=next_shifts(caller, volunteer, plans),
        missed=_missed(caller, plans),
        paused_until=absences.paused_until(policy, today_of(caller)),
        limit=policy.integrity.no_show_limit_per_year,
        pause_days=policy.integrity.no_show_signup_pause_days,
    )  # fmt: skip


def next_shifts(
    caller: Caller, volunteer: str, plans: Plans, at_most: int | None = None
) -> list[Shift]:
    """Where somebody is expected, or waits for a place, the next one first."""
    rows, shifts = ahead(caller, plans)[:at_most], []
    known = [Activity(row.activity) for row in rows]
    lines = [SignUps(row.activity) for row in rows]
    changes = [Notices(row.activity) for row in rows]
    caller.ledger.book.look_all([*known, *lines, *changes])
    for row, plan, sign_ups, notices in zip(rows, known, lines, changes, strict=True):
        line = list(sign_ups.waiting)
        in_line = line.index(volunteer) + 1 if volunteer in line else 0
        called_off = plan.cancelled or plan.revoked
        untold = notices.change if notices.is_open(volunteer) else 0
        shifts.append(Shift(plan.must_exist(), row.moves > 0, called_off, in_line, untold))
    return shifts


def where_now(caller: Caller, volunteer: str) -> tuple[Here | None, int]:
    """Where somebody is just now, if anywhere, and how many services of theirs wait to be
    confirmed."""
    rows = caller.ledger.attendances.open_of(volunteer)
    here = next((row for row in rows if row.state == "arrived"), None)
    waiting = sum(row.state == "left" for row in rows)
    if here is None:
        return None, waiting
    plan = caller.ledger.book.look(Activity(here.activity)).must_exist()
    over = caller.now() >= plan.ends_at
    return Here(plan.title, plan.place, here.in_at, over), waiting


def _missed(caller: Caller, plans: Plans) -> list[Missed]:
    """The latest absences, the last one first."""
    book = caller.ledger.book
    latest = sorted(plans.missed.items(), key=lambda each: each[1], reverse=True)[:MISSED_SHOWN]
    return [
        Missed(book.look(Activity(activity)).must_exist().title, on, activity in plans.excused)
        for activity, on in latest
    ]


ROUTES: list[Any] = [my_shifts]
