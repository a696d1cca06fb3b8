"""Invitations: links that are handed out, open one door, and are worth nothing once used."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Column, Engine, Integer, Row, Table, Text, delete, insert, select, update

from api.access.who import Who
from api.clock import Clock
from api.ids import new_id
from api.people.vault import TABLES, Moment, writing
from api.signing_in.proofs import Proof, demand
from api.signing_in.standing_for import read_who, written

TOKEN_BYTES = 20

_INVITATIONS = Table(
    "invitations",
    TABLES,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("ledger", Text, nullable=False),
    Column("person", Text, index=True),
    Column("stands_for", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)


class Purpose(StrEnum):
    """What a link is for: coming in, choosing a password, or linking a city's account."""

    ENTER = "enter"
    SET_PASSWORD = "set_password"
    LINK = "link"


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A link as the vault knows it; `made_by` is the person or key that gave it out."""

    id: str
    who: Who
    purpose: Purpose
    uses_left: int
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


class Invitations:
    """Links that were given out; only a hash of each is stored. A link that is good no more
    stays as the trace of who made it, for whom, and when it was used.

    A token has 160 random bits: one guess in 2^160 / n finds one of n open links. Looking at a
    link uses nothing up, for scanners and previews look too; coming in by it does, and of two
    who come at the same moment with the last use, one gets in.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def make(
        self, who: Who, expires_at: datetime, *, made_by: str, purpose: Purpose = Purpose.ENTER,
        uses: int = 1,
    ) -> str:  # fmt: skip
        """The path of a new link for `who`, which nobody can show again.

        Raises ProofTooWeak when the role asks for more than a link to come in by, and ValueError
        when somebody without a person is to choose a password.
        """
        if purpose is Purpose.ENTER:
            demand(who.role, Proof.LINK)
        elif who.person is None:
            raise ValueError(f"an invitation to {purpose} is for a person")
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock.now()
        row = {
            "digest": _digest(token), "id": new_id("invitation", now), "ledger": who.ledger,
            "person": who.person, "stands_for": written(who), "purpose": purpose.value,
            "uses_left": uses, "made_by": made_by, "made_at": now, "expires_at": expires_at,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(insert(_INVITATIONS).values(row))
        return f"/in/{token}"

    def look(self, token: str) -> Invitation | None:
        """What the link would open now, None when it is used up, run out or unknown."""
        with self._engine.connect() as connection:
            mine = select(_INVITATIONS).where(self._good(token))
            row = connection.execute(mine).first()
        return _invitation(row) if row else None

    def use(self, token: str) -> Invitation | None:
        """Use the link once; None when somebody else was faster, or it is no good any more."""
        once = {"uses_left": _INVITATIONS.c.uses_left - 1, "used_at": self._clock.now()}
        using = update(_INVITATIONS).where(self._good(token)).values(once)
        with writing(self._engine) as connection:
            row = connection.execute(using.returning(*_INVITATIONS.c)).first()
        return _invitation(row) if row else None

    def open_in(self, ledger: str) -> list[Invitation]:
        """The links of a ledger that can still be used, the latest first."""
        open_ones = (_INVITATIONS.c.ledger == ledger) & self._alive()
        asked = select(_INVITATIONS).where(open_ones).order_by(_INVITATIONS.c.id.desc())
        with self._engine.connect() as connection:
            found = [_invitation(row) for row in connection.execute(asked)]
        return [each for each in found if each is not None]

    def withdraw(self, invitation: str) -> bool:
        """Let nobody in by this link, told by its id; False when it was no good anyhow."""
        return self._spoil(_INVITATIONS.c.id == invitation) == 1

    def withdraw_all_of(self, person: str) -> int:
        """The same for every link of this person; says how many."""
        return self._spoil(_INVITATIONS.c.person == person)

    def made_for(self, person: str) -> list[Invitation]:
        """Every link that was made for this person and is still remembered, the latest first."""
        theirs = select(_INVITATIONS).where(_INVITATIONS.c.person == person)
        with self._engine.connect() as connection:
            rows = connection.execute(theirs.order_by(_INVITATIONS.c.id.desc())).all()
        return [each for each in map(_invitation, rows) if each is not None]

    def forget_old(self, ledger: str, kept_for: timedelta) -> int:
        """Delete the links of a ledger that ran out so long ago that nobody need answer for them
        any more; says how many. An errand of the clock's."""
        ran_out = _INVITATIONS.c.expires_at <= self._clock.now() - kept_for
        with writing(self._engine) as connection:
            old = delete(_INVITATIONS).where(ran_out, _INVITATIONS.c.ledger == ledger)
            return connection.execute(old).rowcount

    def _spoil(self, which: Any) -> int:
        with writing(self._engine) as connection:
            spoilt = update(_INVITATIONS).where(which, self._alive()).values(uses_left=0)
            return connection.execute(spoilt).rowcount

    def _good(self, token: str) -> Any:
        return (_INVITATIONS.c.digest == _digest(token)) & self._alive()

    def _alive(self) -> Any:
        now = self._clock.now()
        return (_INVITATIONS.c.uses_left > 0) & (_INVITATIONS.c.expires_at > now)


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


def _invitation(row: Row[Any]) -> Invitation | None:
    who = read_who(row.stands_for)
    if who is None:
        return None
    return Invitation(
        id=row.id, who=who, purpose=Purpose(row.purpose), uses_left=row.uses_left,
        made_by=row.made_by, made_at=row.made_at, expires_at=row.expires_at, used_at=row.used_at,
    )  # fmt: skip
