"""Lines: somebody's statement as they read it, each line with its sum, its proof and its answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from api.pages.entries import explained, summed
from api.pages.own.clauses import clause_of
from api.pages.own.confirmers import confirmers_of, helpers_of
from api.pages.own.sums import sum_of
from api.v1.asking import Caller
from projections.objections import Objection
from projections.statements import StatementLine

OBJECTABLE = ("attendance-", "redemption-", "imported-")
"""What an objection may be about; what the calendar or the community gives has no such record."""


class Read(msgspec.Struct, kw_only=True):
    """One line for its owner's eyes.

    `told` is the whole line as a sentence. `title`, `sum`, `grade` and `confirmer` are its parts;
    `day` is the day of the service or the moment's. `balance` is in beans. `activity` is what it
    was about, where it was one; `rule` the version and the clause of the rules behind it.
    `objection` is the
    last thing said against what it is about, `answer` the words it was answered with.
    """

    position: int
    at: datetime
    day: date
    kind: str
    told: str
    title: str
    minutes: int
    beans: int
    balance: int
    sum: str
    grade: str
    confirmer: str
    pending_minutes: int
    reference: str | None
    activity: str | None = None
    rule: str = ""
    objection: Objection | None = None
    answer: str | None = None
    may_object: bool = False


class Page(NamedTuple):
    """Some lines, newest first, and the position behind which there are more, if there are."""

    lines: list[Read]
    earlier: int | None


def read_lines(
    caller: Caller, volunteer: str, limit: int, before_position: int | None = None
) -> Page:
    """At most `limit` lines, older than the one at `before_position`."""
    found = caller.ledger.statements.of(volunteer, limit + 1, before_position)
    shown = found[:limit]
    confirmers = confirmers_of(caller.house, shown)
    went = helpers_of(caller.house, shown)
    lines = [
        _read(caller, line, confirmers.get(line.position, ""), went.get(line.position, ""))
        for line in shown
    ]
    return Page(lines, shown[-1].position if len(found) > limit else None)


def with_objections(caller: Caller, volunteer: str, lines: list[Read]) -> list[Read]:
    """The same lines with what was said against each, and whether something still may be."""
    about = {one.reference for one in lines if one.reference}
    said = {one.reference: one for one in caller.ledger.objections.of(volunteer, about)}
    for line in lines:
        line.objection = said.get(line.reference or "")
        open_already = line.objection is not None and line.objection.state == "open"
        line.may_object = not open_already and _may_object(caller, line)
        if line.objection is not None and line.objection.answer_note:
            line.answer = caller.house.notes.text(line.objection.answer_note)
    return lines


def activity_of(line: StatementLine) -> str | None:
    """The activity a line is about, None for a shop, an award or a day of the calendar."""
    about = line.about or ""
    return about if about.startswith("activity-") else None


def _may_object(caller: Caller, line: Read) -> bool:
    rules = caller.ledger.rules
    days = rules.at(caller.now()).time.correction_request_days
    today = rules.current.local_date(caller.now())
    about = line.reference or ""
    # What another book says of long ago could not be read before it was brought in.
    since = rules.current.local_date(line.at) if about.startswith("imported-") else line.day
    return about.startswith(OBJECTABLE) and today <= since + timedelta(days=days)


def _read(caller: Caller, line: StatementLine, confirmer: str, helper: str) -> Read:
    rules, told = caller.ledger.rules, line.details or {}
    is_record = line.kind == "service"
    total = sum_of(rules.named(told.get("policy") or ""), told, line.beans) if is_record else None
    day = told.get("service_day")
    return Read(
        position=line.position, at=line.at,
        day=date.fromisoformat(day) if day else rules.current.local_date(line.at),
        kind=line.kind, told=explained(line, total, confirmer, helper), title=line.title or "",
        minutes=line.minutes, beans=line.beans, balance=line.balance or 0,
        sum=summed(total) if total else "", grade=told.get("grade") or "", confirmer=confirmer,
        pending_minutes=told.get("pending_minutes") or 0, reference=line.reference,
        activity=activity_of(line), rule=" · ".join(clause_of(caller.ledger, line)),
    )  # fmt: skip
