"""Erasing: a person is forgotten in every file we keep, and the books add up as before.

First the book says so, for ever; then the key is destroyed, and with it the sense of every word
that was sealed. Whatever comes between - a power cut, a vault brought back from an old copy - is
made up for by `finish`, because the book remembers who was to be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from logging import getLogger

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from api.access.endings import Endings, bump
from api.clock import Clock
from api.ledgers import Ledgers
from api.people.lookups import LOOKUPS
from api.people.persons import PERSONS, VOLUNTEERS, own_person
from api.people.register import People
from api.people.requests import close_requests
from api.people.vault import TABLES, sweep, writing
from ledger.command import By
from ledger.erasures import EraseIdentity
from ledger.refusals import AlreadyErased
from projections.erasures import Erasures

STAY = frozenset({"persons", "volunteers", "lookups", "requests", "keys"})
"""Tables in which the row stays, emptied of what could name anybody: that there was somebody, who
looked, what was asked and when it was answered. From every other table the person's rows go."""
_ASKED_AT_ONCE = 500

_log = getLogger("goldenbean")


class InABook(ValueError):
    """This person is a volunteer: the vault alone cannot forget them."""


class Erasing:
    """Forgets people, in the book and in the vault."""

    def __init__(
        self, engine: Engine, people: People, endings: Endings, ledgers: Ledgers, clock: Clock
    ) -> None:
        self._engine = engine
        self._people = people
        self._endings = endings
        self._ledgers = ledgers
        self._clock = clock

    def erase(self, ledger: str, volunteer: str, by: By) -> None:
        """Forget the person behind a volunteer, under whatever names ledgers know them.

        Doing it again changes nothing. Raises VolunteerUnknown, and NotWritten when the book
        cannot take it: then nothing was done.
        """
        person = self._people.person_of(volunteer)
        self._say(ledger, volunteer, by)
        for known in self._as_volunteers(person):
            if known != (ledger, volunteer):
                self._say(*known, by)
        self._destroy([person])
        self._sweep()

    def erase_person(self, person: str) -> None:
        """Forget somebody whom no book knows as a volunteer, such as a clerk or a contact.

        Raises InABook.
        """
        if self._as_volunteers(person):
            raise InABook("a volunteer is forgotten by `erase`, which tells the book")
        self._destroy([person])
        self._sweep()

    def is_in_a_book(self, person: str) -> bool:
        """Whether the vault knows this person as a volunteer of any ledger."""
        return bool(self._as_volunteers(person))

    def finish(self) -> int:
        """Forget everybody whom a book has forgotten and the vault has not, and sweep up.

        Returns how many they were; usually nobody.
        """
        left = 0
        for ledger in self._ledgers:
            ledger.shelf.follow()
            erased = (row.volunteer for row in Erasures(ledger.shelf).all())
            remembered = self._still_remembered(erased)
            self._destroy(remembered)
            left += len(remembered)
        self._sweep()
        return left

    def _say(self, ledger: str, volunteer: str, by: By) -> None:
        book = self._ledgers.of(ledger).book
        try:
            book.record(EraseIdentity(volunteer=volunteer), by, self._clock.now())
        except AlreadyErased:
            pass  # Said before; what remained to be done is done now.

    def _destroy(self, persons: list[str]) -> None:
        for person in persons:
            with writing(self._engine) as connection:
                _forget(connection, person, self._clock.now())
        if persons:
            self._endings.look()
            self._people.forget_names()

    def _sweep(self) -> None:
        """Leave no copy in any file; what cannot be done now is done by the next `finish`."""
        unswept = PERSONS.c.erased_at.is_not(None) & PERSONS.c.swept_at.is_(None)
        with self._engine.connect() as connection:
            persons = list(connection.scalars(select(PERSONS.c.person).where(unswept)))
        if not persons:
            return
        if not sweep(self._engine):
            _log.warning("what was erased could not be swept out of the files yet")
            return
        with writing(self._engine) as connection:
            gone = PERSONS.c.person.in_(persons)
            connection.execute(update(PERSONS).where(gone).values(swept_at=self._clock.now()))

    def _as_volunteers(self, person: str) -> list[tuple[str, str]]:
        whose = select(VOLUNTEERS.c.ledger, VOLUNTEERS.c.volunteer)
        with self._engine.connect() as connection:
            rows = connection.execute(whose.where(VOLUNTEERS.c.person == person))
            return [(row.ledger, row.volunteer) for row in rows]

    def _still_remembered(self, erased: Iterable[str]) -> list[str]:
        found: list[str] = []
        waiting = iter(erased)
        with self._engine.connect() as connection:
            while some := list(islice(waiting, _ASKED_AT_ONCE)):
                found += _persons_with_a_key(connection, some)
        return found


def _persons_with_a_key(connection: Connection, volunteers: list[str]) -> list[str]:
    # Some are known to the vault as volunteers; of others only a note may have been kept.
    named = select(VOLUNTEERS.c.person).where(VOLUNTEERS.c.volunteer.in_(volunteers))
    own = [own_person(volunteer) for volunteer in volunteers]
    theirs = PERSONS.c.person.in_(named) | PERSONS.c.person.in_(own)
    kept = select(PERSONS.c.person).where(theirs, PERSONS.c.erased_at.is_(None))
    return list(connection.scalars(kept))


def _forget(connection: Connection, person: str, now: datetime) -> None:
    """Destroy the key and everything that it opened; whoever asks next finds nobody."""
    whose = select(VOLUNTEERS.c.volunteer).where(VOLUNTEERS.c.person == person)
    volunteers = list(connection.scalars(whose))
    gone = {"wrapped_key": None, "erased_at": now, "swept_at": None}
    done = connection.execute(update(PERSONS).where(PERSONS.c.person == person).values(gone))
    if not done.rowcount:
        connection.execute(insert(PERSONS).values(person=person, **gone))
    theirs = VOLUNTEERS.c.person == person
    connection.execute(update(VOLUNTEERS).where(theirs).values(phone_mark=None))
    looked = LOOKUPS.c.person == person
    connection.execute(update(LOOKUPS).where(looked).values(sealed_purpose=None))
    close_requests(connection, person, now)
    _empty_tables(connection, person, volunteers, now)
    bump(connection)


def _empty_tables(
    connection: Connection, person: str, volunteers: list[str], now: datetime
) -> None:
    for table in TABLES.sorted_tables:
        named = [table.c[name].in_(ids) for name, ids in
                 (("person", [person]), ("volunteer", volunteers)) if name in table.c]
        if not named:
            continue
        if table.name == "keys":
            connection.execute(update(table).where(or_(*named)).values(label=None))
            in_force = or_(*named) & table.c.revoked_at.is_(None)
            connection.execute(update(table).where(in_force).values(revoked_at=now))
        elif table.name not in STAY:
            connection.execute(delete(table).where(or_(*named)))
