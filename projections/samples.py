"""Samples: which records were drawn to be looked at, and what people found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.facts import SampleChecked, SampleDrawn
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class SampleRow(Row):
    """A month of a community: `drawn` records out of `confirmed`, of which `checked` were looked
    at and `faulty` were not in order."""

    sample: str
    unit: str = UNTOLD
    month: str = UNTOLD
    seed: str = UNTOLD
    book_position: int = UNTOLD
    policy: str = UNTOLD
    confirmed: int = 0
    drawn: int = 0
    checked: int = 0
    faulty: int = 0
    drawn_at: datetime = UNTOLD
    position: int = UNTOLD


class SampledRecord(Row):
    """A record that was drawn as the `place`-th; `finding` is None until somebody has looked."""

    sample: str
    attendance: str
    place: int = UNTOLD
    finding: str | None = UNTOLD
    fault: str | None = UNTOLD
    checked_by: str | None = UNTOLD
    checked_at: datetime | None = UNTOLD
    note: str | None = UNTOLD


SAMPLES = Sheet("sample", SampleRow, By(("position",)), By(("month", "unit")))
SAMPLED = Sheet("sampled_record", SampledRecord)


class _Folding:
    def __init__(self, samples: Changes[SampleRow], records: Changes[SampledRecord]) -> None:
        self._samples = samples
        self._records = records

    def draw(self, recorded: Recorded[SampleDrawn]) -> None:
        fact = recorded.fact
        row = self._samples[fact.sample]
        row.unit, row.month, row.seed = fact.unit, fact.month, fact.seed
        row.book_position, row.policy = fact.book_position, fact.policy
        row.confirmed += fact.confirmed
        row.drawn += len(fact.attendances)
        row.drawn_at, row.position = fact.at, recorded.position
        for place, attendance in enumerate(fact.attendances):
            self._records[fact.sample, attendance].place = place

    def check(self, recorded: Recorded[SampleChecked]) -> None:
        fact = recorded.fact
        row, record = self._samples[fact.sample], self._records[fact.sample, fact.attendance]
        row.checked += 1
        row.faulty += fact.finding == "not_in_order"
        record.finding, record.fault, record.note = fact.finding, fact.fault, fact.note
        record.checked_by, record.checked_at = fact.checked_by, fact.at


class Samples(View):
    """Every sample that was drawn."""

    name = "samples"
    version = 1
    sheets = (SAMPLES, SAMPLED)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """A sample was drawn, or somebody looked at one of its records."""
        folding = _Folding(*changes)
        return {SampleDrawn: folding.draw, SampleChecked: folding.check}

    def sample(self, sample: str) -> SampleRow | None:
        """One of them, None when there is no such sample."""
        return self.shelf.row(SAMPLES.select().filter_by(sample=sample), SampleRow)

    def records(self, sample: str) -> list[SampledRecord]:
        """What was drawn, in the order of the draw."""
        question = SAMPLED.select().filter_by(sample=sample).order_by(SAMPLED.c.place)
        return self.shelf.rows(question, SampledRecord)

    def of_month(self, month: str) -> list[SampleRow]:
        """All samples of a month, by the unit."""
        question = SAMPLES.select().filter_by(month=month).order_by(SAMPLES.c.unit)
        return self.shelf.rows(question, SampleRow)

    def before(self, position: int | None, limit: int) -> list[SampleRow]:
        """The newest samples that were written before a position, of all when None."""
        question = SAMPLES.select().order_by(SAMPLES.c.position.desc()).limit(limit)
        if position is not None:
            question = question.where(SAMPLES.c.position < position)
        return self.shelf.rows(question, SampleRow)

    def open(self, limit: int) -> list[SampleRow]:
        """Those with records that nobody has looked at, the oldest first."""
        c = SAMPLES.c
        question = SAMPLES.select().where(c.checked < c.drawn).order_by(c.position)
        return self.shelf.rows(question.limit(limit), SampleRow)
