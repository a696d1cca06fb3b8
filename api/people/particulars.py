"""Particulars: what may be known of a person, as the policy says, and who may look at it.

A name is shown where people work together; anything more is looked up, by one who says what for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from api.access.roles import OFFICERS, Role
from api.access.who import Who
from api.people.ages import Care, care_for
from api.people.contacts import CONTACTS
from api.people.lookups import LookUp, look_ups_of, note_look_up
from api.people.persons import VOLUNTEERS, PersonErased, Persons, person_of
from api.people.phones import readable_phone
from api.people.register import People
from api.people.vault import writing
from ledger.policy import Policy

ABOUT_SERVICE = frozenset({"wishes", "available", "remark"})
"""What somebody tells about the service they want to do; it names nobody, and matches shifts."""
_STAFF = OFFICERS | {Role.ADMIN}


class FieldNotKept(Exception):
    """The policy does not let this field be kept."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class PurposeMissing(Exception):
    """Nobody looks anything up without saying what for."""


class PersonUnknown(Exception):
    """Nobody is known by this id where the asker looks."""


class NotTheirs(Exception):
    """What is told of a child is for staff alone (policy, special_rules_below_age)."""


def may_be_kept(policy: Policy, field: str) -> bool:
    """Whether the policy asks for this field, or allows it on demand."""
    privacy = policy.privacy
    return field in ABOUT_SERVICE.union(privacy.required_fields, privacy.on_demand_fields)


def kept_of(policy: Policy, told: Mapping[str, Any]) -> dict[str, Any]:
    """What of this may be kept."""
    return {field: what for field, what in told.items() if may_be_kept(policy, field)}


class Particulars:
    """Reads and writes single fields of people; `about` is a volunteer's or a person's id."""

    def __init__(self, engine: Engine, secret: bytes, people: People) -> None:
        self._engine = engine
        self._persons = Persons(secret)
        self._people = people

    def keep(self, about: str, told: Mapping[str, Any], policy: Policy, ledger: str) -> None:
        """Let these fields say this, and leave the others; None removes one that is on demand.

        Raises FieldNotKept, PersonUnknown, PersonErased, PhoneKnown and PhoneUnreadable.
        """
        for field, what in told.items():
            if not may_be_kept(policy, field):
                raise FieldNotKept(field)
            if what is None and field in policy.privacy.required_fields:
                raise FieldNotKept(field)
        with writing(self._engine) as connection:
            person = _person_here(connection, about, ledger)
            key = self._persons.key(connection, person)
            if key is None:
                raise PersonUnknown(about)
            if "phone" in told and about.startswith("volunteer-"):
                self._people.number_is(connection, ledger, about, told["phone"])
            self._persons.let_be(connection, key, _plain(told))
        self._people.forget_names()

    def look_up(
        self,
        about: str,
        fields: tuple[str, ...],
        *,
        by: Who,
        purpose: str,
        now: datetime,
        policy: Policy,
    ) -> dict[str, Any]:
        """These fields of a person in the asker's ledger, those that are filled; it is on record.

        Raises PurposeMissing, FieldNotKept, PersonUnknown, PersonErased and NotTheirs.
        """
        if not purpose.strip():
            raise PurposeMissing
        for field in fields:
            if not may_be_kept(policy, field):
                raise FieldNotKept(field)
        with writing(self._engine) as connection:
            person = _person_here(connection, about, by.ledger)
            key = self._persons.key(connection, person)
            if key is None:
                raise PersonUnknown(about)
            told = self._persons.told(connection, person)
            if by.role not in _STAFF and _is_child(told, now, policy):
                raise NotTheirs
            note_look_up(connection, key, by, list(fields), purpose.strip(), now)
        return {field: told[field] for field in fields if field in told}

    def person_of(self, about: str) -> str:
        """The person behind a volunteer, or the person that is named."""
        return self._people.person_of(about)

    def all_of(self, about: str) -> dict[str, Any]:
        """Everything that is kept, for the person's own eyes; nothing of one who was erased."""
        with self._engine.connect() as connection:
            return self._persons.told(connection, person_of(connection, about))

    def looked_up(self, about: str) -> list[LookUp]:
        """Who has looked at what, for the person's own eyes; the latest first."""
        with self._engine.connect() as connection:
            person = person_of(connection, about)
            try:
                key = self._persons.key(connection, person)
            except PersonErased:
                key = None
            return look_ups_of(connection, person, key)


def _person_here(connection: Connection, about: str, ledger: str) -> str:
    """The person, if they are a volunteer or a merchant's contact of this ledger."""
    for kept in (VOLUNTEERS, CONTACTS):
        is_meant = kept.c.person == about
        if kept is VOLUNTEERS:
            is_meant |= kept.c.volunteer == about
        found = select(kept.c.person).where(is_meant, kept.c.ledger == ledger).limit(1)
        if (person := connection.scalar(found)) is not None:
            return person
    raise PersonUnknown(about)


def _is_child(told: Mapping[str, Any], now: datetime, policy: Policy) -> bool:
    born = told.get("birth_date")
    if born is None:
        return False
    day = policy.local_date(now)
    return care_for(policy, date.fromisoformat(born), day) is Care.CHILD


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(told)
    if plain.get("phone") is not None:
        plain["phone"] = readable_phone(plain["phone"])
    if plain.get("display_name") is not None:
        plain["display_name"] = plain["display_name"].strip()
    return plain
