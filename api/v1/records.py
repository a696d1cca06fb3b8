"""Records over HTTP: what another book wrote down is brought in, and what stands here taken away.

A table says who served where, so it travels in bodies alone and no row of it is ever logged.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.table import Deed, opens_to
from api.access.within import volunteers_within
from api.guarding.sheets import CSV_TYPE, attachment, csv_of
from api.handing_over.people import named, on_record
from api.handing_over.records import record_rows
from api.importing.refused import FileRefused
from api.importing.report import RowResult
from api.importing.tables import table_of
from api.intake.at_a_door import desk_for, leave_a_trace, near
from api.intake.bringing_in import bring_in_table
from api.pages.office.purposes import as_kept
from api.problems import FieldProblem, Stop
from api.v1.addresses import DryRun
from api.v1.asking import Call, Caller, by, caller_of, comes_again
from api.v1.documents import READS, writes
from api.v1.words import Body
from ledger.command import By

MOST_PEOPLE = 100_000
Csv = Annotated[
    str,
    msgspec.Meta(
        min_length=1, max_length=900_000,
        description="a table in the national field layout, with its header, as text",
    ),
]  # fmt: skip
Purpose = Annotated[
    str,
    QueryParameter(
        pattern="^(request|emergency|other)$",
        description="request (of the people themselves), emergency or other",
    ),
]
Reference = Annotated[
    str,
    QueryParameter(
        pattern="^[0-9A-Za-z-]{1,40}$",
        description="the number under which the handing over is filed; it names nobody",
    ),
]


class TableRequest(Body, kw_only=True):
    """The records, one row a session."""

    csv: Csv


class Trouble(msgspec.Struct, kw_only=True):
    """Why a row is refused: the column as it is headed, and the reason in both languages."""

    column: str
    code: str
    english: str
    chinese: str


class RowTold(msgspec.Struct, kw_only=True):
    """What became of a row, by its number in the table: waiting, unchanged or refused; of a dry
    run also `would wait`."""

    row: int
    state: str
    problems: list[Trouble] = []


class TableTold(msgspec.Struct, kw_only=True):
    """Every row, and how many of them were refused."""

    results: list[RowTold]
    refused: int


_TRIED = {
    200: ResponseSpec(
        data_container=TableTold,
        description="`dry_run`: what would become of every row; nothing is written",
        generate_examples=False,
    )
}


@post("/records", opt=opens_to(Deed.BRING_IN), **writes(TableTold, _TRIED))
async def bring_records(
    request: Call, data: JSONBody[TableRequest], dry_run: DryRun = False
) -> ASGIResponse:
    """Bring records of another book in: they wait for a second person, each comes in once, and a
    table that is sent again changes nothing."""
    caller = caller_of(request)
    sender = by(request, data)
    again = not dry_run and await comes_again(caller, sender)
    told, position = await asyncio.to_thread(_brought, caller, data.csv, dry_run, sender)
    headers = [("ledger-position", caller.ledger.tokens.seal(position))]
    if again:
        headers.append(("idempotency-replayed", "true"))
    return ASGIResponse(
        body=msgspec.json.encode(told), status_code=200 if dry_run else 201,
        media_type="application/json", headers=[] if dry_run else headers,
    )  # fmt: skip


def _brought(caller: Caller, csv: str, dry: bool, sender: By) -> tuple[TableTold, int]:
    desk = desk_for(caller, "records", dry=dry, request=None if dry else sender)
    try:
        brought = bring_in_table(
            desk, "records", table_of(csv.encode()), moved=lambda row: near(caller, desk, row)
        )
    except FileRefused as refused:
        said = f"{refused.chinese} {refused.english} [{refused.code}]"
        raise Stop("malformed", [FieldProblem(said, "/csv")]) from refused
    leave_a_trace(desk, "records", "look" if dry else "carry_out", brought.results)
    results = [_told(each) for each in brought.results]
    told = TableTold(results=results, refused=sum(each.state == "refused" for each in results))
    return told, caller.ledger.book.head()


def _told(result: RowResult) -> RowTold:
    return RowTold(
        row=result.row, state=result.state,
        problems=[
            Trouble(
                column=each.column, code=each.code, english=each.english, chinese=each.chinese
            )
            for each in result.problems
        ],
    )  # fmt: skip


@get("/records", opt=opens_to(Deed.HAND_OVER), **READS, media_type=CSV_TYPE)
def hand_records_over(
    request: Call, purpose: Purpose, reference: Reference
) -> Response[bytes]:
    """Every record of everybody within reach, in the national field layout. Each of them can read
    who has taken it, and what for."""
    caller = caller_of(request)
    kept = as_kept(purpose, reference)
    look_up = on_record(caller.house, caller.ledger, caller.who, kept)
    people = named(caller.ledger, volunteers_within(caller, 0, MOST_PEOPLE), look_up)
    return attachment("records.csv", CSV_TYPE, csv_of(record_rows(caller.ledger, people)))


ROUTES = [bring_records, hand_records_over]
