"""Balances of a book that moves here: each purse is opened once, with all its lots together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ids import new_id
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.intake.desk import Desk, refused, unread
from api.intake.people import known_by
from api.intake.places import Places
from api.wording import WORDING
from ledger.imports import OpenBalance
from ledger.refusals import AlreadyOpened, Refusal
from ledger.subjects.imported import ImportedLife


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Open every purse that was not opened yet; the rows of one person go the same way."""
    by_phone: dict[str, list[Row[Any]]] = {}
    results: dict[int, RowResult] = {}
    rows = list(rows)
    for row in rows:
        if isinstance(row.outcome, tuple):
            results[row.number] = unread(row)
        else:
            by_phone.setdefault(row.outcome.phone, []).append(row)
    for phone, theirs in by_phone.items():
        results |= {row.number: result for row, result in _opened(desk, phone, theirs)}
    return [results[row.number] for row in rows]


def _opened(
    desk: Desk, phone: str, theirs: list[Row[Any]]
) -> list[tuple[Row[Any], RowResult]]:
    volunteer = known_by(desk, phone)
    if volunteer is None or desk.book is None:
        return [(row, _unknown(row)) for row in theirs]
    if desk.book.look(ImportedLife(volunteer)).opened:
        return _all(theirs, "unchanged")
    if desk.dry:
        return _all(theirs, "would import")
    command = OpenBalance(
        volunteer=volunteer, debt=sum(row.outcome.debt for row in theirs), digest=desk.digest,
        lots={
            row.outcome.dies_on.isoformat(): row.outcome.beans
            for row in theirs
            if row.outcome.dies_on
        },
    )  # fmt: skip
    try:
        desk.book.record(command, desk.by("balances", new_id("import", desk.now)), desk.now)
    except AlreadyOpened:
        return _all(theirs, "unchanged")  # Somebody was faster.
    except Refusal as refusal:
        return [(row, refused(row, refusal)) for row in theirs]
    return _all(theirs, "imported")


def _all(theirs: list[Row[Any]], state: Any) -> list[tuple[Row[Any], RowResult]]:
    return [(row, RowResult(row.number, state)) for row in theirs]


def _unknown(row: Row[Any]) -> RowResult:
    told = WORDING["volunteer_unknown"]
    problem = RowProblem(row.number, "", "volunteer_unknown", told.english, told.chinese)
    return RowResult(row.number, "refused", (problem,))
