"""Records of another book: each is brought in once, as evidence of grade D.

At the machine itself they come in; from a person they wait for a second one, some at a time. What
cannot come in is refused row by row, before and while it is done alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.access.key_tags import key_tag
from api.ids import id_of_case, new_id
from api.importing.records import RecordRow
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.intake.desk import Desk, refused, unread
from api.intake.foreseen_records import Asked, foreseen
from api.intake.people import known_by, registered
from api.intake.places import Places
from ledger.command import By
from ledger.facts import ToldRecord
from ledger.imports import ImportRecord, ProposeImport
from ledger.refusals import ImportedRevoked, KeyReused, Refusal
from ledger.subjects.imported import ImportedRecord
from ledger.subjects.second_person import Proposed, Second

OUR_OWN = ("attendance-", "imported-", "award-")
"""Numbers that are the same nowhere else; any other is one of its recording unit."""
AT_ONCE = 200
"""How many records one proposal holds: as many as a second person can look through."""


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Bring every record in that is not here yet; strangers are registered on the way."""
    rows = list(rows)
    taken = [row for row in rows if not isinstance(row.outcome, tuple)]
    unfit = registered(desk, places, taken)
    known = _known(desk, taken)
    results = {row.number: unread(row) for row in rows if isinstance(row.outcome, tuple)}
    new: Asked = []
    for row in taken:
        if row.outcome.phone in unfit:
            results[row.number] = RowResult(row.number, "refused", unfit[row.outcome.phone])
        elif stands := _standing(desk, row, known[imported_id(desk, row.outcome)]):
            results[row.number] = stands
        else:
            new.append((row, told_of(desk, row.outcome)))
    results |= _asked_for(desk, places, new)
    return [results[row.number] for row in rows]


def imported_id(desk: Desk, record: RecordRow) -> str:
    """What stands for the record's number here; the same whenever it comes, and tells nothing."""
    case = () if record.reference.startswith(OUR_OWN) else (record.recorder,)
    return id_of_case("imported", desk.secret, *case, record.reference)


def told_of(desk: Desk, record: RecordRow) -> ToldRecord:
    """What the book hears of a row. Where nothing is written strangers have no id yet; they are
    told apart by their telephone, which goes no further."""
    return ToldRecord(
        imported=imported_id(desk, record), volunteer=known_by(desk, record.phone) or record.phone,
        title=record.title, recorder=record.recorder, service_day=record.service_day,
        minutes=record.minutes, training_minutes=record.training_minutes, beans=record.beans,
    )  # fmt: skip


def _known(desk: Desk, rows: list[Row[Any]]) -> dict[str, ImportedRecord]:
    names = dict.fromkeys(imported_id(desk, row.outcome) for row in rows)
    states = {name: ImportedRecord(name) for name in names}
    if desk.book is not None:
        desk.book.look_all(list(states.values()))
    return states


def _standing(desk: Desk, row: Row[Any], known: ImportedRecord) -> RowResult | None:
    """What became of the record before, None while it is not here and nobody waits for it."""
    record, fact = row.outcome, known.fact
    if known.revoked:
        return refused(row, ImportedRevoked())
    if fact is not None:
        same = (fact.service_day, fact.minutes) == (record.service_day, record.minutes)
        return RowResult(row.number, "unchanged") if same else _differs(row)
    if known.asked_in is None or desk.book is None:
        return None
    waits = not desk.book.look(Proposed(known.asked_in)).settled
    return RowResult(row.number, "waiting") if waits else None


def _asked_for(desk: Desk, places: Places, new: Asked) -> dict[int, RowResult]:
    fit, unfit = foreseen(desk, new)
    if desk.dry:
        word = "would wait" if desk.sender else "would import"
        return unfit | {row.number: RowResult(row.number, word) for row, _ in fit}
    if desk.sender is None:
        return _at_the_machine(desk, new)
    # What the book will refuse it is asked for all the same: who tried it is to be on record.
    alone = [[each] for each in new if each[0].number in unfit]
    results: dict[int, RowResult] = {}
    for number, part in enumerate((*alone, *_parts(desk, places, fit))):
        results |= _proposed(desk, desk.sender, places, part, number)
    return results


def _at_the_machine(desk: Desk, new: Asked) -> dict[int, RowResult]:
    results, asked = {}, []
    for row, told in new:
        command = ImportRecord(told=told, digest=desk.digest)
        by = desk.by("records", new_id("import", desk.now))
        asked.append((row, desk.book.submit(command, by, desk.now)))
    for row, answer in asked:
        try:
            answer.result()
            results[row.number] = RowResult(row.number, "imported")
        except Refusal as refusal:
            results[row.number] = refused(row, refusal)
    return results


def _parts(desk: Desk, places: Places, fit: Asked) -> Iterable[Asked]:
    """So many at a time as a second person can look through, of one community each."""
    of_community: dict[str, Asked] = {}
    for row, told in fit:
        of_community.setdefault(_home(desk, places, row, told), []).append((row, told))
    for asked in of_community.values():
        yield from (asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE))


def _home(desk: Desk, places: Places, row: Row[Any], told: ToldRecord) -> str:
    known = desk.directory.volunteer(told.volunteer) if desk.directory else None
    return known.community if known else places.communities[row.outcome.community]


def _proposed(
    desk: Desk, sender: Second, places: Places, part: Asked, number: int
) -> dict[int, RowResult]:
    proposal = new_id("proposal", desk.now)
    command = ProposeImport(
        proposal=proposal, digest=desk.digest, proposer=sender,
        community=_home(desk, places, *part[0]), records=tuple(told for _, told in part),
    )  # fmt: skip
    try:
        desk.book.record(command, _by(desk, proposal, number), desk.now)
    except KeyReused:
        raise  # The whole table was sent under a key of something else.
    except Refusal as refusal:
        return {row.number: refused(row, refusal) for row, _ in part}
    return {row.number: RowResult(row.number, "waiting") for row, _ in part}


def _by(desk: Desk, proposal: str, number: int) -> By:
    """The sender of a part: under the key of the whole table, the first one under that itself."""
    if desk.request is None:
        return desk.by("records", proposal)
    key = desk.request.key
    return By(
        desk.actor, desk.role, key if not number else key_tag(key, str(number)),
        desk.request.fingerprint,
    )  # fmt: skip


def _differs(row: Row[Any]) -> RowResult:
    problem = RowProblem(
        row.number, "", "import_differs",
        "was brought in before with another day or time; a record is corrected where it was made",
        "此前导入的同一记录日期或时长不同；请在原记录单位更正",
    )  # fmt: skip
    return RowResult(row.number, "refused", (problem,))
