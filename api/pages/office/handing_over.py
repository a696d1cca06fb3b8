"""Handing over at the desk: the records of everybody within reach, with the purpose on record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.access.within import volunteers_within
from api.guarding.sheets import CSV_TYPE, XLSX_TYPE, attachment, csv_of, xlsx_of
from api.handing_over.people import named, on_record
from api.handing_over.records import record_rows
from api.pages.language import translate
from api.pages.office.callers import caller_here, catch_up
from api.pages.office.purposes import as_kept
from api.pages.visits import Visit, page

_OVER = opens_to(Deed.HAND_OVER)
MOST_PEOPLE = 100_000


class Asked(msgspec.Struct):
    """What the table is for, and as which kind of file."""

    purpose: Annotated[str, msgspec.Meta(max_length=200)] = ""
    layout: Literal["csv", "xlsx"] = "csv"


@get("/desk/export", opt=_OVER, sync_to_thread=False)
def ask(request: Visit) -> Template:
    """What for?"""
    return page(request, "office/handing_over.html", problem="", path="/desk/export")


@post("/desk/export", opt=_OVER, status_code=200, sync_to_thread=True)
def hand_over(request: Visit, data: URLEncodedBody[Asked]) -> Response[Any]:
    """The table; everybody in it can read who has taken it, and what for."""
    purpose = data.purpose.strip()
    if not purpose:
        said = translate("Please say what for.")
        return page(request, "office/handing_over.html", 422, problem=said, path="/desk/export")
    caller = caller_here(request)
    catch_up(caller)
    look_up = on_record(caller.house, caller.ledger, caller.who, as_kept("other", purpose))
    people = named(caller.ledger, volunteers_within(caller, 0, MOST_PEOPLE), look_up)
    rows = record_rows(caller.ledger, people)
    if data.layout == "xlsx":
        return attachment("records.xlsx", XLSX_TYPE, xlsx_of(rows))
    return attachment("records.csv", CSV_TYPE, csv_of(rows))


ROUTES: list[Any] = [ask, hand_over]
