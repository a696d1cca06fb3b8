"""Keys: who may come in, and as whom."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import time
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    Engine,
    Row,
    Table,
    Text,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from api.access.roles import Role, check_fit
from api.access.who import Who
from api.clock import Clock
from api.ids import new_id
from api.lately import Lately
from api.people.vault import TABLES, Moment, writing

BELIEVED_SECONDS = 1
REMEMBERED_SECONDS = 600
KEYS_KEPT = 50_000

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SECRET_CHARACTERS = 30
_CHECKSUM_CHARACTERS = 6
_KEY = re.compile(
    rf"gb_([0-9A-Za-z]{{{_SECRET_CHARACTERS}}})([0-9A-Za-z]{{{_CHECKSUM_CHARACTERS}}})"
)
_USE_NOTED_EVERY = timedelta(minutes=1)

_KEYS = Table(
    "keys",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("ledger", Text, nullable=False),
    Column("unit", Text),
    Column("team", Text),
    Column("merchant", Text),
    Column("volunteer", Text),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
)


_REVOKED = select(func.count()).where(_KEYS.c.revoked_at.is_not(None))
"""Keys are revoked and never restored, so their number tells whether anything changed."""


class KeptKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as the vault remembers it; `last_used_at` is exact to a minute."""

    who: Who
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class Keys:
    """The keys that were given out; only a hash of each is stored.

    A key has 30 random characters of 62 (178 bits) and a checksum, so a slip of the pen never
    reaches the database. A key found there is remembered, and once a second one question for all
    keys together tells whether any was revoked: revoking works at once in this process and
    within that second in every other, however many keys are busy.
    """

    def __init__(
        self, engine: Engine, clock: Clock, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._ticks = ticks
        self._asked_at = ticks()
        self._revoked = self._count_revoked()
        self._lately = Lately(self._look_up, REMEMBERED_SECONDS, KEYS_KEPT, ticks)
        self._standing = Lately(self._stands, REMEMBERED_SECONDS, KEYS_KEPT, ticks)
        self._used: dict[str, datetime] = {}

    def create(
        self,
        role: Role,
        ledger: str,
        unit: str | None = None,
        team: str | None = None,
        merchant: str | None = None,
        volunteer: str | None = None,
    ) -> tuple[str, Who]:
        """A new key: its text, which nobody can show again, and what it stands for.

        Raises RoleUnfit when the role lacks what it must stand for, or is given what it must not.
        """
        given = {"unit": unit, "team": team, "merchant": merchant, "volunteer": volunteer}
        check_fit(role, {name for name, value in given.items() if value})
        now = self._clock.now()
        who = Who(id=new_id("key", now), role=role, ledger=ledger, **given)
        secret = "".join(secrets.choice(_BASE62) for _ in range(_SECRET_CHARACTERS))
        key_text = f"gb_{secret}{_checksum(secret)}"
        row = {"id": who.id, "role": role, "ledger": ledger, **given}
        row |= {"digest": _digest(key_text), "created_at": now}
        with writing(self._engine) as connection:
            connection.execute(insert(_KEYS).values(row))
        return key_text, who

    def check(self, key_text: str) -> Who | None:
        """Whose key this is, or None when it is misspelt, unknown or revoked."""
        self._heed_revocations()
        digest = _digest(key_text)
        key = self._lately.fresh(digest)
        if key is None:
            shape = _KEY.fullmatch(key_text)
            if shape is None or shape[2] != _checksum(shape[1]):
                return None
            key = self._lately.of(digest)
        if key is not None:
            self._used[key.id] = self._clock.now()
        return key

    def in_force(self, key_id: str) -> bool:
        """Whether that key still opens doors, as far as was known a second ago."""
        self._heed_revocations()
        return self._standing.of(key_id) is not None

    def revoke(self, key: str) -> bool:
        """Let nobody in by this key, told by its id or by its text, any more; False when there
        was no such key in force."""
        told = or_(_KEYS.c.id == key, _KEYS.c.digest == _digest(key))
        in_force = told & _KEYS.c.revoked_at.is_(None)
        with writing(self._engine) as connection:
            done = connection.execute(
                update(_KEYS).where(in_force).values(revoked_at=self._clock.now())
            )
        self._forget()
        return done.rowcount == 1

    def note_uses(self) -> None:
        """Write down when the keys were last used, each at most once a minute.

        Called now and then by the clock's own thread, so that no request waits for it.
        """
        used, self._used = self._used, {}
        rows = [
            {"key": key_id, "used_at": at, "before": at - _USE_NOTED_EVERY}
            for key_id, at in tuple(used.items())
        ]
        if not rows:
            return
        noted = _KEYS.c.last_used_at
        due = or_(noted.is_(None), noted <= bindparam("before"))
        noting = update(_KEYS).where(_KEYS.c.id == bindparam("key"), due)
        with writing(self._engine) as connection:
            connection.execute(noting.values(last_used_at=bindparam("used_at")), rows)

    def all(self) -> list[KeptKey]:
        """Every key that was ever given out, the oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_KEYS).order_by(_KEYS.c.created_at, _KEYS.c.id))
            return [
                KeptKey(
                    who=_who(row), created_at=row.created_at, last_used_at=row.last_used_at,
                    revoked_at=row.revoked_at,
                )
                for row in rows
            ]  # fmt: skip

    def _heed_revocations(self) -> None:
        if self._ticks() - self._asked_at >= BELIEVED_SECONDS:
            self._asked_at = self._ticks()
            revoked = self._count_revoked()
            if revoked != self._revoked:
                self._revoked = revoked
                self._forget()

    def _count_revoked(self) -> int:
        with self._engine.connect() as connection:
            return connection.scalar(_REVOKED) or 0

    def _forget(self) -> None:
        self._lately.forget()
        self._standing.forget()

    def _stands(self, key_id: str) -> str | None:
        in_force = (_KEYS.c.id == key_id) & _KEYS.c.revoked_at.is_(None)
        with self._engine.connect() as connection:
            return connection.scalar(select(_KEYS.c.id).where(in_force))

    def _look_up(self, digest: str) -> Who | None:
        in_force = (_KEYS.c.digest == digest) & _KEYS.c.revoked_at.is_(None)
        with self._engine.connect() as connection:
            row = connection.execute(select(_KEYS).where(in_force)).first()
        return _who(row) if row else None


def _who(row: Row[Any]) -> Who:
    told = {name: getattr(row, name, None) for name in Who.__struct_fields__}
    return msgspec.convert(told, Who)


def _digest(key_text: str) -> str:
    return hashlib.sha256(key_text.encode(errors="replace")).hexdigest()


def _checksum(secret: str) -> str:
    number = zlib.crc32(secret.encode())
    digits = []
    for _ in range(_CHECKSUM_CHARACTERS):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(reversed(digits))
