"""Statements: each month as it was closed, to read, to print on A4, and to keep as a sheet."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter, QueryParameter
from litestar.response import Template

from ledger.counting.statement_months import closes_on, month_before
from ledger.subjects.settlement import settlement_of
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.counter import receipt
from projections.settlement_rows import LineObjection, Statement, TillLine

MONTHS_SHOWN = 36
LINES_ON_A_PAGE = 500
SIGNS = {"captured": 1, "voided": -1, "refunded": -1}

TheMonth = Annotated[str, PathParameter(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]
PageNumber = Annotated[int, QueryParameter(ge=1, le=10_000)]


@get("/statements", opt={"deed": "read_settlements"}, sync_to_thread=True)
def statements(clerk: ClerkHere) -> Template:
    """Every month that was closed, the newest first, and when the next one will be."""
    clerk.catch_up()
    rows = clerk.settlements.page(MONTHS_SHOWN, merchant=clerk.merchant)
    today = clerk.policy.local_date(clerk.now())
    this, last = today.isoformat()[:7], month_before(today.isoformat()[:7])
    stated = {row.month for row in rows}
    coming = [month for month in (last, this) if month not in stated]
    return clerk.page(
        "statements.html", merchant_name=clerk.merchant_name,
        statements=[{"row": row, "stage": row.stage_on(today)} for row in rows],
        coming=[
            {"month": month, "closes_on": closes_on(clerk.policy, month)} for month in coming
        ],
    )  # fmt: skip


@get("/statements/{month:str}", opt={"deed": "read_settlements"}, sync_to_thread=True)
def statement(clerk: ClerkHere, month: TheMonth, page: PageNumber = 1) -> Template:
    """One month: what it opened and closed with, and every line of it."""
    clerk.catch_up()
    return shown(clerk, own_statement(clerk, month), page=page)


@get("/statements/{month:str}/lines.csv", opt={"deed": "read_settlements"}, sync_to_thread=True)
def statement_sheet(clerk: ClerkHere, month: TheMonth) -> Response[bytes]:
    """Every line of the month; what is needed to work out the digest again stands in it."""
    clerk.catch_up()
    row = own_statement(clerk, month)
    lines = clerk.settlements.lines(row.merchant, row.month, until=row.book_position)
    return clerk.sheet(f"statement-{month}", [_titles(clerk), *_cells(clerk, lines)])


def own_statement(clerk: Clerk, month: str) -> Statement:
    """The statement of this shop for the month, or 404."""
    row = clerk.settlements.statement(settlement_of(clerk.merchant, month))
    if row is None:
        raise NotFoundException
    return row


def shown(
    clerk: Clerk, row: Statement, status: int = 200, *, page: int = 1, problem: str = ""
) -> Template:
    """The page of a statement."""
    today = clerk.policy.local_date(clerk.now())
    lines = clerk.settlements.lines(
        row.merchant, row.month, until=row.book_position, limit=LINES_ON_A_PAGE + 1,
        skip=(page - 1) * LINES_ON_A_PAGE,
    )  # fmt: skip
    said = {each.line: each for each in clerk.settlements.objections(row.settlement)}
    stage = row.stage_on(today)
    waits = row.agreed_at is None and not row.paid_fen
    return clerk.page(
        "statement.html", status, merchant_name=clerk.merchant_name, row=row, stage=stage,
        lines=told_lines(clerk, lines[:LINES_ON_A_PAGE], said), problem=problem,
        references=[each for each in clerk.settlements.shares(row.settlement) if each.reference],
        may_agree=waits and not row.open_objections, may_object=waits and today <= row.object_by,
        page_number=page, more=len(lines) > LINES_ON_A_PAGE, form_key=secrets.token_urlsafe(16),
        printed_at=clerk.now(),
    )  # fmt: skip


def told_lines(
    clerk: Clerk, lines: Iterable[TillLine], said: dict[str, LineObjection]
) -> list[dict[str, Any]]:
    """Lines as pages show them; beans and fen that went back are negative."""
    kept = list(lines)
    names = clerk.masked_names(line.volunteer for line in kept)
    return [
        {
            "at": line.at, "receipt": receipt(line.redemption), "redemption": line.redemption,
            "masked": names[line.volunteer], "kind": line.kind,
            "beans": SIGNS[line.kind] * line.beans, "fen": SIGNS[line.kind] * line.fen,
            "gift_fen": SIGNS[line.kind] * line.gift_fen, "said": said.get(line.redemption),
        }
        for line in kept
    ]  # fmt: skip


def kind_words(clerk: Clerk, kind: str) -> str:
    """What a line tells, in the reader's language."""
    if kind == "captured":
        return clerk.translate("taken")
    return clerk.translate("voided") if kind == "voided" else clerk.translate("refunded")


def _titles(clerk: Clerk) -> tuple[str, ...]:
    return (
        clerk.translate("Time"), clerk.translate("Receipt"), clerk.translate("What"),
        clerk.translate("Volunteer"), clerk.translate("Beans taken"),
        clerk.translate("Beans given back"), clerk.translate("To be paid (yuan)"),
        clerk.translate("Taken off (yuan)"), clerk.translate("Redemption"),
        clerk.translate("Fund"), clerk.translate("Shop's own gift (yuan)"),
        clerk.translate("Own gift taken off (yuan)"),
    )  # fmt: skip


def _cells(clerk: Clerk, lines: Iterable[TillLine]) -> Iterator[tuple[str | int, ...]]:
    kept = list(lines)
    names = clerk.masked_names(line.volunteer for line in kept)
    for line in kept:
        at = line.at.astimezone(clerk.policy.zone)
        moved: tuple[str | int, ...] = (line.beans, 0, yuan(line.fen), yuan(0))
        gift = yuan(line.gift_fen), yuan(0)
        if line.kind != "captured":
            moved, gift = (0, line.beans, yuan(0), yuan(line.fen)), gift[::-1]
        yield (
            f"{at:%Y-%m-%d %H:%M:%S}", receipt(line.redemption), kind_words(clerk, line.kind),
            names[line.volunteer], *moved, line.redemption, line.fund, *gift,
        )  # fmt: skip


def yuan(fen: int) -> str:
    """Fen as a sheet holds them: `12.50`; never negative, or a spreadsheet would run it."""
    return f"{fen // 100}.{fen % 100:02}"


ROUTES: list[Any] = [statements, statement, statement_sheet]
