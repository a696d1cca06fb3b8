"""Look-ups: who of the staff has seen what of a person, and what for.

Whoever is looked at may read all of it (PIPL art. 44); it is kept for the yearly audit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Connection, LargeBinary, Table, Text, delete, insert, select

from api.access.who import Who
from api.ids import new_id
from api.people.seals import PersonKey
from api.people.vault import TABLES, Moment

LOOKUPS = Table(
    "lookups",
    TABLES,
    Column("lookup", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("person", Text, nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("sealed_purpose", LargeBinary),
    Column("looked_at", Moment, nullable=False),
)


class LookUp(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has seen these fields of a person; `purpose` is None once it was forgotten."""

    actor: str
    role: str
    fields: tuple[str, ...]
    purpose: str | None
    looked_at: datetime


def note_look_up(
    connection: Connection,
    key: PersonKey,
    by: Who,
    fields: list[str],
    purpose: str,
    now: datetime,
) -> None:
    """Write down who sees what. The purpose is in free words that may name somebody: sealed."""
    lookup = new_id("lookup", now)
    row = {
        "lookup": lookup, "ledger": by.ledger, "person": key.person, "actor": by.actor,
        "role": by.role, "fields": fields, "sealed_purpose": key.seal(lookup, purpose),
        "looked_at": now,
    }  # fmt: skip
    connection.execute(insert(LOOKUPS).values(row))


def look_ups_of(connection: Connection, person: str, key: PersonKey | None) -> list[LookUp]:
    """Everybody who has looked, the latest first; None as the key of one who was erased."""
    which = select(LOOKUPS).where(LOOKUPS.c.person == person)
    rows = connection.execute(which.order_by(LOOKUPS.c.looked_at.desc(), LOOKUPS.c.lookup))
    return [_look_up(row, key) for row in rows.all()]


def discard_look_ups(connection: Connection, ledger: str, before: datetime) -> int:
    """Delete those of a ledger that are older, and say how many they were."""
    old = (LOOKUPS.c.ledger == ledger) & (LOOKUPS.c.looked_at < before)
    return connection.execute(delete(LOOKUPS).where(old)).rowcount


def _look_up(row: Any, key: PersonKey | None) -> LookUp:
    sealed = row.sealed_purpose
    return LookUp(
        actor=row.actor, role=row.role, fields=tuple(row.fields), looked_at=row.looked_at,
        purpose=key.open(row.lookup, sealed) if key and sealed else None,
    )  # fmt: skip
