"""Supervision: the documents that were frozen, as they were frozen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from ledger.facts import DocumentFrozen, Figures
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Document(Row):
    """The document of a unit and a period; `book_position` is what it was computed from,
    `position` where it was written down."""

    unit: str
    period: str
    kind: str = UNTOLD
    book_position: int = UNTOLD
    policy: str = UNTOLD
    told: dict[str, Any] = UNTOLD
    digest: str = UNTOLD
    frozen_by: str = UNTOLD
    frozen_at: datetime = UNTOLD
    position: int = UNTOLD

    @property
    def figures(self) -> Figures:
        """The figures as they were frozen."""
        return msgspec.convert(self.told, Figures)


DOCUMENTS = Sheet(
    "supervision_document", Document, By(("period",)), By(("unit", "position")), By(("position",))
)


class Supervision(View):
    """Every document that was frozen."""

    name = "supervision"
    version = 1
    sheets = (DOCUMENTS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """A document was frozen."""
        documents: Changes[Document] = changes[0]

        def freeze(recorded: Recorded[DocumentFrozen]) -> None:
            fact = recorded.fact
            row = documents[fact.unit, fact.period]
            row.kind, row.book_position, row.policy = fact.kind, fact.book_position, fact.policy
            row.told = msgspec.to_builtins(fact.figures)
            row.digest, row.frozen_by, row.frozen_at = fact.digest, fact.frozen_by, fact.at
            row.position = recorded.position

        return {DocumentFrozen: freeze}

    def document(self, unit: str, period: str) -> Document | None:
        """The document of a unit and a period, None while it is not frozen."""
        c = DOCUMENTS.c
        question = DOCUMENTS.select().where(c.unit == unit, c.period == period)
        return self.shelf.row(question, Document)

    def periods_done(self, periods: Collection[str]) -> set[str]:
        """Those of these periods whose documents are frozen."""
        c = DOCUMENTS.c
        question = select(c.period).where(c.period.in_(periods)).distinct()
        return set(self.shelf.rows(question, str))

    def of_period(self, period: str, units: Collection[str]) -> dict[str, Document]:
        """The documents of these units in a period."""
        c = DOCUMENTS.c
        question = DOCUMENTS.select().where(c.period == period, c.unit.in_(sorted(units)))
        return {row.unit: row for row in self.shelf.rows(question, Document)}

    def of(
        self, unit: str | None, kind: str, limit: int, before_position: int | None = None
    ) -> Sequence[Document]:
        """The documents of a unit (None: of all), of one kind or, for the empty word, of all; the
        last written first, older than `before_position`."""
        c = DOCUMENTS.c
        question = DOCUMENTS.select()
        if unit is not None:
            question = question.where(c.unit == unit)
        if kind:
            question = question.where(c.kind == kind)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Document)
