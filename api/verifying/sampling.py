"""Sampling: every sample drawn again from the records that stood when it was drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from api.stored import stored
from api.verifying.difference import Difference, at
from ledger.counting.months import months_later
from ledger.counting.samples import sample_of, seed_from
from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    Fact,
    PolicyAdopted,
    SampleDrawn,
    ServiceConfirmed,
    ServiceCorrected,
)
from ledger.sampling import MADE_UP_MONTHS
from ledger.states import Rulebook
from ledger.subjects.purse import month_of

_KEPT_MONTHS = MADE_UP_MONTHS + 1
_Spans = dict[str, list[tuple[int, int | None]]]
"""Of each attendance, from which position until which it stood in the month; None for until now."""


class Sampling:
    """The records of the latest months, by when they came and went; `drawn` are all samples.

    No month is kept for longer than it may still be drawn, so memory does not grow with the book.
    """

    def __init__(self) -> None:
        self.drawn: list[tuple[str, str, str, int, str]] = []
        self._rules = Rulebook()
        self._communities: dict[str, str] = {}
        self._months: defaultdict[str, _Spans] = defaultdict(dict)

    def take_in(self, fact: Fact, position: int) -> Iterator[Difference]:
        """One more fact, and what is wrong with it."""
        match fact:
            case PolicyAdopted():
                self._rules.evolve(fact)
            case ActivityPublished():
                self._communities[fact.activity] = fact.community
            case ServiceConfirmed():
                self._forget_before(fact.at.date())
                self._begin(fact.service_day, fact.attendance, position)
            case ServiceCorrected() if month_of(fact.day_before) != month_of(fact.service_day):
                self._end(fact.day_before, fact.attendance, position)
                self._begin(fact.service_day, fact.attendance, position)
            case AttendanceRevoked():
                self._end(fact.service_day, fact.attendance, position)
            case SampleDrawn():
                yield from self._check(fact, position)

    def _begin(self, day: date, attendance: str, position: int) -> None:
        self._months[month_of(day)].setdefault(attendance, []).append((position, None))

    def _end(self, day: date, attendance: str, position: int) -> None:
        spans = self._months[month_of(day)].get(attendance)
        if spans:
            spans[-1] = spans[-1][0], position

    def _forget_before(self, today: date) -> None:
        oldest = month_of(months_later(today, -_KEPT_MONTHS))
        for month in [month for month in self._months if month < oldest]:
            del self._months[month]

    def _check(self, fact: SampleDrawn, position: int) -> Iterator[Difference]:
        self.drawn.append((fact.sample, fact.unit, fact.month, fact.book_position, fact.seed))
        records = [
            attendance
            for attendance, spans in self._months[fact.month].items()
            if self._stood(attendance, spans, fact)
        ]
        policy = self._rules.named(fact.policy)
        again = sample_of(policy.integrity, records, fact.seed) if policy else []
        if (len(records), again) != (fact.confirmed, list(fact.attendances)):
            yield at(
                position, f"{fact.sample} 重新抽取的记录与所记不同",
                f"{fact.sample} drawn again has other records than those written down",
            )  # fmt: skip

    def _stood(
        self, attendance: str, spans: Sequence[tuple[int, int | None]], fact: SampleDrawn
    ) -> bool:
        activity = f"activity-{attendance.split('-')[1]}"
        return self._communities.get(activity) == fact.unit and any(
            begun <= fact.book_position and (ended is None or ended > fact.book_position)
            for begun, ended in spans
        )


def seeds_again(
    recorder: Any, drawn: Sequence[tuple[str, str, str, int, str]]
) -> Iterator[Difference]:
    """What is wrong with the seeds of these samples: each is made from the bytes of one fact."""
    known: dict[int, bytes] = {}
    for sample, unit, month, position, seed in drawn:
        if position not in known:
            known[position] = next((e.data for e in stored(recorder, after=position - 1)), b"")
        if seed_from(known[position], unit, month) != seed:
            yield Difference(
                f"{sample} 的种子不是由第 {position} 条得出的。",
                f"The seed of {sample} was not made from the fact at {position}.",
            )
