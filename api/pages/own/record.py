"""My record: every line of hours and beans, how it came about, and what to say when it is wrong."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.pages.me import account_of, purse
from api.pages.own.lines import read_lines, with_objections
from api.pages.own.whose import volunteer_or_ward
from api.pages.visits import Visit, page
from api.problems import Stop

LINES_A_PAGE = 20

Before = Annotated[str, QueryParameter(pattern="^[0-9A-Za-z_-]{0,64}$")]


@get("/me/record", opt=opens_to(Deed.OBJECT), sync_to_thread=True)
def my_record(request: Visit, before: Before = "") -> Template:
    """All hours and beans, newest first; a guardian reads those of the ward."""
    caller, volunteer = volunteer_or_ward(request)
    ledger = caller.ledger
    behind = ledger.cursors.open(before) if before else None
    if before and behind is None:
        raise Stop("not_found")
    shown = read_lines(caller, volunteer, LINES_A_PAGE, behind)
    earlier = ledger.cursors.seal(shown.earlier) if shown.earlier is not None else None
    account = account_of(ledger, volunteer)
    return page(
        request, "own/record.html", whose="ward" if caller.who.role is Role.GUARDIAN else "me",
        lines=with_objections(caller, volunteer, shown.lines), earlier=earlier,
        newest=not before, minutes=account.minutes, beans=purse(ledger, account)["beans"],
        unit_minutes=ledger.rules.current.beans.unit_minutes,
    )  # fmt: skip


ROUTES: list[Any] = [my_record]
