"""People whom rows name by telephone: known here, or registered with what the row tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.importing.records import RecordRow
from api.importing.rows import Row, RowProblem
from api.importing.volunteers import VolunteerRow
from api.intake import volunteers
from api.intake.desk import Desk
from api.intake.places import Places


def known_by(desk: Desk, phone: str) -> str | None:
    """The volunteer with this telephone in the ledger, None for a stranger."""
    return desk.people.by_phone(desk.ledger, phone) if desk.people else None


def registered(
    desk: Desk, places: Places, rows: Iterable[Row[Any]]
) -> dict[str, tuple[RowProblem, ...]]:
    """Register whoever is not known yet, each once; the problems of those who may not be."""
    strangers: dict[str, Row[Any]] = {}
    for row in rows:
        record: RecordRow = row.outcome
        if record.phone not in strangers and known_by(desk, record.phone) is None:
            strangers[record.phone] = Row(row.number, _as_person(record))
    results = volunteers.take_in(desk, places, list(strangers.values()))
    return {
        phone: result.problems
        for phone, result in zip(strangers, results, strict=True)
        if result.state == "refused"
    }


def _as_person(record: RecordRow) -> VolunteerRow:
    return VolunteerRow(
        name=record.name, phone=record.phone, gender=None, birth_date=record.birth_date,
        community=record.community, teams=(), wishes=(), skills=(), available=None, remark=None,
    )  # fmt: skip
