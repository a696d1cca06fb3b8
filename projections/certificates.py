"""Certificates: what was certified, whether it still holds, and the records behind it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import func, select

from ledger.counting.certified import Session, certified
from ledger.facts import (
    AttendanceRevoked,
    CertificateIssued,
    CertificateWithdrawn,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
)
from projections.certified import (
    ALTERED,
    BROUGHT,
    PAPERS,
    SERVED,
    Altered,
    Brought,
    Certifying,
    Paper,
    Served,
)
from projections.shelf.changes import Changes
from projections.shelf.sheet import Sheet
from projections.shelf.view import Folds, View

_BEHIND_EVERYTHING = 2**62
State = Literal["valid", "superseded", "withdrawn"]


class Standing(NamedTuple):
    """A paper, and what becomes of it: `superseded` by a newer one of the same time, or because
    a record inside it was corrected or taken back; `withdrawn` by the office."""

    paper: Paper
    state: State


class BroughtTable(NamedTuple):
    """One table of records of another book: who brought it in, who agreed, when, and what it came
    to."""

    actor: str
    approved_by: str | None
    digest: str
    at: datetime
    records: int
    people: int
    minutes: int
    beans: int


class Certificates(View):
    """Which papers about service were issued, and which of them may still be believed."""

    name = "certificates"
    version = 2
    sheets = (PAPERS, SERVED, BROUGHT, ALTERED)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Papers, records, and what happens to both."""
        folding = Certifying(*changes)
        return {
            CertificateIssued: folding.issue,
            CertificateWithdrawn: folding.withdraw,
            ServiceConfirmed: folding.confirm,
            ServiceImported: folding.bring_in,
            ImportCorrected: folding.change_brought,
            ImportRevoked: folding.change_brought,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
        }

    def certificate(self, certificate: str) -> Standing | None:
        """One paper, None when there is no such id."""
        found = self.shelf.row(PAPERS.select().where(PAPERS.c.certificate == certificate), Paper)
        return self._standing(found)

    def by_code(self, code_digest: str) -> Standing | None:
        """The paper with the code of this digest, None when there is none."""
        question = PAPERS.select().where(PAPERS.c.code_digest == code_digest)
        return self._standing(self.shelf.row(question, Paper))

    def of(self, volunteer: str, before_position: int | None = None) -> list[Standing]:
        """All papers of a volunteer, the newest first, as they stood before `before_position`."""
        before = _BEHIND_EVERYTHING if before_position is None else before_position
        c = PAPERS.c
        question = PAPERS.select().where(c.volunteer == volunteer, c.position < before)
        papers = self.shelf.rows(question.order_by(c.position.desc()), Paper)
        altered = self._altered(volunteer, before, SERVED) if papers else []
        # A handbook also tells what was recorded elsewhere.
        told = altered + (self._altered(volunteer, before, BROUGHT) if papers else [])
        newest: set[Any] = set()
        found = []
        for paper in papers:
            same, known = _same_time(paper), told if paper.kind == "handbook" else altered
            found.append(Standing(paper, _state(paper, known, same in newest, before)))
            newest.add(same)
        return found

    def served(self, volunteer: str, first: date | None = None, last: date | None = None,
               before_position: int | None = None) -> list[Served]:  # fmt: skip
        """What a volunteer has served in these days, by day; as recorded before a position."""
        c = SERVED.c
        question = SERVED.select().where(c.volunteer == volunteer)
        if first is not None:
            question = question.where(c.day >= first)
        if last is not None:
            question = question.where(c.day <= last)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.day, c.attendance), Served)

    def brought(self, volunteer: str) -> list[Brought]:
        """What was brought in for a volunteer from other books and stands, in that order."""
        c = BROUGHT.c
        question = BROUGHT.select().where(c.volunteer == volunteer, c.standing == 1)
        return self.shelf.rows(question.order_by(BROUGHT.c.position), Brought)

    def brought_record(self, imported: str) -> Brought | None:
        """One record of another book, None when there is no such id."""
        return self.shelf.row(BROUGHT.select().where(BROUGHT.c.imported == imported), Brought)

    def tables_brought(self, limit: int, actor: str | None = None) -> list[BroughtTable]:
        """The tables that were brought in, by anybody or by this one, the latest first."""
        c = BROUGHT.c
        question = select(
            c.actor, c.approved_by, c.digest, func.max(c.at), func.count(),
            func.count(c.volunteer.distinct()), func.sum(c.minutes), func.sum(c.beans),
        ).group_by(c.actor, c.approved_by, c.digest)  # fmt: skip
        if actor is not None:
            question = question.where(c.actor == actor)
        latest = question.order_by(func.max(c.position).desc()).limit(limit)
        return self.shelf.rows(latest, _table)

    def listed(self, paper: Paper) -> list[Served]:
        """The sessions a paper speaks of; while it is valid their digest is that of the paper."""
        rows = self.served(paper.volunteer, paper.first_day, paper.last_day, paper.position)
        meant = certified(map(session_of, rows), paper.first_day, paper.last_day)
        by_id = {row.attendance: row for row in rows}
        return [by_id[each.attendance] for each in meant]

    def touched_by(
        self, volunteer: str, records: dict[str, date], before_position: int | None = None
    ) -> list[str]:
        """The papers, valid until then, in which these attendances, or records that were brought
        in, stand on these days."""
        holding = [
            paper for paper, state in self.of(volunteer, before_position) if state == "valid"
        ]
        if not holding:
            return []
        known = SERVED.select().where(SERVED.c.attendance.in_(sorted(records)))
        since = {row.attendance: row.position for row in self.shelf.rows(known, Served)}
        foreign = BROUGHT.select().where(BROUGHT.c.imported.in_(sorted(records)))
        brought = {row.imported: row.position for row in self.shelf.rows(foreign, Brought)}
        return [
            paper.certificate
            for paper in reversed(holding)
            if any(
                since.get(record, _brought_for(paper, brought, record)) < paper.position
                and _covers(paper, day)
                for record, day in records.items()
            )
        ]

    def _standing(self, paper: Paper | None) -> Standing | None:
        if paper is None:
            return None
        of_person = {each.paper.certificate: each for each in self.of(paper.volunteer)}
        return of_person[paper.certificate]

    def _altered(
        self, volunteer: str, before: int, records: Sheet
    ) -> list[tuple[Altered, int]]:
        """What was changed of these records, each with the position of the first of it."""
        record = SERVED.c.attendance if records is SERVED else BROUGHT.c.imported
        question = (
            select(*ALTERED.c, records.c.position.label("since"))
            .join_from(ALTERED.table, records.table, ALTERED.c.attendance == record)
            .where(ALTERED.c.volunteer == volunteer, ALTERED.c.position < before)
        )
        return self.shelf.rows(question, _with_first)


def session_of(row: Served) -> Session:
    """The record as certificates count it."""
    return Session(row.attendance, row.day, row.minutes)


def _table(
    actor: str, approved_by: str | None, digest: str, at: datetime, *sums: Any
) -> BroughtTable:
    # PostgreSQL makes decimals of sums.
    return BroughtTable(actor, approved_by, digest, at, *map(int, sums))


def _with_first(*columns: Any) -> tuple[Altered, int]:
    return Altered(*columns[:-1]), columns[-1]


def _brought_for(paper: Paper, brought: dict[str, int], record: str) -> int:
    """Since when a record of another book stands where a paper could tell of it."""
    return brought.get(record, paper.position) if paper.kind == "handbook" else paper.position


def _same_time(paper: Paper) -> tuple[Any, ...]:
    whole_life = paper.first_day is None
    return paper.kind, paper.first_day, None if whole_life else paper.last_day


def _covers(paper: Paper, day: date) -> bool:
    return (paper.first_day is None or paper.first_day <= day) and day <= paper.last_day


def _state(
    paper: Paper, altered: list[tuple[Altered, int]], replaced: bool, before: int
) -> State:
    if paper.withdrawn_position is not None and paper.withdrawn_position < before:
        return "withdrawn"
    changed = any(
        since < paper.position < each.position and _covers(paper, each.day)
        for each, since in altered
    )
    return "superseded" if replaced or changed else "valid"
