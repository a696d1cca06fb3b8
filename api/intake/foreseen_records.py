"""Foreseen records: what the book will say of each row of a table, one beside the other."""

from __future__ import annotations

from typing import Any

from api.importing.report import RowResult
from api.importing.rows import Row
from api.intake.desk import Desk, refused
from ledger.bringing_in import Arrivals, Bringing, asked_about
from ledger.facts import ToldRecord
from ledger.refusals import Refusal
from ledger.states import Rulebook
from ledger.subjects.second_person import asked_of_one, must_be_free

Asked = list[tuple[Row[Any], ToldRecord]]


def foreseen(desk: Desk, asked: Asked) -> tuple[Asked, dict[int, RowResult]]:
    """The records that may come in now, and the results of the others; nothing is written."""
    arrivals, bringing = _arrivals(desk, asked)
    fit: Asked = []
    unfit: dict[int, RowResult] = {}
    for row, told in asked:
        try:
            _must_be_free(desk, told.volunteer, bringing)
            arrivals.take(bringing, told)
            fit.append((row, told))
        except Refusal as refusal:
            unfit[row.number] = refused(row, refusal)
    return fit, unfit


def _arrivals(desk: Desk, asked: Asked) -> tuple[Arrivals, Bringing]:
    if desk.book is None:
        return Arrivals(()), Bringing(desk.now, desk.policy, desk.digest)
    states = list(asked_about(told for _, told in asked))
    desk.book.look_all(states)
    policy = desk.book.look(Rulebook()).at(desk.now)
    return Arrivals(states), Bringing(desk.now, policy, desk.digest)


def _must_be_free(desk: Desk, volunteer: str, bringing: Bringing) -> None:
    if desk.sender is None or desk.book is None:
        return
    states = map(desk.book.look, asked_of_one((volunteer,), desk.sender))
    must_be_free((volunteer,), desk.sender, bringing.policy.local_date(desk.now), states)
