"""Keys: who may come in, and as whom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Engine,
    Row,
    Table,
    Text,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from api.access.endings import Endings, bump
from api.access.key_texts import digest, new_key_text, well_formed
from api.access.roles import Role, check_fit
from api.access.who import Who
from api.clock import Clock
from api.gathering import Gathering
from api.ids import new_id
from api.lately import Lately
from api.people.vault import TABLES, Moment, writing

REMEMBERED_SECONDS = 600
KEYS_KEPT = 50_000

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
    Column("line", Text),
    Column("verbs", JSON),
    Column("label", Text),
    Column("made_by", Text),
    Column("appointment", Text),
    Column("expires_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
)


class KeptKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as the vault remembers it; `last_used_at` is exact to a minute.

    `label` says what it is for, `made_by` who made it (a person; None for the command line).
    """

    who: Who
    label: str | None
    made_by: str | None
    expires_at: datetime | None
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class Keys:
    """The keys that were given out; only a hash of each is stored.

    A key that was found is remembered until `endings` says that something was
    ended: revoking works at once in this process and within a second in every other, however
    many keys are busy.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        ticks: Callable[[], float] = time.monotonic,
        endings: Endings | None = None,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._endings = endings or Endings(engine, ticks)
        self._ended = self._endings.ended()
        self._lately = Lately(self._look_up, REMEMBERED_SECONDS, KEYS_KEPT, ticks)
        self._standing = Lately(self._in_force, REMEMBERED_SECONDS, KEYS_KEPT, ticks)
        self._used: dict[str, datetime] = {}
        self.gathering: Gathering[str, Who] = Gathering(self.check_all)

    def create(
        self,
        role: Role,
        ledger: str,
        *,
        verbs: Iterable[str] | None = None,
        label: str | None = None,
        made_by: str | None = None,
        appointment: str | None = None,
        expires_at: datetime | None = None,
        **bound_to: str | None,
    ) -> tuple[str, Who]:
        """A new key: its text, which nobody can show again, and whom it lets in.

        It opens until (not including) `expires_at`, for all deeds of its role or for `verbs`
        alone, and no longer than its maker has the role that `appointment` gave. Raises RoleUnfit
        when the role lacks what it must be bound to (`unit`, `team`, `merchant`, `volunteer`,
        `line`), or is given what it must not.
        """
        check_fit(role, {name for name, value in bound_to.items() if value})
        now = self._clock.now()
        narrowed = None if verbs is None else frozenset(verbs)
        who = Who(
            id=new_id("key", now), role=role, ledger=ledger, verbs=narrowed, made_by=made_by,
            appointment=appointment, **bound_to,
        )  # fmt: skip
        key_text = new_key_text()
        row = {
            "id": who.id, "digest": digest(key_text), "role": role, "ledger": ledger,
            "verbs": None if narrowed is None else sorted(narrowed), "label": label,
            "made_by": made_by, "appointment": appointment, "created_at": now,
            "expires_at": expires_at, **bound_to,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(insert(_KEYS).values(row))
        return key_text, who

    def check(self, key_text: str) -> Who | None:
        """Whom this key lets in, or None when it is misspelt, unknown, expired or revoked."""
        known = self.remembered(key_text)
        if known is not None or not well_formed(key_text):
            return known
        return self._used_now(self._lately.of(digest(key_text)))

    def check_all(self, key_texts: list[str]) -> dict[str, Who]:
        """Whom each of these keys lets in, those left out that let nobody in; a crowd's keys are
        looked up in one go."""
        self._heed_endings()
        self._lately.learn([digest(each) for each in key_texts], self._look_up_all)
        return {each: who for each in key_texts if (who := self.check(each))}

    def remembered(self, key_text: str) -> Who | None:
        """Whom this key lets in as far as memory knows; a key that is seldom used asks for
        `check`, which may have to wait for the vault."""
        self._heed_endings()
        return self._used_now(self._lately.fresh(digest(key_text)))

    def in_force(self, key_id: str) -> bool:
        """Whether that key still opens doors, as far as was known a second ago."""
        self._heed_endings()
        kept = self._standing.of(key_id)
        return kept is not None and not self._is_over(kept)

    def at_hand(self, key_id: str) -> bool:
        """Whether memory alone knows that it does; False may mean that the vault must be asked."""
        self._heed_endings()
        kept = self._standing.fresh(key_id)
        return kept is not None and not self._is_over(kept)

    def revoke(self, key: str) -> bool:
        """Let nobody in by this key, told by its id or by its text, any more; False when there
        was no such key in force."""
        told = or_(_KEYS.c.id == key, _KEYS.c.digest == digest(key))
        in_force = told & _KEYS.c.revoked_at.is_(None)
        with writing(self._engine) as connection:
            done = connection.execute(
                update(_KEYS).where(in_force).values(revoked_at=self._clock.now())
            )
            bump(connection)
        self._endings.look()
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
            return [_kept(row) for row in rows]

    def _used_now(self, kept: KeptKey | None) -> Who | None:
        if kept is None or self._is_over(kept):
            return None
        self._used[kept.who.id] = self._clock.now()
        return kept.who

    def _is_over(self, kept: KeptKey) -> bool:
        return kept.expires_at is not None and self._clock.now() >= kept.expires_at

    def _heed_endings(self) -> None:
        ended = self._endings.ended()
        if ended != self._ended:
            self._lately.forget()
            self._standing.forget()
            self._ended = ended

    def _in_force(self, key_id: str) -> KeptKey | None:
        return self._one(_KEYS.c.id == key_id)

    def _look_up(self, kept_as: str) -> KeptKey | None:
        return self._one(_KEYS.c.digest == kept_as)

    def _look_up_all(self, kept_as: list[str]) -> dict[str, KeptKey]:
        these = _KEYS.c.digest.in_(kept_as) & _KEYS.c.revoked_at.is_(None)
        with self._engine.connect() as connection:
            rows = connection.execute(select(_KEYS).where(these))
            return {row.digest: _kept(row) for row in rows}

    def _one(self, which: ColumnElement[bool]) -> KeptKey | None:
        in_force = which & _KEYS.c.revoked_at.is_(None)
        with self._engine.connect() as connection:
            row = connection.execute(select(_KEYS).where(in_force)).first()
        return _kept(row) if row else None


def _kept(row: Row[Any]) -> KeptKey:
    told = {name: getattr(row, name, None) for name in Who.__struct_fields__}
    return KeptKey(
        who=msgspec.convert(told, Who), label=row.label, made_by=row.made_by,
        expires_at=row.expires_at, created_at=row.created_at, last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )  # fmt: skip
