"""Sealing: the one step that took people out of the clear, exactly as revision 0002 needs it.

The tables are told here once more as they stood then, because those of the program move on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, column, insert, select, table

from api.people.migrations.moving import SecretMissing
from api.people.seals import PersonKey, Seals

Rows = list[dict[str, Any]]

_BEFORE = (
    table(
        "volunteers", column("volunteer"), column("ledger"), column("display_name"),
        column("phone"), column("phone_mark"), column("birth_date", Date), column("extra", JSON),
    ),
    table(
        "merchant_contacts", column("merchant"), column("ledger"), column("contact_name"),
        column("phone"),
    ),
    table(
        "notes", column("note"), column("ledger"), column("about"), column("author"),
        column("text"), column("written_at", DateTime),
    ),
)  # fmt: skip
_PERSONS = table("persons", column("person"), column("wrapped_key"))
_PARTICULARS = table("particulars", column("person"), column("field"), column("sealed"))
_VOLUNTEERS = table(
    "volunteers", column("volunteer"), column("person"), column("ledger"), column("phone_mark")
)
_CONTACTS = table("merchant_contacts", column("merchant"), column("ledger"), column("person"))
_NOTES = table(
    "notes", column("note"), column("ledger"), column("person"), column("about"),
    column("author"), column("sealed"), column("written_at", DateTime),
)  # fmt: skip


def in_clear(connection: Connection) -> list[Rows]:
    """The volunteers, the merchants' contacts and the notes as they stood."""
    return [
        [dict(row) for row in connection.execute(select(each)).mappings()] for each in _BEFORE
    ]


def seal_everybody(connection: Connection, secret: bytes, found: list[Rows]) -> None:
    """Give everybody who was found a key, and close with it what was said about them.

    Raises `SecretMissing` where there is somebody to seal and nothing to seal them with.
    """
    if not any(found):
        return
    if not secret:
        raise SecretMissing
    sealing = _Sealing(Seals(secret))
    volunteers, contacts, notes = found
    written = {
        _VOLUNTEERS: list(map(sealing.volunteer, volunteers)),
        _CONTACTS: list(map(sealing.contact, contacts)),
        _NOTES: list(map(sealing.note, notes)),
    }
    for into, rows in {_PERSONS: sealing.persons, _PARTICULARS: sealing.particulars}.items():
        if rows:
            connection.execute(insert(into), rows)
    for into, rows in written.items():
        if rows:
            connection.execute(insert(into), rows)


class _Sealing:
    def __init__(self, seals: Seals) -> None:
        self._seals = seals
        self._keys: dict[str, PersonKey] = {}
        self.persons: Rows = []
        self.particulars: Rows = []

    def volunteer(self, row: dict[str, Any]) -> dict[str, Any]:
        named = {name: row[name] for name in ("display_name", "phone", "birth_date")}
        person = self._tell(row["volunteer"], row["extra"] | named)
        kept = {name: row[name] for name in ("volunteer", "ledger", "phone_mark")}
        return kept | {"person": person}

    def contact(self, row: dict[str, Any]) -> dict[str, Any]:
        told = {"display_name": row["contact_name"], "phone": row["phone"]}
        person = self._tell(row["merchant"], told)
        return {"merchant": row["merchant"], "ledger": row["ledger"], "person": person}

    def note(self, row: dict[str, Any]) -> dict[str, Any]:
        # attendance-<activity>-<volunteer>: the person is the last part of whatever it is.
        key = self._key(f"person-{row['about'].rpartition('-')[2]}")
        text = row.pop("text")
        return row | {"person": key.person, "sealed": key.seal(row["note"], text)}

    def _tell(self, about: str, told: dict[str, Any]) -> str:
        key = self._key(f"person-{about.partition('-')[2]}")
        self.particulars += [
            {"person": key.person, "field": field, "sealed": key.seal(field, what)}
            for field, what in told.items()
            if what is not None
        ]
        return key.person

    def _key(self, person: str) -> PersonKey:
        if person not in self._keys:
            self._keys[person], wrapped = self._seals.new_key(person)
            self.persons.append({"person": person, "wrapped_key": wrapped})
        return self._keys[person]
