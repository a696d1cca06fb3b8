"""Objections: what volunteers say is wrong with a line, until when it is answered, and how."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ledger.facts import ObjectionAnswered, ObjectionRaised
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Objection(Row):
    """One objection; `state` is open, upheld (the volunteer was right) or declined.

    `reference` is the attendance or redemption of the line, `position` that of the objection.
    `note` and `answer_note` point at the words of both sides, kept where they can be forgotten.
    """

    objection: str
    volunteer: str = UNTOLD
    reference: str = UNTOLD
    state: str = UNTOLD
    raised_at: datetime = UNTOLD
    due_on: date = UNTOLD
    note: str | None = UNTOLD
    answered_at: datetime | None = UNTOLD
    answer_note: str | None = UNTOLD
    position: int = UNTOLD


OBJECTIONS = Sheet(
    "objection", Objection, By(("volunteer", "position")), By(("state", "position")),
)  # fmt: skip


class _Folding:
    def __init__(self, objections: Changes[Objection]) -> None:
        self._objections = objections

    def be_raised(self, recorded: Recorded[ObjectionRaised]) -> None:
        fact = recorded.fact
        row = self._objections[fact.objection]
        row.volunteer, row.reference, row.state = fact.volunteer, fact.reference, "open"
        row.raised_at, row.due_on, row.note = fact.at, fact.due_on, fact.note
        row.position = recorded.position

    def be_answered(self, recorded: Recorded[ObjectionAnswered]) -> None:
        row = self._objections[recorded.fact.objection]
        row.state, row.answered_at = recorded.fact.outcome, recorded.fact.at
        row.answer_note = recorded.fact.note


class Objections(View):
    """Which lines are disputed, and what came of it."""

    name = "objections"
    version = 1
    sheets = (OBJECTIONS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Raised, and answered."""
        folding = _Folding(*changes)
        return {ObjectionRaised: folding.be_raised, ObjectionAnswered: folding.be_answered}

    def objection(self, objection: str) -> Objection | None:
        """One objection, None when there is no such id."""
        question = OBJECTIONS.select().where(OBJECTIONS.c.objection == objection)
        return self.shelf.row(question, Objection)

    def of(self, volunteer: str, references: Iterable[str]) -> list[Objection]:
        """What a volunteer said about these attendances and redemptions, the oldest first."""
        c, wanted = OBJECTIONS.c, sorted(set(references))
        question = OBJECTIONS.select().where(c.volunteer == volunteer, c.reference.in_(wanted))
        return self.shelf.rows(question.order_by(c.position), Objection)

    def in_state(self, state: str | None, limit: int, after_position: int = 0) -> list[Objection]:
        """Objections in a state, or all, the oldest first, behind `after_position`."""
        c = OBJECTIONS.c
        question = OBJECTIONS.select().where(c.position > after_position)
        if state is not None:
            question = question.where(c.state == state)
        return self.shelf.rows(question.order_by(c.position).limit(limit), Objection)
