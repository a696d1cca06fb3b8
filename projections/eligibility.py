"""Eligibility: what every condition looks at, as it stood at any position of the book."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, Text, literal_column, or_, select, type_coerce

from ledger.counting.conditions import Lowering
from ledger.counting.evaluations import Candidate, Served, Weight
from ledger.counting.unit_tree import UnitTree
from ledger.facts import (
    FACTS,
    AppointmentEnded,
    AttendanceRevoked,
    BeansGranted,
    ExcuseGranted,
    ExcuseWithdrawn,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    IdentityErased,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    PersonAppointed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    UnitClosed,
    UnitMoved,
    UnitOpened,
    UnitsMerged,
    UnitSplit,
    ViolationAnnulled,
    ViolationUpheld,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.policy import Policy
from projections.eligibility_folding import ConductFolding, PeopleFolding
from projections.eligibility_rows import (
    CANDIDATES,
    CONTRIBUTIONS,
    EXCUSES,
    HOMES,
    HOUSEHOLDS,
    HOUSES,
    LIVING,
    OFFICES,
    SERVED,
    TREE_STEPS,
    WEIGHTS,
    CandidateRow,
    ExcuseRow,
    HomeRow,
    OfficeRow,
    TreeRow,
    WeightRow,
)
from projections.eligibility_standing import standing
from projections.shelf.changes import Changes
from projections.shelf.view import Folds, View


class Eligibility(View):
    """Everything that decides about an evaluation; no beans are among it."""

    name = "eligibility"
    version = 2
    sheets = (
        CANDIDATES, HOMES, OFFICES, HOUSEHOLDS, LIVING, HOUSES, TREE_STEPS,
        SERVED, WEIGHTS, EXCUSES, CONTRIBUTIONS,
    )  # fmt: skip

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """People and places, and what people did."""
        people, conduct = PeopleFolding(*changes[:7]), ConductFolding(*changes[7:])
        shapes = (UnitOpened, UnitMoved, UnitsMerged, UnitSplit, UnitClosed)
        return dict.fromkeys(shapes, people.shape) | {
            VolunteerRegistered: people.register,
            VolunteerMoved: people.settle,
            IdentityErased: people.erase,
            PersonAppointed: people.appoint,
            AppointmentEnded: people.lay_down,
            HouseholdFormed: people.form,
            HouseholdMoved: people.house,
            HouseholdJoined: people.live,
            HouseholdLeft: people.live,
            ServiceConfirmed: conduct.record,
            ServiceCorrected: conduct.record,
            PendingReviewed: conduct.review,
            AttendanceRevoked: conduct.revoke,
            ServiceImported: conduct.bring_in,
            ImportCorrected: conduct.bring_in,
            ImportRevoked: conduct.bring_in,
            ViolationUpheld: conduct.uphold,
            ViolationAnnulled: conduct.annul,
            ExcuseGranted: conduct.excuse,
            ExcuseWithdrawn: conduct.ask_again,
            BeansGranted: conduct.contribute,
        }

    # The tree -------------------------------------------------------------------------------

    def tree(self, upto: int) -> UnitTree:
        """The units as they were known at that position."""
        tree = UnitTree()
        question = TREE_STEPS.select().where(TREE_STEPS.c.position <= upto)
        for row in self.shelf.rows(question.order_by(TREE_STEPS.c.position), TreeRow):
            fact = msgspec.convert(row.told, FACTS[row.fact])
            for unit in fact.tags():
                if unit.startswith("unit-"):
                    tree.know(unit, tree.life(unit).after(unit, fact))
        return tree

    # Candidates -----------------------------------------------------------------------------

    def candidates(
        self, policy: Policy, unit: str, upto: int, first: date | None, last: date
    ) -> list[Candidate]:
        """Everybody who was at home in this unit on the last day, as known at position `upto`,
        with what they did from `first` (None: ever) to that day.

        Whoever came later is among them only with something they did before.
        """
        near = self.tree(upto).belonging(unit, last)
        homes = self._homes(policy, near, upto, last)
        whose = select(HOMES.c.volunteer).where(HOMES.c.community.in_(near)).scalar_subquery()
        return self._told(policy, whose, homes, upto, first, last)

    def some(
        self, policy: Policy, volunteers: Collection[str], upto: int, first: date | None, last: date
    ) -> list[Candidate]:
        """The same of these volunteers, wherever they are at home."""
        return self._told(
            policy, list(volunteers), set(volunteers), upto, first, last, late=True
        )

    def _homes(self, policy: Policy, near: Collection[str], upto: int, last: date) -> set[str]:
        """Who was at home near on that day: the last home told by then, or else the first."""
        c = HOMES.c
        once = select(c.volunteer).where(c.community.in_(near), c.position <= upto)
        rows = HOMES.select().where(c.volunteer.in_(once), c.position <= upto)
        home: dict[str, str] = {}
        for row in self.shelf.rows(rows.order_by(c.volunteer, c.position), HomeRow):
            if row.volunteer not in home or policy.local_date(row.since) <= last:
                home[row.volunteer] = row.community
        return {volunteer for volunteer, community in home.items() if community in near}

    def _told(
        self, policy: Policy, whose: Any, homes: set[str], upto: int, first: date | None,
        last: date, *, late: bool = False,
    ) -> list[Candidate]:  # fmt: skip
        c = CANDIDATES.c
        known = or_(c.erased_position.is_(None), c.erased_position > upto)
        rows = self.shelf.rows(
            CANDIDATES.select().where(c.volunteer.in_(whose), c.position <= upto, known),
            CandidateRow,
        )
        served = self._served(whose, upto, first, last)
        weights = self._weights(policy, whose, upto)
        lowerings = self._lowerings(whose, upto)
        offices = self.leaders(policy, upto, first or last, last)
        paid = {person for person, kind in offices.items() if kind not in ("group", "building")}
        return [
            Candidate(
                volunteer=row.volunteer, number=row.number,
                served=tuple(served.get(row.volunteer, ())),
                weights=tuple(weights.get(row.volunteer, ())),
                lowerings=tuple(lowerings.get(row.volunteer, ())),
                paid_staff=f"person-{row.volunteer.partition('-')[2]}" in paid,
            )
            for row in rows
            if row.volunteer in homes
            and (late or row.volunteer in served or policy.local_date(row.registered_on) <= last)
        ]  # fmt: skip

    def _served(
        self, whose: Any, upto: int, first: date | None, last: date
    ) -> dict[str, list[Served]]:
        """What stands of every attendance that has its place in these days.

        A record that was moved to another day is looked at wherever it went.
        """
        c, mine = SERVED.c, (SERVED.c.volunteer.in_(whose), SERVED.c.position <= upto)
        columns = c.attendance, c.position, c.kind, c.volunteer, c.activity, c.minutes, c.rating
        asked = select(*columns, c.grade, type_coerce(c.day, Text)).where(*mine)
        inside = asked.where(c.day <= last)
        if first is not None:
            inside = inside.where(c.day >= first)
        rows = {row[1]: row for row in self.shelf.rows(inside, _as_told)}
        moved = asked.where(c.moved == literal_column("1"))
        rows |= {row[1]: row for row in self.shelf.rows(moved, _as_told)}
        found: dict[str, list[Served]] = {}
        for volunteer, each in standing(rows[position] for position in sorted(rows)):
            if each.day <= last and (first is None or each.day >= first):
                found.setdefault(volunteer, []).append(each)
        return found

    def _weights(self, policy: Policy, whose: Any, upto: int) -> dict[str, list[Weight]]:
        question = _until(WEIGHTS, whose, upto, WEIGHTS.c.annulled_position)
        return _by_volunteer(
            (row.volunteer, Weight(row.kind, policy.local_date(row.at)))
            for row in self.shelf.rows(question, WeightRow)
        )

    def _lowerings(self, whose: Any, upto: int) -> dict[str, list[Lowering]]:
        question = _until(EXCUSES, whose, upto, EXCUSES.c.withdrawn_position)
        return _by_volunteer(
            (row.volunteer, Lowering(row.first, row.last, row.percent, row.reference))
            for row in self.shelf.rows(question, ExcuseRow)
        )

    def leaders(self, policy: Policy, upto: int, first: date, last: date) -> dict[str, str]:
        """The persons who held an office on any of these days, and of which kind of unit."""
        c, tree = OFFICES.c, self.tree(upto)
        question = OFFICES.select().where(c.position <= upto, c.since <= last)
        found = {}
        for row in self.shelf.rows(question.order_by(c.position), OfficeRow):
            end = row.until
            if row.ended_position is not None and row.ended_position <= upto:
                laid_down = policy.local_date(row.ended_at)
                end = laid_down if end is None else min(end, laid_down)
            if end is None or end >= first:
                found[row.person] = tree.life(row.unit).kind if row.unit else ""
        return found


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns


def _until(sheet: Any, whose: Any, upto: int, ended: ColumnElement[Any]) -> Select[Any]:
    """The rows of these volunteers that stood at that position."""
    still = or_(ended.is_(None), ended > upto)
    question = sheet.select().where(sheet.c.volunteer.in_(whose), sheet.c.position <= upto)
    return question.where(still).order_by(sheet.c.position)


def _by_volunteer(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for volunteer, each in pairs:
        found.setdefault(volunteer, []).append(each)
    return found
