"""Sessions: who sits at this browser, remembered by the house under a number nobody can guess."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, or_, select, update

from api.access.endings import Endings, bump
from api.access.keys import Keys
from api.access.roles import Role
from api.access.who import Who, person_of
from api.clock import Clock
from api.lately import Lately
from api.people.vault import writing
from api.signing_in.proofs import Proof, ProofTooWeak, demand, enough_to_change
from api.signing_in.session_rows import (
    SESSIONS,
    Session,
    digest_of,
    lasts,
    read_session,
    write_session,
)

SESSION_COOKIE = "session"
IDLE_ON_A_SHARED_DEVICE = timedelta(minutes=15)

_REMEMBERED_SECONDS = 600
_SESSIONS_KEPT = 50_000
_SEEN_EVERY = {True: timedelta(minutes=1), False: timedelta(hours=1)}
"""How exactly it is written down when a session was last seen, by whether the device is shared."""
_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")


class Begun(msgspec.Struct, frozen=True):
    """What the browser is to keep: the cookie's value and its age in seconds."""

    cookie: str
    seconds: int


class Sessions:
    """Who has come in by the door for people.

    A cookie holds 256 random bits and nothing else; the vault knows them by their hash alone, so
    a copy of it opens no door. One guess in 2^256 / n finds one of n sessions. Every way in and
    every change of role makes a new number: what a browser brings along is ended, never adopted.
    Answers stay in memory until `endings` says that something was ended, so an ended session is
    refused at once here and within a second everywhere.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        keys: Keys,
        endings: Endings,
        standing: Callable[[Who], bool],
        standing_at_hand: Callable[[Who], bool | None],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._keys = keys
        self._endings = endings
        self._standing = standing
        self._standing_at_hand = standing_at_hand
        self._ended = endings.ended()
        self._lately = Lately(self._look_up, _REMEMBERED_SECONDS, _SESSIONS_KEPT, ticks)
        self._seen: dict[str, datetime] = {}

    def begin(
        self, who: Who, proof: Proof, before: str | None = None, shared_device: bool = False
    ) -> Begun:
        """A session for `who`, in place of the one whose cookie the browser brought `before`.

        Raises ProofTooWeak when the role asks for more than was shown.
        """
        demand(who.role, proof)
        now = self._clock.now()
        expires_at = now + lasts(who, shared_device)
        with writing(self._engine) as connection:
            ended = _end(connection, SESSIONS.c.digest == digest_of(before))
            cookie = write_session(connection, who, proof, now, expires_at, shared_device)
        if ended:
            self._endings.look()
        return Begun(cookie, (expires_at - now) // timedelta(seconds=1))

    def change_role(self, before: str, who: Who) -> Begun | None:
        """A new session in another role, which ends no later than the old one would have.

        None when the old one has ended meanwhile or was somebody else's. Raises ProofTooWeak.
        """
        if who.person is None:
            return None
        now = self._clock.now()
        mine = (SESSIONS.c.digest == digest_of(before)) & (SESSIONS.c.expires_at > now)
        mine &= (SESSIONS.c.person == who.person) & (SESSIONS.c.ledger == who.ledger)
        with writing(self._engine) as connection:
            row = connection.execute(select(SESSIONS).where(mine).with_for_update()).first()
            if row is None or (old := read_session(row)) is None:
                return None
            if not enough_to_change(who.role, old.proof):
                raise ProofTooWeak(who.role, old.proof)
            _end(connection, mine)
            shared = old.shared_device
            expires_at = min(old.expires_at, now + lasts(who, shared))
            cookie = write_session(connection, who, old.proof, now, expires_at, shared)
        self._endings.look()
        return Begun(cookie, (expires_at - now) // timedelta(seconds=1))

    def of(self, cookie: str | None) -> Who | None:
        """Who the cookie says is here; None when its session is unknown, ended or too old."""
        session = self.session(cookie)
        return session.who if session else None

    def session(self, cookie: str | None) -> Session | None:
        """The same, with how and when they came in."""
        session = self._known(cookie, self._lately.of)
        if session is None or not self._stands(session):
            return None
        return session if not self._is_due(session) or self._note(session) else None

    def at_hand(self, cookie: str | None) -> Who | None:
        """Like `of`, from memory alone; None may mean that the vault must be asked."""
        session = self._known(cookie, self._lately.fresh)
        if session is None or self._is_due(session):
            return None
        opened = session.proof is not Proof.KEY or self._keys.at_hand(session.who.id)
        return session.who if opened and self._standing_at_hand(session.who) else None

    def end(self, cookie: str | None) -> bool:
        """Sign out: the cookie opens nothing any more. False when it opened nothing before."""
        return self._end_now(SESSIONS.c.digest == digest_of(cookie))

    def end_all_of(
        self, person: str, *, but: str | None = None, proof: Proof | None = None
    ) -> int:
        """End every session of this person, or those that one kind of `proof` opened, `but` for
        the one with that cookie; says how many."""
        theirs = (SESSIONS.c.person == person) & (SESSIONS.c.digest != digest_of(but))
        if proof is not None:
            theirs &= SESSIONS.c.proof == proof.value
        return self._end_now(theirs)

    def list_of(self, person: str) -> list[Session]:
        """Where this person is signed in, the latest first."""
        alive = (SESSIONS.c.person == person) & (SESSIONS.c.expires_at > self._clock.now())
        latest_first = select(SESSIONS).where(alive).order_by(SESSIONS.c.made_at.desc())
        with self._engine.connect() as connection:
            found = [read_session(row) for row in connection.execute(latest_first)]
        return [session for session in found if session is not None]

    def forget_expired(self) -> int:
        """Delete the sessions whose time is over; says how many."""
        now = self._clock.now()
        idle = SESSIONS.c.shared_device & (SESSIONS.c.seen_at <= now - IDLE_ON_A_SHARED_DEVICE)
        with writing(self._engine) as connection:
            over = delete(SESSIONS).where(or_(SESSIONS.c.expires_at <= now, idle))
            return connection.execute(over).rowcount

    def _known(
        self, cookie: str | None, look: Callable[[str], Session | None]
    ) -> Session | None:
        if cookie is None or not _COOKIE.fullmatch(cookie):
            return None
        if self._ended != (ended := self._endings.ended()):
            self._lately.forget()
            self._seen.clear()
            self._ended = ended
        session = look(digest_of(cookie))
        return session if session and self._clock.now() < session.expires_at else None

    def _stands(self, session: Session) -> bool:
        by_key = session.proof is Proof.KEY
        return (not by_key or self._keys.in_force(session.who.id)) and self._standing(session.who)

    def _is_due(self, session: Session) -> bool:
        seen_at = self._seen.get(session.digest, session.seen_at)
        return self._clock.now() - seen_at >= _SEEN_EVERY[session.shared_device]

    def _note(self, session: Session) -> bool:
        """Write down that it was seen now; False when it had been left alone for too long."""
        now = self._clock.now()
        awake = (SESSIONS.c.digest == session.digest) & (SESSIONS.c.expires_at > now)
        if session.shared_device:
            awake &= SESSIONS.c.seen_at > now - IDLE_ON_A_SHARED_DEVICE
        with writing(self._engine) as connection:
            noted = connection.execute(update(SESSIONS).where(awake).values(seen_at=now))
        if noted.rowcount:
            if len(self._seen) >= _SESSIONS_KEPT:
                self._seen.clear()
            self._seen[session.digest] = now
        return noted.rowcount == 1

    def _end_now(self, which: Any) -> int:
        with writing(self._engine) as connection:
            ended = _end(connection, which)
        if ended:
            self._endings.look()
        return ended

    def _look_up(self, digest: str) -> Session | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == digest)).first()
        return read_session(row) if row else None


def _end(connection: Connection, which: Any) -> int:
    ended = connection.execute(delete(SESSIONS).where(which)).rowcount
    if ended:
        bump(connection)
    return ended


def guest(
    role: Role,
    ledger: str,
    *,
    unit: str | None = None,
    team: str | None = None,
    merchant: str | None = None,
    volunteer: str | None = None,
    person: str | None = None,
    appointment: str | None = None,
) -> Who:
    """Somebody who has not come in yet; each session gives them an id of its own.

    A volunteer's person is known by the volunteer's id.
    """
    if role is Role.VOLUNTEER and volunteer and person is None:
        person = person_of(volunteer)
    return Who(
        id="guest", role=role, ledger=ledger, unit=unit, team=team, merchant=merchant,
        volunteer=volunteer, person=person, appointment=appointment,
    )  # fmt: skip
