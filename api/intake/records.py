"""Records of another book: each is brought in once, as evidence of grade D."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ids import id_of_case, new_id
from api.importing.records import RecordRow
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.intake.desk import Desk, refused, unread
from api.intake.people import known_by, registered
from api.intake.places import Places
from ledger.imports import ImportRecord
from ledger.refusals import Refusal
from ledger.subjects.imported import ImportedRecord

OUR_OWN = ("attendance-", "imported-", "award-")
"""Numbers that are the same nowhere else; any other is one of its recording unit."""


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Bring every record in that is not here yet; strangers are registered on the way."""
    rows = list(rows)
    taken = [row for row in rows if not isinstance(row.outcome, tuple)]
    unfit = registered(desk, places, taken)
    known = _known(desk, taken)
    results = {row.number: unread(row) for row in rows if isinstance(row.outcome, tuple)}
    asked = []
    for row in taken:
        record, fact = row.outcome, known[row.number].fact
        if record.phone in unfit:
            results[row.number] = RowResult(row.number, "refused", unfit[record.phone])
        elif fact is not None:
            same = (fact.service_day, fact.minutes) == (record.service_day, record.minutes)
            results[row.number] = RowResult(row.number, "unchanged") if same else _differs(row)
        elif desk.dry:
            results[row.number] = RowResult(row.number, "would import")
        else:
            by = desk.by("records", new_id("import", desk.now))
            asked.append((row, desk.book.submit(_command(desk, record), by, desk.now)))
    for row, answer in asked:
        try:
            answer.result()
            results[row.number] = RowResult(row.number, "imported")
        except Refusal as refusal:
            results[row.number] = refused(row, refusal)
    return [results[row.number] for row in rows]


def imported_id(desk: Desk, record: RecordRow) -> str:
    """What stands for the record's number here; the same whenever it comes, and tells nothing."""
    case = () if record.reference.startswith(OUR_OWN) else (record.recorder,)
    return id_of_case("imported", desk.secret, *case, record.reference)


def _known(desk: Desk, rows: list[Row[Any]]) -> dict[int, ImportedRecord]:
    states = {row.number: ImportedRecord(imported_id(desk, row.outcome)) for row in rows}
    if desk.book is not None:
        desk.book.look_all(list(states.values()))
    return states


def _command(desk: Desk, record: RecordRow) -> ImportRecord:
    volunteer = known_by(desk, record.phone)
    assert volunteer is not None
    return ImportRecord(
        imported=imported_id(desk, record), volunteer=volunteer, title=record.title,
        recorder=record.recorder, service_day=record.service_day, minutes=record.minutes,
        training_minutes=record.training_minutes, beans=record.beans, digest=desk.digest,
        sender=desk.sender,
    )  # fmt: skip


def _differs(row: Row[Any]) -> RowResult:
    problem = RowProblem(
        row.number, "", "import_differs",
        "was brought in before with another day or time; a record is corrected where it was made",
        "此前导入的同一记录日期或时长不同；请在原记录单位更正",
    )  # fmt: skip
    return RowResult(row.number, "refused", (problem,))
