"""Requests: what people ask of us about their own data, each to be answered by a day.

PIPL art. 44-50: to see and copy, to correct, to delete, to take a consent back, to object. The
term is the policy's (rights_request_answer_working_days).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    LargeBinary,
    Row,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from api.ids import new_id
from api.people.persons import PersonErased, Persons, person_of
from api.people.seals import PersonKey
from api.people.vault import TABLES, Moment, writing
from ledger.counting.working_days import working_day_after
from ledger.policy import Policy

REQUESTS = Table(
    "requests",
    TABLES,
    Column("request", Text, primary_key=True),
    Column("ledger", Text, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("volunteer", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answered_at", Moment),
    Column("sealed_wish", LargeBinary),
    Column("sealed_answer", LargeBinary),
)
RequestKind = Literal["copy", "correct", "delete", "withdraw_consent", "object"]


class RightsRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asked, by which local day it is to be answered, and what was answered.

    `wish` and `answer` are None where nothing was said, and after the person was erased.
    """

    request: str
    ledger: str
    volunteer: str
    kind: RequestKind
    made_at: datetime
    due_on: date
    wish: str | None = None
    answered_at: datetime | None = None
    answer: str | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether the last day for the answer is over."""
        return self.answered_at is None and self.due_on < today


class Requests:
    """Requests of volunteers, within a ledger."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._persons = Persons(secret)

    def make(
        self,
        ledger: str,
        volunteer: str,
        kind: RequestKind,
        now: datetime,
        policy: Policy,
        wish: str = "",
    ) -> RightsRequest:
        """Somebody asks; the day of asking is not counted. Raises `PersonErased`."""
        term = policy.privacy.rights_request_answer_working_days
        made = RightsRequest(
            request=new_id("request", now), ledger=ledger, volunteer=volunteer, kind=kind,
            made_at=now, due_on=working_day_after(policy.local_date(now), term).day,
            wish=wish.strip() or None,
        )  # fmt: skip
        with writing(self._engine) as connection:
            person = person_of(connection, volunteer)
            key = self._persons.key_or_new(connection, person)
            row = {
                name: getattr(made, name)
                for name in ("request", "ledger", "volunteer", "kind", "made_at", "due_on")
            }
            row |= {"person": person, "sealed_wish": _sealed(key, f"{made.request} wish", wish)}
            connection.execute(insert(REQUESTS).values(row))
        return made

    def answer(self, ledger: str, request: str, answer: str, now: datetime) -> bool:
        """It is answered; False when there is no such request waiting in this ledger."""
        waiting = _here(ledger, request) & REQUESTS.c.answered_at.is_(None)
        with writing(self._engine) as connection:
            row = connection.execute(select(REQUESTS).where(waiting)).first()
            if row is None:
                return False
            key = self._key(connection, row.person)
            sealed = _sealed(key, f"{request} answer", answer) if key else None
            said = {"answered_at": now, "sealed_answer": sealed}
            connection.execute(update(REQUESTS).where(waiting).values(said))
        return True

    def find(self, ledger: str, request: str) -> RightsRequest | None:
        """A request of this ledger."""
        found = self._all(_here(ledger, request))
        return found[0] if found else None

    def open(self, ledger: str) -> list[RightsRequest]:
        """What waits for an answer in a ledger, the most urgent first."""
        return self._all((REQUESTS.c.ledger == ledger) & REQUESTS.c.answered_at.is_(None))

    def of(self, volunteer: str) -> list[RightsRequest]:
        """What a volunteer has asked, answered or not."""
        with self._engine.connect() as connection:
            person = person_of(connection, volunteer)
        return self._all(REQUESTS.c.person == person)

    def _all(self, which: Any) -> list[RightsRequest]:
        ordered = select(REQUESTS).where(which).order_by(REQUESTS.c.due_on, REQUESTS.c.request)
        with self._engine.connect() as connection:
            rows = connection.execute(ordered).all()
            keys = {person: self._key(connection, person) for person in {r.person for r in rows}}
        return [_request(row, keys[row.person]) for row in rows]

    def _key(self, connection: Connection, person: str) -> PersonKey | None:
        try:
            return self._persons.key(connection, person)
        except PersonErased:
            return None


def discard_requests(connection: Connection, ledger: str, before: datetime) -> int:
    """Delete those of a ledger that were answered before, and say how many they were."""
    old = (REQUESTS.c.ledger == ledger) & (REQUESTS.c.answered_at < before)
    return connection.execute(delete(REQUESTS).where(old)).rowcount


def close_requests(connection: Connection, person: str, now: datetime) -> None:
    """The person was erased: what was asked is answered by that, and no word of it is kept."""
    theirs = REQUESTS.c.person == person
    silent = {"sealed_wish": None, "sealed_answer": None}
    connection.execute(update(REQUESTS).where(theirs).values(silent))
    waiting = theirs & REQUESTS.c.answered_at.is_(None)
    connection.execute(update(REQUESTS).where(waiting).values(answered_at=now))


def _here(ledger: str, request: str) -> Any:
    return (REQUESTS.c.ledger == ledger) & (REQUESTS.c.request == request)


def _sealed(key: PersonKey, place: str, text: str) -> bytes | None:
    return key.seal(place, text.strip()) if text.strip() else None


def _request(row: Row[Any], key: PersonKey | None) -> RightsRequest:
    wish, answer = row.sealed_wish, row.sealed_answer
    told = {name: getattr(row, name, None) for name in RightsRequest.__struct_fields__}
    if key is not None:
        told["wish"] = key.open(f"{row.request} wish", wish) if wish else None
        told["answer"] = key.open(f"{row.request} answer", answer) if answer else None
    return RightsRequest(**told)
