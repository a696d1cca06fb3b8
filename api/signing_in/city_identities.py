"""City identities: whose account belongs to whom the city vouches for, and nobody is guessed."""

from __future__ import annotations

import hmac
from datetime import datetime

import msgspec
from sqlalchemy import Column, Engine, Table, Text, UniqueConstraint, delete, insert, select
from sqlalchemy.exc import IntegrityError

from api.people.vault import TABLES, Moment, writing
from api.signing_in.city_words import CitySubject

_IDENTITIES = Table(
    "city_identities",
    TABLES,
    Column("mark", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("ledger", Text, nullable=False),
    Column("linked_at", Moment, nullable=False),
    UniqueConstraint("ledger", "person"),
)


class AlreadyLinked(Exception):
    """The city's account belongs to another person here, or the person to another of the city's."""


class Linked(msgspec.Struct, frozen=True):
    """A person, in one ledger, whom the city vouches for since `linked_at`."""

    person: str
    ledger: str
    linked_at: datetime


class CityIdentities:
    """Which person the city means.

    The vault keeps a keyed mark of issuer and subject: it tells nobody who has which account
    with the city. Names, telephones and addresses that a provider sends are never looked at, for
    whoever could change them there could walk in here.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._secret = secret

    def link(self, subject: CitySubject, person: str, ledger: str, now: datetime) -> None:
        """From now on this is the person; again is no harm. Raises AlreadyLinked."""
        row = {"person": person, "ledger": ledger, "linked_at": now}
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(_IDENTITIES).values(mark=self._mark(subject), **row))
        except IntegrityError as taken:
            found = self.find(subject)
            if found is None or (found.person, found.ledger) != (person, ledger):
                raise AlreadyLinked from taken

    def find(self, subject: CitySubject) -> Linked | None:
        """The person this is, if anybody ever linked the two."""
        return self._one(_IDENTITIES.c.mark == self._mark(subject))

    def of(self, person: str, ledger: str) -> Linked | None:
        """The link of a person, if there is one."""
        return self._one((_IDENTITIES.c.person == person) & (_IDENTITIES.c.ledger == ledger))

    def unlink(self, person: str, ledger: str) -> bool:
        """The city's word opens nothing for this person any more; False when it never did."""
        theirs = (_IDENTITIES.c.person == person) & (_IDENTITIES.c.ledger == ledger)
        with writing(self._engine) as connection:
            return connection.execute(delete(_IDENTITIES).where(theirs)).rowcount > 0

    def _one(self, which: object) -> Linked | None:
        asked = select(_IDENTITIES.c.person, _IDENTITIES.c.ledger, _IDENTITIES.c.linked_at)
        with self._engine.connect() as connection:
            row = connection.execute(asked.where(which)).first()
        return row and Linked(*row)

    def _mark(self, subject: CitySubject) -> str:
        said = f"{len(subject.issuer)}:{subject.issuer}{subject.subject}".encode()
        return hmac.digest(self._secret, said, "sha256").hex()
