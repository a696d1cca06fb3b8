"""Checking: whoever holds a paper may ask whether it still holds, without signing in."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get
from litestar.params import PathParameter, QueryParameter
from litestar.response import Redirect, Template

from api.access.table import OPEN_TO_ALL
from api.certifying import CHECKED_AT, CODE_CHARACTERS, checked
from api.ids import straightened
from api.pages.visits import Visit, house_of, page
from api.problems import Stop

TypedCode = Annotated[str, QueryParameter(max_length=64)]
AnyCode = Annotated[str, PathParameter(max_length=64)]


@get("/c", opt=OPEN_TO_ALL, sync_to_thread=False)
def type_a_code(request: Visit, code: TypedCode = "") -> Response[Any]:
    """For whoever holds the paper and has no camera."""
    meant = straightened(code)
    if len(meant) == CODE_CHARACTERS and meant.isascii() and meant.isalnum():
        return Redirect(f"{CHECKED_AT}{meant}", status_code=303)
    return page(request, "papers/check.html", 404 if code else 200, found=None, typed=bool(code))


@get("/c/{code:str}", opt=OPEN_TO_ALL, sync_to_thread=True)
def check(request: Visit, code: AnyCode) -> Template:
    """Valid, superseded or withdrawn; a code that is on no paper is told so (404), and whoever
    goes on trying waits. What is on a paper is answered however many others guess."""
    house = house_of(request)
    found = checked(house, code)
    if found is None:
        if seconds := house.strangers_rate.must_wait("papers"):
            raise Stop("too_many_requests", details={"seconds": seconds})
        return page(request, "papers/check.html", 404, found=None, typed=True, path="/c")
    ledger, standing = found
    paper = standing.paper
    rows = ledger.certificates.served(
        paper.volunteer, paper.first_day, paper.last_day, paper.position
    )
    recorders = ledger.activity_board.communities_of({row.activity for row in rows})
    return page(
        request, "papers/check.html", found=standing, typed=True,
        unit=ledger.units.name_of(paper.unit), masked=house.people.masked_name(paper.volunteer),
        recorders=sorted({ledger.units.name_of(unit) for unit in recorders.values()}),
    )  # fmt: skip


ROUTES: list[Any] = [type_a_code, check]
