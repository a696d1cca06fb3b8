"""Contacts: whom to call at a merchant's, a person like any other."""

from __future__ import annotations

import msgspec
from sqlalchemy import Column, Engine, ForeignKey, Table, Text, delete, insert

from api.people.persons import Persons, own_person
from api.people.phones import readable_phone
from api.people.vault import TABLES, writing

CONTACTS = Table(
    "merchant_contacts",
    TABLES,
    Column("merchant", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("person", Text, ForeignKey("persons.person"), nullable=False),
)


class Contact(msgspec.Struct, frozen=True):
    """Whom to call at a merchant's."""

    contact_name: str
    phone: str


class Contacts:
    """The one person for each merchant, the latest who was named."""

    def __init__(self, engine: Engine, persons: Persons) -> None:
        self._engine = engine
        self._persons = persons

    def keep_contact(self, merchant_id: str, ledger: str, contact_name: str, phone: str) -> None:
        """Remember whom to call at a merchant's, instead of whoever it was before."""
        told = {"display_name": contact_name.strip(), "phone": readable_phone(phone)}
        person = own_person(merchant_id)
        with writing(self._engine) as connection:
            connection.execute(delete(CONTACTS).where(CONTACTS.c.merchant == merchant_id))
            self._persons.dismiss(connection, person)
            self._persons.admit(connection, {person: told})
            connection.execute(
                insert(CONTACTS).values(merchant=merchant_id, ledger=ledger, person=person)
            )

    def contact(self, merchant_id: str) -> Contact | None:
        """Whom to call at a merchant's, for staff."""
        with self._engine.connect() as connection:
            told = self._persons.told(connection, own_person(merchant_id))
        return Contact(told["display_name"], told["phone"]) if told else None
