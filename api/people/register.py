"""Register: who the volunteers are, found by telephone, and shown to others as 张**."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.lately import Lately
from api.people.contacts import Contact, Contacts
from api.people.introduced import Alike, alike, follow_number, let_be_found, let_go
from api.people.names import NOBODY, masked
from api.people.persons import VOLUNTEERS, PersonErased, Persons, own_person, person_of
from api.people.phones import PhoneUnreadable, phone_mark, plain_phone, readable_phone
from api.people.vault import writing

__all__ = [
    "NOBODY", "Contact", "People", "Person", "PhoneKnown", "PhoneUnreadable", "masked",
    "plain_phone",
]  # fmt: skip

_NAMES_A_QUERY = 500
_NAMES_KEPT = 20_000
_NAMES_BELIEVED_SECONDS = 60


class PhoneKnown(Exception):
    """Somebody in this ledger has this telephone number already."""

    def __init__(self, volunteer_id: str) -> None:
        super().__init__(volunteer_id)
        self.volunteer_id = volunteer_id


class Person(msgspec.Struct, frozen=True):
    """What is told of a volunteer; `extra` holds further fields by their names."""

    volunteer: str
    display_name: str
    phone: str
    birth_date: date | None = None
    extra: dict[str, Any] = {}


class People(Contacts):
    """Who the volunteers and the merchants' contacts are, each within a ledger."""

    def __init__(
        self, engine: Engine, secret: bytes, ended: Callable[[], int] = lambda: 0
    ) -> None:
        super().__init__(engine, Persons(secret))
        self._secret = secret
        self._ended = ended
        self._ended_before = ended()
        self._masked = Lately(self._look_up_masked, _NAMES_BELIEVED_SECONDS, _NAMES_KEPT)

    def enrol(
        self,
        volunteer_id: str,
        ledger: str,
        display_name: str,
        phone: str,
        birth_date: date | None = None,
        extra: dict[str, Any] | None = None,
    ) -> str:
        """Remember a person and return the id; the same person a second time changes nothing.

        Raises PhoneKnown with the id of whoever has this telephone number in the ledger, and
        PhoneUnreadable. If the book then refuses the volunteer, call `withdraw`.
        """
        told = Person(volunteer_id, display_name, phone, birth_date, extra or {})
        if not self.enrol_all(ledger, [told]):
            # The unique number decides between two racing doors; asking first could not.
            known = self.by_phone(ledger, phone)
            if known is None:
                raise PersonErased(volunteer_id)
            if known != volunteer_id:
                raise PhoneKnown(known)
        return volunteer_id

    def enrol_all(self, ledger: str, people: Iterable[Person]) -> bool:
        """Remember many people at once; False, and nothing kept, when one of them was known."""
        rows, told = [], {}
        for one in people:
            person = own_person(one.volunteer)
            told[person] = _told(one)
            mark = self._mark(ledger, one.phone)
            rows.append(
                {"volunteer": one.volunteer, "person": person, "ledger": ledger,
                 "phone_mark": mark}
            )  # fmt: skip
        try:
            with writing(self._engine) as connection:
                self._persons.admit(connection, told)
                if rows:
                    connection.execute(insert(VOLUNTEERS), rows)
        except IntegrityError:
            return False
        return True

    def renew(self, ledger: str, person: Person) -> None:
        """Let these, and no others, be the particulars of a person who is remembered already.

        Raises PhoneKnown, PhoneUnreadable and PersonErased.
        """
        with writing(self._engine) as connection:
            whose = person_of(connection, person.volunteer)
            key = self._persons.key(connection, whose)
            if key is not None:
                self.number_is(connection, ledger, person.volunteer, person.phone)
                self._persons.forget_particulars(connection, whose)
                self._persons.let_be(connection, key, _told(person))
        self.forget_names()

    def number_is(self, connection: Connection, ledger: str, volunteer: str, phone: str) -> None:
        """Let a volunteer be found by this telephone number; raises PhoneKnown."""
        mark = self._mark(ledger, phone)
        others = select(VOLUNTEERS.c.volunteer).where(
            VOLUNTEERS.c.ledger == ledger,
            VOLUNTEERS.c.phone_mark == mark,
            VOLUNTEERS.c.volunteer != volunteer,
        )
        if (known := connection.scalar(others)) is not None:
            raise PhoneKnown(known)
        follow_number(connection, ledger, volunteer, mark)
        whose = VOLUNTEERS.c.volunteer == volunteer
        connection.execute(update(VOLUNTEERS).where(whose).values(phone_mark=mark))

    def withdraw(self, volunteer_id: str) -> None:
        """Take back an enrolment; nothing happens when there was none."""
        with writing(self._engine) as connection:
            whose = VOLUNTEERS.c.volunteer == volunteer_id
            person = connection.scalar(select(VOLUNTEERS.c.person).where(whose))
            if person is not None:
                connection.execute(delete(VOLUNTEERS).where(whose))
                self._persons.dismiss(connection, person)
        self.forget_names()

    def by_phone(self, ledger: str, phone: str) -> str | None:
        """The volunteer with this telephone number in the ledger."""
        number = plain_phone(phone)
        if number is None:
            return None
        found = select(VOLUNTEERS.c.volunteer).where(
            VOLUNTEERS.c.ledger == ledger,
            VOLUNTEERS.c.phone_mark == phone_mark(self._secret, ledger, number),
        )
        with self._engine.connect() as connection:
            return connection.scalar(found)

    def person_of(self, volunteer_id: str) -> str:
        """The person behind a volunteer."""
        with self._engine.connect() as connection:
            return person_of(connection, volunteer_id)

    def introduce(
        self, person: str, display_name: str, phone: str | None = None, ledger: str | None = None
    ) -> None:
        """Remember how to call a person who is no volunteer, such as a clerk or a guardian; the
        same again changes nothing. In the `ledger`, if one is named, they are `alike` with whoever
        registers with this telephone. Raises `PersonErased` and `PhoneUnreadable`."""
        told = {"display_name": display_name.strip(), "phone": phone and readable_phone(phone)}
        with writing(self._engine) as connection:
            key = self._persons.key_or_new(connection, person)
            self._persons.let_be(connection, key, told)
            if phone and ledger:
                let_be_found(connection, person, ledger, self._mark(ledger, phone))
        self.forget_names()

    def alike(self, ledger: str, person: str) -> Alike:
        """Who in a ledger has the telephone of this person, and may be the same one."""
        with self._engine.connect() as connection:
            return alike(connection, ledger, person)

    def send_away(self, person: str) -> None:
        """Take back an introduction that came to nothing."""
        with writing(self._engine) as connection:
            let_go(connection, person)
            self._persons.dismiss(connection, person)
        self.forget_names()

    def display_name(self, volunteer_id: str) -> str | None:
        """The whole name of a volunteer or person, for their own eyes and for staff."""
        with self._engine.connect() as connection:
            return self._persons.one_word(connection, "display_name", [volunteer_id]).get(
                volunteer_id
            )

    def masked_name(self, volunteer_id: str) -> str:
        """'张**' for everybody else's eyes; '匿名' when nobody is known by this id.

        A name changed by another process may be shown as it was for another minute; one that
        was erased there, for another second: `ended` tells of it.
        """
        if (ended := self._ended()) != self._ended_before:
            self._ended_before = ended
            self.forget_names()
        return self._masked.of(volunteer_id) or NOBODY

    def masked_names(self, volunteer_ids: Iterable[str]) -> dict[str, str]:
        """The masked name of each id, '匿名' included."""
        found = dict.fromkeys(volunteer_ids, NOBODY)
        found.update((one, masked(name)) for one, name in self.display_names(found).items())
        return found

    def display_names(self, ids: Iterable[str]) -> dict[str, str]:
        """The whole names of those among these volunteers and persons who are known, for staff."""
        found: dict[str, str] = {}
        wanted = iter(tuple(ids))
        with self._engine.connect() as connection:
            while some := list(islice(wanted, _NAMES_A_QUERY)):
                found |= self._persons.one_word(connection, "display_name", some)
        return found

    def birth_dates(self, ids: Iterable[str]) -> dict[str, date]:
        """When those among these volunteers were born who told it, for nobody's eyes."""
        with self._engine.connect() as connection:
            told = self._persons.one_word(connection, "birth_date", ids)
        return {each: date.fromisoformat(born) for each, born in told.items()}

    def forget_names(self) -> None:
        """Believe no masked name any more that this process remembers."""
        self._masked.forget()

    def _look_up_masked(self, volunteer_id: str) -> str | None:
        name = self.display_name(volunteer_id)
        return None if name is None else masked(name)

    def _mark(self, ledger: str, phone: str) -> str:
        return phone_mark(self._secret, ledger, readable_phone(phone))


def _told(person: Person) -> dict[str, Any]:
    named = {"display_name": person.display_name.strip(), "phone": readable_phone(person.phone)}
    return person.extra | {"birth_date": person.birth_date} | named
