"""The attendance: one record, everything that happened to it, and what can be done about it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get
from litestar.params import PathParameter
from litestar.response import Template

from api.access.table import Deed, may, opens_to
from api.pages.office.callers import caller_here, catch_up, fresh_form_key, must_reach_here
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.second_looks.history import history_of
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import ATTENDANCE
from ledger.facts import ActivityPublished
from ledger.subjects.activity import Activity
from projections.attendances import Attendance

A_PAGE = 20
AttendanceId = Annotated[str, PathParameter(pattern=ATTENDANCE)]


@get("/desk/attendances/{attendance:str}", opt=opens_to(Deed.READ_ATTENDANCE),
     sync_to_thread=True)  # fmt: skip
def attendance(request: Visit, attendance: AttendanceId) -> Template:
    """One person at one activity, from the first scan to the last correction."""
    caller, row, _ = record_here(request, attendance)
    return shown(request, caller, row)


@get("/desk/people/{volunteer:str}/service", opt=opens_to(Deed.SEE_PEOPLE), sync_to_thread=True)
def service(request: Visit, volunteer: VolunteerId) -> Template:
    """Where somebody served, the latest first, each a way to its record."""
    caller = caller_for(request, volunteer)
    rows = caller.ledger.attendances.of(volunteer, A_PAGE)
    plans = {row.activity: caller.ledger.activity_board.activity(row.activity) for row in rows}
    return page(
        request, "office/service.html", volunteer=volunteer,
        masked=caller.house.people.masked_name(volunteer),
        brought=caller.ledger.certificates.brought(volunteer)[-A_PAGE:],
        records=[{"row": row, "plan": plans[row.activity]} for row in rows],
    )  # fmt: skip


def record_here(request: Visit, attendance: str) -> tuple[Caller, Attendance, ActivityPublished]:
    """Who asks, and the record within reach with its plan; raises Stop (404)."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, attendance)
    row = caller.ledger.attendances.attendance(attendance)
    if row is None:
        raise Stop("not_found")
    return caller, row, caller.ledger.book.look(Activity(row.activity)).must_exist()


def shown(
    request: Visit, caller: Caller, row: Attendance, status: int = 200, problem: str = ""
) -> Template:
    """The page of a record as it is now, with what was refused just before."""
    plan = caller.ledger.book.look(Activity(row.activity)).must_exist()
    return page(
        request, "office/attendance.html", status, row=row, plan=plan, problem=problem,
        masked=caller.house.people.masked_name(row.volunteer),
        history=history_of(caller, row.attendance), form_key=fresh_form_key(),
        objections=caller.ledger.objections.of(row.volunteer, [row.attendance]),
        may={deed.value for deed in Deed if may(caller.who, deed)},
        path=f"/desk/attendances/{row.attendance}",
    )  # fmt: skip


ROUTES: list[Any] = [attendance, service]
