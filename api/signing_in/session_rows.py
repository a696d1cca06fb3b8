"""Session rows: what the vault keeps of somebody who came in, and how it is written and read."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Boolean, Column, Connection, Row, Table, Text, insert

from api.access.roles import Role
from api.access.who import Who
from api.ids import new_id
from api.people.vault import TABLES, Moment
from api.signing_in.proofs import Proof
from api.signing_in.standing_for import read_who, written

ON_A_PHONE = timedelta(days=30)
AT_A_COUNTER = timedelta(hours=12)

_ON_THEIR_OWN = frozenset({Role.VOLUNTEER, Role.GUARDIAN})
_AT_A_TILL = frozenset({Role.MERCHANT, Role.CLERK})

SESSIONS = Table(
    "sessions",
    TABLES,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("ledger", Text, nullable=False),
    Column("person", Text, index=True),
    Column("stands_for", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("shared_device", Boolean, nullable=False),
)


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who came in; `seen_at` is exact to a minute on a shared device, else to an hour.

    `who.id` is the session's own id, or the key's where a key was typed: such a session ends
    with its key.
    """

    id: str
    digest: str
    who: Who
    proof: Proof
    made_at: datetime
    seen_at: datetime
    expires_at: datetime
    shared_device: bool


def digest_of(cookie: str | None) -> str:
    """The hash under which the vault knows the session of a cookie."""
    return sha256((cookie or "").encode(errors="replace")).hexdigest()


def write_session(
    connection: Connection, who: Who, proof: Proof, now: datetime, expires_at: datetime,
    shared_device: bool,
) -> str:  # fmt: skip
    """Keep a new session; returns the cookie, which nobody can show again."""
    cookie, session = secrets.token_urlsafe(32), new_id("session", now)
    acting = who if proof is Proof.KEY else msgspec.structs.replace(who, id=session)
    row = {
        "digest": digest_of(cookie), "id": session, "ledger": who.ledger, "person": who.person,
        "stands_for": written(acting), "proof": proof.value, "made_at": now, "seen_at": now,
        "expires_at": expires_at, "shared_device": shared_device,
    }  # fmt: skip
    connection.execute(insert(SESSIONS).values(row))
    return cookie


def read_session(row: Row[Any]) -> Session | None:
    """The session in a row, None when another version of this program left it there."""
    who = read_who(row.stands_for)
    if who is None:
        return None
    return Session(
        id=row.id, digest=row.digest, who=who, proof=Proof(row.proof), made_at=row.made_at,
        seen_at=row.seen_at, expires_at=row.expires_at, shared_device=row.shared_device,
    )  # fmt: skip


def lasts(who: Who, shared_device: bool) -> timedelta:
    """How long somebody stays signed in.

    A shop's own device stays in for as long as a volunteer's phone, if by an appointment: should
    the device be lost, ending the appointment ends its session at once.
    """
    appointed_to_a_till = who.role in _AT_A_TILL and who.appointment is not None
    own = who.role in _ON_THEIR_OWN or appointed_to_a_till
    return ON_A_PHONE if own and not shared_device else AT_A_COUNTER
