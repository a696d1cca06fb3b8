"""Logins: user names, passwords and second steps of those who stand at a desk or a counter."""

from __future__ import annotations

import hmac
import re
import unicodedata
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Row,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from api.clock import Clock
from api.guarding.attempts import Attempts
from api.people.vault import TABLES, Moment, writing
from api.signing_in.passwords import check_password, fits, hashed, outdated
from api.signing_in.second_step import SealedSecrets, new_secret, step_of
from api.signing_in.waiting import counted

_USER_NAME = re.compile(r"[^\s\x00-\x1f]{3,40}")

_LOGINS = Table(
    "logins",
    TABLES,
    Column("person", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("name_mark", Text, nullable=False, index=True),
    Column("password_hash", Text, nullable=False),
    Column("totp_secret", Text),
    Column("totp_last_step", BigInteger),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("ledger", "name_mark"),
)


class UserNameUnfit(ValueError):
    """A user name has 3 to 40 characters and no blanks."""


class UserNameTaken(Exception):
    """Somebody else in this ledger has this user name."""


class Login(msgspec.Struct, frozen=True):
    """Whose login it is; `second_step` says whether a telephone counts for it."""

    person: str
    ledger: str
    second_step: bool


class Logins:
    """Who may come in by a user name and a password.

    Names are kept as keyed marks and passwords as slow hashes, so neither can be read from the
    vault. How many guesses somebody has is in `patience`. Everything here that looks at a
    password blocks for about a tenth of a second.
    """

    def __init__(
        self, engine: Engine, clock: Clock, attempts: Attempts, name_key: bytes, step_key: bytes
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._attempts = attempts
        self._name_key = name_key
        self._sealed = SealedSecrets(step_key)

    def set_password(self, person: str, ledger: str, user_name: str, password: str) -> None:
        """Give a person this name and password, instead of whatever they had.

        Their second step stays. Raises UserNameUnfit, UserNameTaken and PasswordUnfit.
        """
        self.may_have(person, ledger, user_name)
        check_password(password, user_name)
        told = {
            "ledger": ledger, "name_mark": self._mark(user_name), "password_hash": hashed(password)
        }  # fmt: skip
        whose = _LOGINS.c.person == person
        try:
            with writing(self._engine) as connection:
                if not connection.execute(update(_LOGINS).where(whose).values(told)).rowcount:
                    row = {"person": person, "made_at": self._clock.now(), **told}
                    connection.execute(insert(_LOGINS).values(row))
        except IntegrityError as taken:
            raise UserNameTaken from taken

    def may_have(self, person: str, ledger: str, user_name: str) -> None:
        """Raise UserNameUnfit or UserNameTaken unless this person may be called so."""
        if not _USER_NAME.fullmatch(_straight(user_name)):
            raise UserNameUnfit
        same = (_LOGINS.c.name_mark == self._mark(user_name)) & (_LOGINS.c.ledger == ledger)
        with self._engine.connect() as connection:
            holder = connection.scalar(select(_LOGINS.c.person).where(same))
        if holder not in (None, person):
            raise UserNameTaken

    def change_password(self, person: str, old: str, user_name: str, password: str) -> bool:
        """A new password for somebody who knows the old one and their user name.

        False when they don't. Raises PasswordUnfit and MustWait.
        """
        check_password(password, user_name)
        known = self.check(user_name, old)
        if known is None or known.person != person:
            return False
        self._keep_hash(person, hashed(password))
        return True

    def check(self, user_name: str, password: str) -> Login | None:
        """Whose name and password these are; raises MustWait."""
        mark = self._mark(user_name)
        return counted(self._attempts, f"password:{mark}", lambda: self._fitting(mark, password))

    def of(self, person: str) -> Login | None:
        """The login of a person, if there is one."""
        row = self._row(person)
        return _login(row) if row else None

    def begin_second_step(self, person: str) -> str | None:
        """The secret for a telephone: a new one the first time, then the same until a code of it
        was shown. None when there is no login, or a telephone counts for it already."""
        row = self._row(person)
        if row is None or row.totp_last_step is not None:
            return None
        begun = self._sealed.open(row.totp_secret, person) if row.totp_secret else None
        if begun is not None:
            return begun
        secret = new_secret()
        same = (_LOGINS.c.person == person) & (_LOGINS.c.totp_secret == row.totp_secret)
        told = {"totp_secret": self._sealed.seal(secret, person)}
        with writing(self._engine) as connection:
            first = connection.execute(update(_LOGINS).where(same).values(told)).rowcount
        return secret if first else self.begin_second_step(person)

    def second_step(self, person: str, code: str) -> bool:
        """Whether `code` is what the person's telephone shows; each code is good once.

        The first right one makes the telephone count. Raises MustWait.
        """
        done = counted(self._attempts, f"totp:{person}", lambda: self._step(person, code) or None)
        return done is not None

    def drop_second_step(self, person: str) -> None:
        """The telephone is lost: the person must show a new one. For staff, never for a guest."""
        self._change(person, {"totp_secret": None, "totp_last_step": None})

    def _fitting(self, mark: str, password: str) -> Login | None:
        same_name = select(_LOGINS).where(_LOGINS.c.name_mark == mark)
        with self._engine.connect() as connection:
            rows = connection.execute(same_name.order_by(_LOGINS.c.made_at)).all()
        # Two communities may each have a person of this name; a stranger costs the same time.
        for row in rows or [None]:
            if fits(row.password_hash if row else None, password) and row:
                if outdated(row.password_hash):
                    self._keep_hash(row.person, hashed(password))
                return _login(row)
        return None

    def _step(self, person: str, code: str) -> bool:
        row = self._row(person)
        secret = self._sealed.open(row.totp_secret, person) if row and row.totp_secret else None
        step = step_of(code, secret, self._clock.now()) if secret else None
        if row is None or step is None:
            return False
        last = _LOGINS.c.totp_last_step
        newer = (_LOGINS.c.person == person) & (_LOGINS.c.totp_secret == row.totp_secret)
        newer &= last.is_(None) | (last < step)
        with writing(self._engine) as connection:
            told = update(_LOGINS).where(newer).values(totp_last_step=step)
            return connection.execute(told).rowcount == 1

    def _row(self, person: str) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(select(_LOGINS).where(_LOGINS.c.person == person)).first()

    def _keep_hash(self, person: str, password_hash: str) -> None:
        self._change(person, {"password_hash": password_hash})

    def _change(self, person: str, told: dict[str, Any]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(_LOGINS).where(_LOGINS.c.person == person).values(told))

    def _mark(self, user_name: str) -> str:
        return hmac.digest(self._name_key, _straight(user_name).encode(), "sha256").hex()


def _straight(user_name: str) -> str:
    return unicodedata.normalize("NFKC", user_name).strip().casefold()


def _login(row: Row[Any]) -> Login:
    return Login(row.person, row.ledger, row.totp_last_step is not None)
