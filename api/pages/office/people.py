"""People: who is at home within reach, by masked names; one of them is found by a number."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, may, opens_to
from api.access.within import volunteers_within
from api.pages.office.callers import Short, caller_here, catch_up
from api.pages.office.finding import find_volunteer, unit_name
from api.pages.office.record import record_of
from api.pages.visits import Visit, page
from api.tokens import PATTERN as TOKEN_PATTERN
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from projections.directory import Volunteer

PEOPLE_A_PAGE = 20

After = Annotated[str, QueryParameter(pattern=f"^$|{TOKEN_PATTERN}")]


class Wanted(msgspec.Struct):
    """A telephone number, or a volunteer's; it never stands in an address."""

    named: Short = ""


@get("/desk/people", opt=opens_to(Deed.SEE_PEOPLE), sync_to_thread=True)
def people(request: Visit, after: After = "") -> Template:
    """Everybody within reach, some at a time."""
    return _people(request, after)


@post("/desk/people/find", opt=opens_to(Deed.SEE_PEOPLE), status_code=303, sync_to_thread=True)
def find(request: Visit, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Go to the one who has this number."""
    found = find_volunteer(caller_here(request), data.named)
    if found is None:
        return _people(request, "", status=404, missed=True)
    return Redirect(f"/desk/people/{found}", status_code=303)


def _people(request: Visit, after: str, status: int = 200, missed: bool = False) -> Template:
    caller = caller_here(request)
    catch_up(caller)
    ledger = caller.ledger
    start = position_of(ledger, after) or 0
    rows = cut(
        ledger, volunteers_within(caller, start, PEOPLE_A_PAGE + 1), PEOPLE_A_PAGE,
        lambda row: row.position,
    )  # fmt: skip
    names = caller.house.people.masked_names(row.volunteer for row in rows.items)
    return page(
        request, "office/people.html", status, missed=missed, next_cursor=rows.next_cursor,
        people=[_line(caller, row, names[row.volunteer]) for row in rows.items],
        may_register=may(caller.who, Deed.REGISTER_VOLUNTEER),
        path="/desk/people" if missed else f"/desk/people?after={after}" if after else
        "/desk/people",
    )  # fmt: skip


def _line(caller: Caller, row: Volunteer, masked: str) -> dict[str, Any]:
    record = record_of(caller, row.volunteer)
    return {
        "volunteer": row.volunteer, "masked": masked, "number": row.number,
        "community": unit_name(caller, row.community), "minor": record.minor,
        "serves": record.serves, "erased": record.erased_at is not None,
    }  # fmt: skip


ROUTES: list[Any] = [people, find]
