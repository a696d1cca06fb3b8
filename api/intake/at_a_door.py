"""At a door: the desk of whoever came in, as far as they reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from logging import getLogger
from typing import Any

from api.access.own import second
from api.access.reach import reaches, unlimited
from api.importing.fingerprints import Kind
from api.importing.records import RecordRow
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.importing.volunteers import VolunteerRow
from api.intake.bringing_in import desk_of
from api.intake.desk import Desk
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.command import By

NOT_HERE = "phone_not_here"
_log = getLogger("goldenbean")


def desk_for(caller: Caller, kind: Kind, *, dry: bool, request: By | None = None) -> Desk:
    """The desk; it asks the vault and the views, so it wants a thread."""
    opened = desk_of(caller.ledger, caller.house.people, caller.house.settings)
    reach = None if unlimited(caller.who) else lambda unit: reaches(caller, unit)
    who = caller.who
    return replace(
        opened, dry=dry, actor=who.actor, role=who.role.value, reaches=reach, request=request,
        sender=second(caller) if kind == "records" else None,
    )  # fmt: skip


def near(caller: Caller, desk: Desk, row: Row[Any]) -> Row[Any]:
    """A row about somebody who is registered where the desk does not reach is refused; whether
    it is for that, or for something else, the desk is not told."""
    if desk.reaches is None or not isinstance(row.outcome, VolunteerRow | RecordRow):
        return row
    known = desk.people.by_phone(desk.ledger, row.outcome.phone) if desk.people else None
    if known is None or reaches(caller, known):
        return row
    told = WORDING[NOT_HERE]
    problem = RowProblem(row.number, "", NOT_HERE, told.english, told.chinese)
    return Row(row.number, (problem,))


def leave_a_trace(desk: Desk, kind: Kind, wish: str, results: Iterable[RowResult]) -> None:
    """Whoever tries telephones by the thousand is to be found: who it was and how many, but no
    row of it."""
    rows = list(results)
    elsewhere = sum(each.code == NOT_HERE for result in rows for each in result.problems)
    _log.info(
        "bringing in: %s as %s, %s of %s, %d rows, %d registered elsewhere",
        desk.actor, desk.role, wish, kind, len(rows), elsewhere,
    )  # fmt: skip
