"""A roster's rows: people go into the vault, volunteers into the book, members into teams."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from api.ids import new_id, volunteer_number
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.importing.volunteers import VolunteerRow
from api.intake.desk import Desk, refused, unread
from api.intake.places import Places
from api.people.ages import Care, TooYoung, care_at_the_start, care_for
from api.people.particulars import kept_of
from api.people.register import Person, PhoneKnown
from api.wording import WORDING
from ledger.command import Receipt
from ledger.refusals import Refusal
from ledger.teams import JoinTeam
from ledger.volunteers import RegisterVolunteer


@dataclass
class _Plan:
    row: Row[Any]
    volunteer: str
    is_new: bool
    joins: dict[str, str]
    asked: list[Future[Receipt]] = field(default_factory=list)

    @property
    def person(self) -> VolunteerRow:
        return self.row.outcome

    @property
    def nothing_to_do(self) -> bool:
        return not self.is_new and not self.joins


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Register everybody who is not known yet, and let them join their teams.

    A person is known by the telephone number; the book's number for them is drawn here.
    """
    rows = [_of_age(desk, row) for row in rows]
    plans = [_plan(desk, places, row) for row in rows if not isinstance(row.outcome, tuple)]
    if not desk.dry:
        _enrol(desk, plans)
        _ask(desk, places, plans)
    by_row = {plan.row.number: _result(desk, plan) for plan in plans}
    return [by_row.get(row.number) or unread(row) for row in rows]


def _of_age(desk: Desk, row: Row[Any]) -> Row[Any]:
    """The row itself, or refused when it is about a child who is too young to serve."""
    if isinstance(row.outcome, tuple):
        return row
    try:
        care_at_the_start(desk.policy, row.outcome.birth_date, desk.policy.local_date(desk.now))
    except TooYoung as young:
        wording, details = WORDING["too_young"], {"min_age": young.min_age}
        told = (wording.title("en", details), wording.title("zh", details))
        return Row(row.number, (RowProblem(row.number, "", "too_young", *told),))
    return row


def _plan(desk: Desk, places: Places, row: Row[Any]) -> _Plan:
    person: VolunteerRow = row.outcome
    known = desk.people.by_phone(desk.ledger, person.phone) if desk.people else None
    volunteer = known or new_id("volunteer", desk.now)
    registered = desk.directory is not None and desk.directory.volunteer(volunteer) is not None
    teams = {name: places.team(name, person.community) for name in person.teams}
    joins = {
        name: team
        for name, team in teams.items()
        if not registered or not desk.directory.is_member(team, volunteer)
    }
    return _Plan(row, volunteer, not registered, joins)


def _enrol(desk: Desk, plans: list[_Plan]) -> None:
    strangers = [plan for plan in plans if plan.is_new]
    if desk.people.enrol_all(desk.ledger, [_who(desk, plan) for plan in strangers]):
        return
    for plan in strangers:  # One of them is known, since a moment or from before: one by one.
        who = _who(desk, plan)
        try:
            desk.people.enrol(
                plan.volunteer, desk.ledger, who.display_name, who.phone, who.birth_date, who.extra
            )
        except PhoneKnown as known:
            plan.volunteer = known.volunteer_id


def _who(desk: Desk, plan: _Plan) -> Person:
    """What of the row may be kept, by the policy."""
    person = plan.person
    told = {
        "birth_date": person.birth_date, "gender": person.gender,
        "wishes": list(person.wishes), "skills": list(person.skills),
        "available": person.available, "remark": person.remark,
    }  # fmt: skip
    said = {name: what for name, what in kept_of(desk.policy, told).items() if what}
    birth_date = said.pop("birth_date", None)
    return Person(plan.volunteer, person.name, person.phone, birth_date, said)


def _ask(desk: Desk, places: Places, plans: list[_Plan]) -> None:
    numbers: set[str] = set()
    for plan in plans:
        if plan.is_new:
            community = places.communities[plan.person.community]
            command = RegisterVolunteer(
                volunteer=plan.volunteer, number=_free_number(desk, numbers),
                community=community, minor=_is_minor(desk, plan),
            )  # fmt: skip
            mark = f"{desk.row_mark('volunteers', plan.person, community)}:{plan.volunteer}"
            plan.asked.append(desk.book.submit(command, desk.by("volunteers", mark), desk.now))
    for plan in plans:
        for team in plan.joins.values():
            join = JoinTeam(team=team, volunteer=plan.volunteer)
            by = desk.by("joins", f"{plan.volunteer}:{team}")
            plan.asked.append(desk.book.submit(join, by, desk.now))


def _is_minor(desk: Desk, plan: _Plan) -> bool:
    day = desk.policy.local_date(desk.now)
    return care_for(desk.policy, plan.person.birth_date, day) is not Care.ADULT


def _free_number(desk: Desk, drawn: set[str]) -> str:
    # The book has the last word; asked here, it hardly ever needs to say it.
    while True:
        number = volunteer_number()
        if number not in drawn and desk.directory.volunteer_by_number(number) is None:
            drawn.add(number)
            return number


def _result(desk: Desk, plan: _Plan) -> RowResult:
    if plan.nothing_to_do:
        return RowResult(plan.row.number, "unchanged")
    if desk.dry:
        return RowResult(plan.row.number, "would import")
    try:
        receipts = [asked.result() for asked in plan.asked]
    except Refusal as refusal:
        return refused(plan.row, refusal)
    again = all(receipt.replayed for receipt in receipts)
    return RowResult(plan.row.number, "unchanged" if again else "imported")
