"""Paper: the sheet to sign on days without a network, to be typed in afterwards."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.guarding.origins import public_address
from api.pages.office.callers import caller_here
from api.pages.organizing.activity import ActivityId, plan_of
from api.pages.visits import Visit, page
from ledger.subjects.activity import SignUps

BLANK_ROWS = 15


@get("/desk/activities/{activity:str}/sign-in-sheet", opt=opens_to(Deed.RECORD_ATTENDANCE),
     sync_to_thread=True)  # fmt: skip
def sign_in_sheet(request: Visit, activity: ActivityId) -> Template:
    """Who has signed up, by number and masked name, and room for those who have not."""
    caller = caller_here(request)
    plan, here = plan_of(caller, activity), f"/desk/activities/{activity}"
    expected = list(caller.ledger.book.look(SignUps(activity)).places)
    names = caller.house.people.masked_names(expected)
    rows = [caller.ledger.directory.volunteer(each) for each in expected]
    return page(
        request, "organizing/sign_in_sheet.html", plan=plan,
        expected=[(row.number, names[row.volunteer]) for row in rows if row is not None],
        blanks=BLANK_ROWS, typed_in_at=public_address(request, f"{here}/sheet-entry"), path=here,
    )  # fmt: skip


ROUTES: list[Any] = [sign_in_sheet]
